#include "features/crm/duplicate_score.hpp"

#include <algorithm>
#include <cmath>

namespace crm {
namespace {

constexpr std::size_t longest_compared_bytes = 200;
constexpr std::size_t longest_prefix = 4;
constexpr double prefix_scale = 0.1;

double doubt_of(DuplicateReason reason, bool names_differ) {
    switch (reason) {
        case DuplicateReason::mailbox:
            return 0.15;
        case DuplicateReason::phone:
            return names_differ ? 0.80 : 0.40;
        case DuplicateReason::name_and_company:
            return 0.20;
        case DuplicateReason::name_and_domain:
            return 0.25;
        case DuplicateReason::similar_name:
            return 0.60;
    }
    return 1;
}

std::string in_word_order(std::string_view folded) {
    std::vector<std::string_view> words;
    while (!folded.empty()) {
        const auto end = folded.find(' ');
        if (const auto word = folded.substr(0, end); !word.empty()) words.push_back(word);
        folded = end == folded.npos ? std::string_view{} : folded.substr(end + 1);
    }
    std::ranges::sort(words);
    std::string joined;
    for (const auto word : words) {
        if (!joined.empty()) joined += ' ';
        joined += word;
    }
    joined.resize(std::min(joined.size(), longest_compared_bytes));
    return joined;
}

double jaro(std::string_view a, std::string_view b) {
    if (a == b) return 1;
    const auto longer = std::max(a.size(), b.size());
    const std::size_t window = longer < 4 ? 0 : longer / 2 - 1;
    std::vector<bool> matched(b.size());
    std::string common_a, common_b;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto from = i < window ? 0 : i - window;
        const auto to = std::min(b.size(), i + window + 1);
        for (auto j = from; j < to; ++j) {
            if (matched[j] || a[i] != b[j]) continue;
            matched[j] = true;
            common_a += a[i];
            break;
        }
    }
    for (std::size_t j = 0; j < b.size(); ++j)
        if (matched[j]) common_b += b[j];
    if (common_a.empty()) return 0;
    double out_of_place = 0;
    for (std::size_t i = 0; i < common_a.size(); ++i) out_of_place += common_a[i] != common_b[i];
    const auto common = static_cast<double>(common_a.size());
    return (common / static_cast<double>(a.size()) + common / static_cast<double>(b.size())
            + (common - out_of_place / 2) / common)
           / 3;
}

} // namespace

std::int32_t duplicate_score(const std::vector<DuplicateReason>& reasons, std::string_view name,
                             std::string_view other_name) {
    const bool names_differ = !name.empty() && !other_name.empty()
                              && name_similarity(name, other_name) < different_names_below;
    double doubt = 1;
    for (const auto reason : reasons) doubt *= doubt_of(reason, names_differ);
    return static_cast<std::int32_t>(std::lround(100 * (1 - doubt)));
}

double name_similarity(std::string_view folded, std::string_view other_folded) {
    const auto a = in_word_order(folded);
    const auto b = in_word_order(other_folded);
    if (a.empty() || b.empty()) return 0;
    const double score = jaro(a, b);
    const auto shorter = std::min({a.size(), b.size(), longest_prefix});
    std::size_t prefix = 0;
    while (prefix < shorter && a[prefix] == b[prefix]) ++prefix;
    return score + static_cast<double>(prefix) * prefix_scale * (1 - score);
}

const std::vector<std::string>& free_mail_domains() {
    static const std::vector<std::string> all{
        "126.com",        "163.com",       "aol.com",       "bluewin.ch",     "comcast.net",
        "duck.com",       "fastmail.com",  "free.fr",       "freenet.de",     "gmail.com",
        "gmx.at",         "gmx.ch",        "gmx.com",       "gmx.de",         "gmx.net",
        "googlemail.com", "hey.com",       "hotmail.co.uk", "hotmail.com",    "hotmail.de",
        "hotmail.fr",     "icloud.com",    "laposte.net",   "libero.it",      "live.com",
        "live.de",        "mac.com",       "mail.com",      "mail.ru",        "mailbox.org",
        "me.com",         "msn.com",       "orange.fr",     "outlook.com",    "outlook.de",
        "pm.me",          "posteo.de",     "proton.me",     "protonmail.com", "qq.com",
        "rocketmail.com", "sbcglobal.net", "t-online.de",   "tutanota.com",   "verizon.net",
        "wanadoo.fr",     "web.de",        "yahoo.co.uk",   "yahoo.com",      "yahoo.de",
        "yahoo.fr",       "yandex.ru",     "ymail.com",     "zoho.com"};
    return all;
}

bool is_free_mail_domain(std::string_view domain) {
    return std::ranges::binary_search(free_mail_domains(), domain);
}

} // namespace crm
