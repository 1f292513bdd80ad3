#include "platform/mail/mailbox_connection.hpp"

#include <fmt/format.h>

#include "platform/mail/mail_server.hpp"

namespace mail {
namespace {

using Kind = MailboxFailure::Kind;

std::string url_of(const MailboxSettings& settings) {
    const bool is_imap = settings.protocol == MailboxSettings::Protocol::imap;
    const bool v6 = settings.host.find(':') != settings.host.npos;
    return fmt::format("{}{}://{}{}{}:{}/", is_imap ? "imap" : "pop3",
                       settings.implicit_tls ? "s" : "", v6 ? "[" : "", settings.host,
                       v6 ? "]" : "", settings.port);
}

Kind kind_of(CURLcode code) {
    if (is_about_tls(code)) return Kind::tls;
    return is_about_sign_in(code) ? Kind::sign_in : Kind::connection;
}

curl::Handle connected(const MailboxSettings& settings) {
    auto handle = curl::make_handle();
    curl::set(handle, CURLOPT_URL, url_of(settings).c_str());
    curl::set(handle, CURLOPT_PROTOCOLS_STR, "imap,imaps,pop3,pop3s");
    curl::set(handle, CURLOPT_PROXY, "");
    curl::set(handle, CURLOPT_CONNECT_ONLY, 1L);
    curl::set(handle, CURLOPT_TIMEOUT_MS, long(settings.connect_time.count()));
    curl::set(handle, CURLOPT_USE_SSL, long(CURLUSESSL_ALL));
    if (settings.reach) keep_within(handle, *settings.reach);
    if (!settings.certificate_file.empty())
        curl::set(handle, CURLOPT_CAINFO, settings.certificate_file.c_str());
    curl::set(handle, CURLOPT_USERNAME, settings.user.c_str());
    sign_in_by(handle, settings.password, settings.access_token);
    const auto code = curl_easy_perform(handle.get());
    if (code != CURLE_OK) throw MailboxFailure(kind_of(code), curl_easy_strerror(code));
    return handle;
}

template <class Talk>
auto as_failure(Talk talk) try {
    return talk();
} catch (const ServerGone& gone) {
    throw MailboxFailure(gone.is_nonsense ? Kind::nonsense : Kind::connection, gone.what());
}

} // namespace

MailboxConnection::MailboxConnection(const MailboxSettings& settings)
    : stream_(connected(settings), longest_mailbox_line) {
    stream_.set_patience(settings.reply_time, std::chrono::steady_clock::time_point::max());
}

void MailboxConnection::write_line(std::string_view line) {
    as_failure([&] { stream_.write(std::string(line) + "\r\n"); });
}

std::string MailboxConnection::read_line() {
    return as_failure([&] { return stream_.read_line(); });
}

std::string MailboxConnection::read_bytes(std::size_t count) {
    return as_failure([&] { return stream_.read_bytes(count); });
}

} // namespace mail
