#include "platform/mail/smtp_transport.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <vector>

#include "platform/base/curl.hpp"
#include "platform/base/url.hpp"
#include "platform/mail/mail_server.hpp"
#include "platform/mail/rules.hpp"

namespace mail {
namespace {

using Kind = SendFailure::Kind;

// One mail on its way.
struct Upload {
    std::string_view bytes;
    std::size_t sent = 0;
    std::string refusal; // the last reply of 400 or above

    bool is_complete() const { return !bytes.empty() && sent == bytes.size(); }
};

std::size_t give_bytes(char* buffer, std::size_t size, std::size_t count, void* pointer) {
    auto& upload = *static_cast<Upload*>(pointer);
    const auto piece = upload.bytes.substr(upload.sent, size * count);
    std::memcpy(buffer, piece.data(), piece.size());
    upload.sent += piece.size();
    return piece.size();
}

std::size_t take_reply(char* data, std::size_t size, std::size_t count, void* pointer) {
    constexpr std::size_t longest_reply = 512; // RFC 5321, 4.5.3.1.5
    std::string_view line(data, size * count);
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with('4') || line.starts_with('5'))
        static_cast<Upload*>(pointer)->refusal = line.substr(0, longest_reply);
    return size * count;
}

Kind kind_of(CURLcode code, long reply_code, const Upload& upload) {
    if (reply_code == 421) return Kind::temporary;
    if (is_about_tls(code) || is_about_sign_in(code)) return Kind::settings;
    if (reply_code >= 500) return Kind::permanent;
    if (reply_code >= 400) return Kind::temporary;
    return upload.is_complete() ? Kind::unknown : Kind::connection;
}

SendFailure failure_of(CURLcode code, long reply_code, const Upload& upload) {
    const auto kind = kind_of(code, reply_code, upload);
    const bool has_reply = reply_code >= 400 && !upload.refusal.empty();
    return {kind, reply_code >= 400 ? static_cast<int>(reply_code) : 0,
            has_reply ? upload.refusal : std::string(curl_easy_strerror(code))};
}

} // namespace

const char* name_of(Kind kind) {
    switch (kind) {
        case Kind::settings:
            return "settings";
        case Kind::connection:
            return "connection";
        case Kind::temporary:
            return "temporary";
        case Kind::permanent:
            return "permanent";
        case Kind::unknown:
            return "unknown";
    }
    throw std::logic_error("a kind without a name");
}

SmtpSettings parse_smtp_url(std::string_view text) {
    const auto url = parse_url(text);
    if (!url || (url->scheme != "smtp" && url->scheme != "smtps"))
        throw std::invalid_argument("no URL of an SMTP server");
    return {.host = url->host,
            .port = url->port,
            .implicit_tls = url->scheme == "smtps",
            .user = url->user,
            .password = url->password};
}

struct SmtpTransport::State {
    SmtpSettings settings;
    const Clock& clock;
    std::mutex mutex;
    std::vector<curl::Handle> idle; // each with its open connection

    // A kept connection, or none.
    curl::Handle take_idle() {
        const std::lock_guard lock(mutex);
        if (idle.empty()) return nullptr;
        auto handle = std::move(idle.back());
        idle.pop_back();
        return handle;
    }
    void give_back(curl::Handle handle) {
        const std::lock_guard lock(mutex);
        if (idle.size() < idle_limit) idle.push_back(std::move(handle));
    }

    void set_up(const curl::Handle& handle) const {
        const bool v6 = settings.host.find(':') != settings.host.npos;
        const auto url = fmt::format("{}://{}{}{}:{}", settings.implicit_tls ? "smtps" : "smtp",
                                     v6 ? "[" : "", settings.host, v6 ? "]" : "", settings.port);
        curl::set(handle, CURLOPT_URL, url.c_str());
        curl::set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl::set(handle, CURLOPT_PROXY, "");
        curl::set(handle, CURLOPT_CONNECTTIMEOUT_MS, long(settings.connect_time.count()));
        curl::set(handle, CURLOPT_TIMEOUT_MS, long(settings.total_time.count()));
        curl::set(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, long(settings.reply_time.count()));
        curl::set(handle, CURLOPT_READFUNCTION, give_bytes);
        if (settings.reach) keep_within(handle, *settings.reach);
        curl::set(handle, CURLOPT_HEADERFUNCTION, take_reply);
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

    // Tries again on another connection when a kept one turned out to be dead before the mail was
    // on its way.
    template <class Prepare>
    void perform(Upload& upload, Prepare prepare) {
        for (;;) {
            auto handle = take_idle();
            const bool was_idle = handle != nullptr;
            if (!was_idle) {
                handle = curl::make_handle();
                set_up(handle);
            }
            upload.sent = 0;
            upload.refusal.clear();
            prepare(handle);
            curl::set(handle, CURLOPT_READDATA, &upload);
            curl::set(handle, CURLOPT_HEADERDATA, &upload);
            const auto code = curl_easy_perform(handle.get());
            if (code == CURLE_OK) return give_back(std::move(handle));
            long reply_code = 0;
            curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply_code);
            const bool was_dead =
                was_idle && upload.sent == 0 && (reply_code < 400 || reply_code == 421);
            if (!was_dead) throw failure_of(code, reply_code, upload);
        }
    }
};

SmtpTransport::SmtpTransport(SmtpSettings settings, const Clock& clock)
    : state_(new State{.settings = std::move(settings), .clock = clock}) {}

SmtpTransport::~SmtpTransport() {
    // libcurl would say QUIT on each kept connection and wait minutes for a server that is stuck.
    for (const auto& handle : state_->idle) {
        curl_socket_t socket = CURL_SOCKET_BAD;
        if (curl_easy_getinfo(handle.get(), CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK
            && socket != CURL_SOCKET_BAD)
            ::shutdown(socket, SHUT_RDWR);
    }
}

std::string SmtpTransport::send(const Message& message) {
    auto named = message;
    if (named.message_id.empty()) named.message_id = make_message_id(message.from);
    const auto bytes = to_bytes(named, state_->clock.now());
    Envelope envelope{envelope_address(message.from), {}};
    for (const auto& recipient : message.to) envelope.to.push_back(envelope_address(recipient));
    hand_over(envelope, bytes);
    return named.message_id;
}

void SmtpTransport::hand_over(const Envelope& envelope, std::string_view bytes) {
    const auto sender = "<" + envelope.from + ">";
    curl::List recipients;
    for (const auto& recipient : envelope.to) curl::append(recipients, "<" + recipient + ">");
    Upload upload{bytes};
    state_->perform(upload, [&](const curl::Handle& handle) {
        curl::set(handle, CURLOPT_NOBODY, 0L);
        curl::set(handle, CURLOPT_UPLOAD, 1L);
        curl::set(handle, CURLOPT_MAIL_FROM, sender.c_str());
        curl::set(handle, CURLOPT_MAIL_RCPT, recipients.get());
    });
}

void SmtpTransport::check() {
    Upload nothing;
    state_->perform(nothing, [&](const curl::Handle& handle) {
        curl::set(handle, CURLOPT_UPLOAD, 0L);
        curl::set(handle, CURLOPT_NOBODY, 1L);
        curl::set(handle, CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
        curl::set(handle, CURLOPT_CUSTOMREQUEST, "NOOP");
    });
}

} // namespace mail
