#include "features/campaigns/email/mail_provider.hpp"

#include <algorithm>
#include <array>

#include "platform/text/ascii.hpp"
#include "platform/text/email.hpp"

namespace campaigns {
namespace {

constexpr std::array<std::string_view, 2> of_google{"gmail.com", "googlemail.com"};
constexpr std::array<std::string_view, 4> of_microsoft{"outlook", "hotmail", "live", "msn"};
constexpr std::array<std::string_view, 12> of_others{
    "yahoo.com", "yahoo.de",   "gmx.de", "gmx.net", "gmx.at",      "gmx.ch",
    "web.de",    "icloud.com", "me.com", "aol.com", "t-online.de", "proton.me"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

// "com", "de", "co.uk", "com.br": what a company's name stands before in some country.
bool is_country_or_com(std::string_view suffix) {
    constexpr std::size_t length_of_country = 2;
    if (suffix == "com") return true;
    for (const auto* before : {"co.", "com."})
        if (suffix.starts_with(before)) suffix.remove_prefix(std::string_view(before).size());
    return suffix.size() == length_of_country;
}

} // namespace

std::optional<MailProvider> mailbox_provider(std::string_view domain) {
    const auto name = text::to_lower_ascii(domain);
    if (is_one_of(of_google, name)) return MailProvider::gmail;
    if (is_one_of(of_others, name)) return MailProvider::own;
    const auto dot = name.find('.');
    if (dot == name.npos) return std::nullopt;
    const auto label = std::string_view(name).substr(0, dot);
    if (is_one_of(of_microsoft, label) && is_country_or_com(std::string_view(name).substr(dot + 1)))
        return MailProvider::outlook;
    return std::nullopt;
}

std::optional<MailProvider> mailbox_provider_of(std::string_view email) {
    return mailbox_provider(text::email_parts(email).domain);
}

} // namespace campaigns
