#include "platform/mail/smtp_connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "platform/mail/mail_server.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace mail {
namespace {

using Kind = SendFailure::Kind;
using std::chrono::steady_clock;

constexpr std::size_t longest_reply_line = 4096; // RFC 5321, 4.5.3.1.5: 512; some say more
constexpr std::size_t longest_refusal = 512;     // kept of it
constexpr int most_reply_lines = 100;
constexpr std::chrono::seconds patience_after_refusal{5};

std::string_view without_end(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// Each line of the greeting, of EHLO and of the sign-in.
std::size_t hear(char* data, std::size_t size, std::size_t count, void* pointer) {
    auto& greeting = *static_cast<SmtpConnection::Greeting*>(pointer);
    const auto line = without_end({data, size * count});
    if (line.starts_with('4') || line.starts_with('5'))
        greeting.refusal = line.substr(0, longest_refusal);
    // What was said before STARTTLS does not count.
    if (line.starts_with("220")) greeting.offers_pipelining = greeting.offers_utf8 = false;
    if (line.starts_with("250") && line.size() > 4) {
        const auto offer = text::to_lower_ascii(line.substr(4));
        if (offer == "pipelining") greeting.offers_pipelining = true;
        if (offer == "smtputf8") greeting.offers_utf8 = true;
    }
    return size * count;
}

void set_up(const curl::Handle& handle, const SmtpSettings& settings) {
    const bool v6 = settings.host.find(':') != settings.host.npos;
    const auto url = fmt::format("{}://{}{}{}:{}", settings.implicit_tls ? "smtps" : "smtp",
                                 v6 ? "[" : "", settings.host, v6 ? "]" : "", settings.port);
    curl::set(handle, CURLOPT_URL, url.c_str());
    curl::set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl::set(handle, CURLOPT_PROXY, "");
    curl::set(handle, CURLOPT_CONNECT_ONLY, 1L);
    curl::set(handle, CURLOPT_CONNECTTIMEOUT_MS, long(settings.connect_time.count()));
    curl::set(handle, CURLOPT_TIMEOUT_MS, long(settings.total_time.count()));
    curl::set(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, long(settings.reply_time.count()));
    if (settings.reach) keep_within(handle, *settings.reach);
    const bool must_trust =
        settings.implicit_tls || settings.must_encrypt || !settings.user.empty();
    curl::set(handle, CURLOPT_USE_SSL, long(must_trust ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl::set(handle, CURLOPT_SSL_VERIFYPEER, must_trust ? 1L : 0L);
    curl::set(handle, CURLOPT_SSL_VERIFYHOST, must_trust ? 2L : 0L);
    if (!settings.certificate_file.empty())
        curl::set(handle, CURLOPT_CAINFO, settings.certificate_file.c_str());
    if (settings.user.empty()) return;
    curl::set(handle, CURLOPT_USERNAME, settings.user.c_str());
    sign_in_by(handle, settings.password, settings.access_token);
}

// RFC 4954, 6: who signs in differently is heard. No fault of the mail.
bool is_about_sign_in(int code) {
    return code == 530 || code == 534 || code == 535 || code == 538;
}

Kind kind_of(int reply_code) {
    if (is_about_sign_in(reply_code)) return Kind::settings;
    return reply_code >= 500 ? Kind::permanent : Kind::temporary;
}

SendFailure failure_to_connect(CURLcode code, int reply_code, const std::string& refusal) {
    const bool has_reply = reply_code >= 400;
    auto kind = has_reply ? kind_of(reply_code) : Kind::connection;
    if (reply_code != 421 && (is_about_tls(code) || is_about_sign_in(code))) kind = Kind::settings;
    return {kind, has_reply ? reply_code : 0,
            has_reply && !refusal.empty() ? refusal : std::string(curl_easy_strerror(code))};
}

curl::Handle connected(const SmtpSettings& settings, SmtpConnection::Greeting& greeting) {
    auto handle = curl::make_handle();
    set_up(handle, settings);
    curl::set(handle, CURLOPT_HEADERFUNCTION, hear);
    curl::set(handle, CURLOPT_HEADERDATA, &greeting);
    const auto code = curl_easy_perform(handle.get());
    if (code == CURLE_OK) return handle;
    long reply_code = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply_code);
    throw failure_to_connect(code, static_cast<int>(reply_code), greeting.refusal);
}

// RFC 5321, 4.5.2: a dot at the beginning of a line is doubled; a line with nothing else ends it.
void append_body(std::string_view bytes, std::string& out) {
    if (bytes.starts_with('.')) out += '.';
    for (auto dot = bytes.find("\n."); dot != bytes.npos; dot = bytes.find("\n.")) {
        out.append(bytes.substr(0, dot + 2)).append(".");
        bytes.remove_prefix(dot + 2);
    }
    out.append(bytes).append(bytes.ends_with("\r\n") ? ".\r\n" : "\r\n.\r\n");
}

// They come from addresses that were checked.
const std::string& one_word(const std::string& address) {
    if (std::ranges::any_of(address, [](unsigned char c) { return c < ' ' || c == 0x7F; }))
        throw std::logic_error("an envelope address with a line end");
    return address;
}

} // namespace

SmtpConnection::SmtpConnection(const SmtpSettings& settings)
    : settings_(settings), stream_(connected(settings_, greeting_), longest_reply_line) {}

SmtpConnection::~SmtpConnection() {
    if (!is_usable_) return;
    try {
        stream_.set_patience(std::chrono::milliseconds(0), steady_clock::now());
        stream_.write("QUIT\r\n");
    } catch (const ServerGone&) {
        return; // it left first
    }
}

void SmtpConnection::hand_over(const Envelope& envelope, std::string_view bytes) {
    converse([&] {
        begin_mail(envelope);
        send_body(bytes);
        const auto reply = read_reply();
        is_usable_ = reply.is(2) || (reply.code >= 400 && reply.code != 421);
        if (!reply.is(2)) refuse(reply);
    });
}

void SmtpConnection::check() {
    converse([&] {
        stream_.write("NOOP\r\n");
        const auto reply = read_reply();
        if (!reply.is(2)) refuse(reply);
        is_usable_ = true;
    });
}

// Of no use any more, until it has come to a good end.
template <class Talk>
void SmtpConnection::converse(Talk talk) try {
    is_usable_ = false;
    body_ = Body::kept;
    stream_.set_patience(settings_.reply_time, steady_clock::now() + settings_.total_time);
    talk();
} catch (const ServerGone& gone) {
    throw SendFailure(body_ == Body::sent ? Kind::unknown : Kind::connection, 0, gone.what());
}

std::vector<std::string> SmtpConnection::commands_of(const Envelope& envelope) const {
    const auto is_utf8 = [](const std::string& address) { return !text::is_ascii(address); };
    const bool needs_utf8 = is_utf8(envelope.from) || std::ranges::any_of(envelope.to, is_utf8);
    std::vector<std::string> commands;
    commands.push_back("MAIL FROM:<" + one_word(envelope.from) + ">"
                       + (needs_utf8 && greeting_.offers_utf8 ? " SMTPUTF8\r\n" : "\r\n"));
    for (const auto& to : envelope.to) commands.push_back("RCPT TO:<" + one_word(to) + ">\r\n");
    commands.push_back("DATA\r\n");
    return commands;
}

void SmtpConnection::begin_mail(const Envelope& envelope) {
    const auto commands = commands_of(envelope);
    const bool at_once = greeting_.offers_pipelining;
    if (at_once) {
        std::string all;
        for (const auto& command : commands) all += command;
        stream_.write(all);
    }
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (!at_once) stream_.write(commands[i]);
        const auto reply = read_reply();
        const auto left = commands.size() - i - 1;
        if (reply.is(left == 0 ? 3 : 2)) continue;
        if (reply.code >= 400 && reply.code != 421) make_ready_again(at_once ? left : 0);
        refuse(reply);
    }
}

void SmtpConnection::send_body(std::string_view bytes) {
    buffer_.clear();
    append_body(bytes, buffer_);
    body_ = Body::begun;
    try {
        stream_.write(buffer_);
    } catch (const ServerGone&) {
        if (stream_.unwritten() == 0) body_ = Body::sent;
        throw;
    }
    body_ = Body::sent;
    constexpr std::size_t kept_room = 256 * 1024;
    if (buffer_.capacity() > kept_room) buffer_ = {};
}

SmtpConnection::Reply SmtpConnection::read_reply() {
    for (int lines = 0; lines < most_reply_lines; ++lines) {
        Reply reply{0, stream_.read_line()};
        const auto& line = reply.line;
        const auto end = line.data() + std::min<std::size_t>(line.size(), 3);
        const auto parsed = std::from_chars(line.data(), end, reply.code);
        if (parsed.ptr != line.data() + 3 || reply.code < 100)
            throw ServerGone("the server answers what is no answer", true);
        if (line.size() == 3 || line[3] == ' ') return reply;
    }
    throw ServerGone("the answer has no end", true);
}

void SmtpConnection::refuse(const Reply& reply) const {
    if (reply.code < 400)
        throw ServerGone("the server answers something else: " + reply.line, true);
    throw SendFailure(kind_of(reply.code), reply.code, reply.line.substr(0, longest_refusal));
}

// After a refusal: what else was asked is answered, and the mail is taken back.
void SmtpConnection::make_ready_again(std::size_t unread) try {
    stream_.set_patience(patience_after_refusal, steady_clock::now() + patience_after_refusal);
    for (; unread > 0; --unread)
        if (read_reply().is(3)) return; // it waits for a mail now: leaving says that there is none
    stream_.write("RSET\r\n");
    is_usable_ = read_reply().is(2);
} catch (const ServerGone&) {
    is_usable_ = false;
}

} // namespace mail
