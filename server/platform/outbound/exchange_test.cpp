#include "platform/outbound/exchange.hpp"

#include <gtest/gtest.h>

#include "testing/http_server.hpp"

TEST(OutboundExchange, opens_no_socket_to_an_address_that_was_not_checked) {
    testing_servers::HttpServer server(
        [](const auto&, auto& connection) { connection.write(testing_servers::http_reply(200)); });
    const auto policy = outbound::Policy::from(true);
    const outbound::Request request{.url = server.url()};
    const auto target = outbound::parse_target(request.url);
    const auto run_with = [&](const char* address) {
        const std::vector addresses{outbound::IpAddress::parse(address).value()};
        return outbound::run({policy, request, target, addresses, std::chrono::seconds(5), 1000})
            .status;
    };
    EXPECT_EQ(200, run_with("127.0.0.1"));
    try {
        run_with("127.0.0.2");
        FAIL();
    } catch (const outbound::Failure& failure) {
        EXPECT_EQ(outbound::Reason::forbidden_address, failure.reason);
    }
    EXPECT_EQ(1u, server.requests().size());
}
