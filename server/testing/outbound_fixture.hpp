// Servers and resolvers that say what a test wants, for tests of the way out.
#pragma once
#include <gtest/gtest.h>

#include "platform/outbound/client.hpp"
#include "testing/http_server.hpp"

namespace outbound_tests {

using outbound::Client;
using outbound::Failure;
using outbound::IpAddress;
using outbound::Policy;
using outbound::Reason;
using outbound::Request;
using outbound::Response;
using testing_servers::Connection;
using testing_servers::http_reply;
using testing_servers::HttpRequest;
using testing_servers::HttpServer;

// Answers from a script: the first question with the first list, the last list again and again.
class ScriptedResolver final : public outbound::Resolver {
  public:
    explicit ScriptedResolver(std::vector<std::vector<std::string>> answers)
        : answers_(std::move(answers)) {}

    std::vector<IpAddress> resolve(const std::string& host,
                                   std::chrono::milliseconds /*patience*/) override {
        hosts.push_back(host);
        const auto& texts = answers_.at(std::min(hosts.size() - 1, answers_.size() - 1));
        std::vector<IpAddress> addresses;
        for (const auto& text : texts) addresses.push_back(IpAddress::parse(text).value());
        return addresses;
    }

    std::vector<std::string> hosts;

  private:
    std::vector<std::vector<std::string>> answers_;
};

inline Client open_client(Policy policy = Policy::from(true)) {
    return Client(policy);
}

template <class Call>
std::string reason_of(Call call) {
    try {
        call();
    } catch (const Failure& failure) {
        return name_of(failure.reason);
    }
    return "answered";
}

inline std::string reason_of(const Client& client, const std::string& url) {
    return reason_of([&] { client.send({.url = url}); });
}

inline HttpServer::Answer always(std::string reply) {
    return [reply](const HttpRequest&, Connection& connection) { connection.write(reply); };
}

} // namespace outbound_tests
