#include "testing/smtp_server.hpp"

#include <sodium.h>

#include <algorithm>
#include <optional>

namespace testing_servers {
namespace {

std::string decode_base64(const std::string& text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL)
        != 0)
        return "not base64: " + text;
    return bytes.substr(0, size);
}

// "MAIL FROM:<ada@example.com> SIZE=5" gives "ada@example.com".
std::string path_of(const std::string& line) {
    const auto begin = line.find('<') + 1;
    return line.substr(begin, line.find('>') - begin);
}

std::string command_of(const std::string& line) {
    auto command = line.substr(0, line.find(' '));
    std::ranges::transform(command, command.begin(),
                           [](unsigned char c) { return std::toupper(c); });
    return command;
}

} // namespace

class SmtpServer::Session {
  public:
    Session(SmtpServer& server, Connection& connection)
        : server_(server), connection_(connection) {}

    void run() {
        if (server_.script_.implicit_tls && !connection_.start_tls(*server_.script_.tls)) return;
        if (!answer("GREETING", "", "220 test.example ESMTP")) return;
        while (const auto line = connection_.read_line())
            if (!obey(command_of(*line), *line)) return;
    }

  private:
    // False when the connection is over.
    bool obey(const std::string& command, const std::string& line) {
        if (command == "EHLO") return answer(command, line, extensions());
        if (command == "STARTTLS") return answer(command, line, "220 go ahead") && start_tls();
        if (command == "AUTH") return sign_in(line);
        if (command == "MAIL") return begin_mail(line);
        if (command == "RCPT")
            return answer(command, line, has_mail_ ? "250 ok" : "503 5.5.1 MAIL first")
                   && add_recipient(line);
        if (command == "DATA") return take_data(line);
        if (command == "QUIT") return answer(command, line, "221 bye"), false;
        return answer(command, line, "250 ok");
    }

    // Whether the client may go on after the answer that the script, or we, gave.
    bool answer(const std::string& command, const std::string& line, const std::string& usual) {
        const auto scripted =
            server_.script_.reply ? server_.script_.reply(command, line) : std::string();
        if (scripted == SmtpScript::leave) return false;
        if (scripted == SmtpScript::hang) return connection_.wait_until_client_leaves(), false;
        last_ = scripted.empty() ? usual : scripted;
        if (command == "END" && accepted())
            keep_mail(); // before the client knows, so that a test finds it after
        return connection_.write(last_ + "\r\n");
    }
    bool accepted() const { return last_.starts_with('2') || last_.starts_with('3'); }

    std::string extensions() const {
        std::string reply = "250-test.example";
        if (server_.script_.tls && !connection_.is_tls()) reply += "\r\n250-STARTTLS";
        if (server_.script_.offers_sign_in) reply += "\r\n250-AUTH PLAIN LOGIN XOAUTH2";
        if (server_.script_.offers_pipelining) reply += "\r\n250-PIPELINING";
        return reply + "\r\n250 8BITMIME";
    }

    bool start_tls() { return !accepted() || connection_.start_tls(*server_.script_.tls); }

    bool sign_in(const std::string& line) {
        const bool by_token = line.starts_with("AUTH XOAUTH2");
        const std::size_t prefix = by_token ? 13 : 11; // "AUTH PLAIN "
        auto given = line.size() > prefix ? std::optional(line.substr(prefix)) : std::nullopt;
        if (!given) {
            connection_.write("334 \r\n");
            given = connection_.read_line();
            if (!given) return false;
        }
        if (by_token) { // "user=U^Aauth=Bearer T^A^A"
            const auto parts = decode_base64(*given);
            const auto bearer = parts.find("\1auth=Bearer ");
            if (!parts.starts_with("user=") || bearer == parts.npos)
                return answer("AUTH", line, "501 no XOAUTH2");
            user_ = parts.substr(5, bearer - 5);
            password_ = parts.substr(bearer + 13, parts.find('\1', bearer + 1) - bearer - 13);
            return answer("AUTH", line, "235 welcome");
        }
        const auto parts = decode_base64(*given); // RFC 4616: NUL user NUL password
        const auto middle = parts.find('\0', 1);
        user_ = parts.substr(1, middle - 1);
        password_ = middle == parts.npos ? "" : parts.substr(middle + 1);
        return answer("AUTH", line, "235 welcome");
    }

    bool begin_mail(const std::string& line) {
        mail_ = {.from = path_of(line),
                 .over_tls = connection_.is_tls(),
                 .user = user_,
                 .password = password_};
        const bool goes_on = answer("MAIL", line, "250 ok");
        has_mail_ = accepted();
        return goes_on;
    }

    bool add_recipient(const std::string& line) {
        if (accepted()) mail_.to.push_back(path_of(line));
        return true;
    }

    bool take_data(const std::string& line) {
        const auto* usual = mail_.to.empty() ? "554 5.5.1 no valid recipients" : "354 go ahead";
        if (!answer("DATA", line, usual)) return false;
        if (!accepted()) return true;
        for (;;) {
            auto text = connection_.read_line();
            if (!text) return false;
            if (*text == ".") break;
            mail_.data += text->substr(text->starts_with('.') ? 1 : 0) + "\r\n";
        }
        return answer("END", "", "250 taken");
    }

    void keep_mail() {
        const std::lock_guard lock(server_.mutex_);
        server_.mails_.push_back(mail_);
    }

    SmtpServer& server_;
    Connection& connection_;
    std::string last_;
    std::string user_;
    std::string password_;
    ReceivedMail mail_;
    bool has_mail_ = false; // begun
};

SmtpServer::SmtpServer(SmtpScript script)
    : script_(std::move(script)),
      server_([this](Connection& connection) { Session(*this, connection).run(); }) {}

std::vector<ReceivedMail> SmtpServer::mails() const {
    const std::lock_guard lock(mutex_);
    return mails_;
}

} // namespace testing_servers
