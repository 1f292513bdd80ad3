// A plain HTTP client for tests: blocking, one connection kept alive, cookies kept, JSON at hand.
#pragma once
#include <boost/json.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/uuid.hpp"
#include "platform/http/message.hpp"

struct TestReply {
    int status = 0;
    http::Headers headers;
    std::string body;

    boost::json::value json() const; // throws with the body in its message when it is no JSON
    // By JSON pointer: at("/user/name"). Throws with the body in its message when there is nothing.
    boost::json::value at(std::string_view pointer) const;
    std::string text(std::string_view pointer) const; // of a string
    Uuid uuid(std::string_view pointer) const;
    // The stable code of a problem document, "" when it is none.
    std::string code() const;
    // "field:code field:code" of a problem document, in its order.
    std::string bad_fields() const;
    // The value of a cookie that was set, nullopt when none was.
    std::optional<std::string> cookie(std::string_view name) const;
};

// "200", or "422 invalid_input name:required": what to compare and what a failed test should say.
std::string summary(const TestReply& reply);
std::ostream& operator<<(std::ostream& out, const TestReply& reply);

// Not thread-safe. A connection that the server closed is opened again.
class Client {
  public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;

    TestReply get(std::string_view target) { return send(http::Method::get, target); }
    TestReply post(std::string_view target, std::string body = "{}") {
        return send(http::Method::post, target, std::move(body));
    }
    TestReply put(std::string_view target, std::string body) {
        return send(http::Method::put, target, std::move(body));
    }
    TestReply patch(std::string_view target, std::string body) {
        return send(http::Method::patch, target, std::move(body));
    }
    TestReply del(std::string_view target, std::string body = {}) {
        return send(http::Method::del, target, std::move(body));
    }

    // `extra` fields win over those of the client. A body goes as JSON unless a Content-Type is
    // given.
    TestReply send(http::Method method, std::string_view target, std::string body = {},
                   const std::vector<std::pair<std::string, std::string>>& extra = {});

    // Sent with every request from now on ("X-Project-Id", "Authorization"); an empty value removes
    // it.
    void set_header(std::string_view name, std::string value);
    std::map<std::string, std::string>& cookies() { return cookies_; }

    // A second client with the same cookies and headers on a connection of its own.
    Client another() const;

    Uuid user_id{};    // of the person behind it, where one is
    Uuid project_id{}; // that it names

  private:
    struct Connection;
    std::string request_text(http::Method method, std::string_view target, const std::string& body,
                             const std::vector<std::pair<std::string, std::string>>& extra) const;
    void keep_cookies(const TestReply& reply);

    std::uint16_t port_;
    std::unique_ptr<Connection> connection_;
    http::Headers headers_;
    std::map<std::string, std::string> cookies_;
};
