#include "features/campaigns/email/domain_records.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

using Mechanism = SpfTerm::Mechanism;

constexpr std::size_t most_terms = 100;

struct NamedMechanism {
    std::string_view name;
    Mechanism mechanism;
};
constexpr std::array<NamedMechanism, 8> mechanisms{{{"all", Mechanism::all},
                                                    {"include", Mechanism::include},
                                                    {"a", Mechanism::a},
                                                    {"mx", Mechanism::mx},
                                                    {"ptr", Mechanism::ptr},
                                                    {"ip4", Mechanism::ip4},
                                                    {"ip6", Mechanism::ip6},
                                                    {"exists", Mechanism::exists}}};

std::optional<int> number(std::string_view text, int most) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > most)
        return std::nullopt;
    return value;
}

// Host names and macros (RFC 7208, 7.1): visible, and nothing that a name cannot hold.
bool is_domain_spec(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
        return c > ' ' && c < 127 && c != ',' && c != '"' && c != '(' && c != ')';
    });
}

// Takes "/24" and "//64" off the end of "a:host/24//64". False: no lengths.
bool take_prefixes(std::string_view& text, SpfTerm& term) {
    if (const auto v6 = text.find("//"); v6 != text.npos) {
        const auto bits = number(text.substr(v6 + 2), 128);
        if (!bits) return false;
        term.prefix6 = *bits;
        text = text.substr(0, v6);
    }
    const auto slash = text.find('/');
    if (slash == text.npos) return true;
    const auto bits = number(text.substr(slash + 1), term.mechanism == Mechanism::ip6 ? 128 : 32);
    if (!bits) return false;
    (term.mechanism == Mechanism::ip6 ? term.prefix6 : term.prefix4) = *bits;
    text = text.substr(0, slash);
    return true;
}

bool read_value(std::string_view value, bool has_value, SpfTerm& term) {
    using Family = outbound::IpAddress::Family;
    switch (term.mechanism) {
        case Mechanism::all:
            return !has_value;
        case Mechanism::include:
        case Mechanism::exists:
            term.domain = value;
            return is_domain_spec(value);
        case Mechanism::ptr:
        case Mechanism::a:
        case Mechanism::mx:
            term.domain = value;
            return !has_value || is_domain_spec(value);
        case Mechanism::ip4:
        case Mechanism::ip6:
            term.address = outbound::IpAddress::parse(value);
            return term.address
                   && term.address->family
                          == (term.mechanism == Mechanism::ip4 ? Family::v4 : Family::v6);
    }
    return false;
}

std::optional<SpfTerm> read_term(std::string_view text) {
    SpfTerm term;
    term.text = text;
    if (std::string_view("+-~?").find(text.front()) != std::string_view::npos) {
        term.qualifier = text.front();
        text.remove_prefix(1);
    }
    const auto name = text::to_lower_ascii(text.substr(0, text.find_first_of(":/")));
    const auto* found = std::ranges::find(mechanisms, name, &NamedMechanism::name);
    if (found == mechanisms.end()) return std::nullopt;
    term.mechanism = found->mechanism;
    auto rest = text.substr(name.size());
    // An IPv6 address has colons and no slash of its own: lengths stand at the end of all.
    const bool takes_lengths = term.mechanism == Mechanism::a || term.mechanism == Mechanism::mx
                               || term.mechanism == Mechanism::ip4
                               || term.mechanism == Mechanism::ip6;
    if (takes_lengths && !take_prefixes(rest, term)) return std::nullopt;
    const bool has_value = rest.starts_with(':');
    if (!has_value && !rest.empty()) return std::nullopt;
    if (!read_value(has_value ? rest.substr(1) : rest, has_value, term)) return std::nullopt;
    return term;
}

// "redirect=x", "exp=y", "name=z": a name, then what it says. nullopt: is a mechanism.
std::optional<std::pair<std::string, std::string>> modifier(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == text.npos || equals == 0) return std::nullopt;
    const auto name = text.substr(0, equals);
    const bool is_name =
        text::is_alphanumeric(name.front()) && std::ranges::all_of(name, [](char c) {
            return text::is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
        });
    if (!is_name) return std::nullopt;
    return std::pair(text::to_lower_ascii(name), std::string(text.substr(equals + 1)));
}

// "v=DMARC1; p=none": the values by name; the first of a name counts.
std::vector<std::pair<std::string, std::string>> tags_of(std::string_view record) {
    std::vector<std::pair<std::string, std::string>> tags;
    while (!record.empty() && tags.size() < most_terms) {
        const auto end = std::min(record.find(';'), record.size());
        const auto tag = record.substr(0, end);
        record.remove_prefix(std::min(end + 1, record.size()));
        const auto equals = tag.find('=');
        if (equals == tag.npos) continue;
        tags.emplace_back(text::to_lower_ascii(text::trim(tag.substr(0, equals))),
                          text::trim(tag.substr(equals + 1)));
    }
    return tags;
}

std::string value_of(const std::vector<std::pair<std::string, std::string>>& tags,
                     std::string_view name) {
    for (const auto& [key, value] : tags)
        if (key == name) return value;
    return {};
}

} // namespace

bool is_spf(std::string_view record) {
    const auto start = text::to_lower_ascii(record.substr(0, 7));
    return start == "v=spf1" || start == "v=spf1 ";
}

std::optional<SpfRecord> parse_spf(std::string_view record) {
    if (!is_spf(record) || record.size() > longest_record) return std::nullopt;
    SpfRecord spf;
    record.remove_prefix(std::min<std::size_t>(7, record.size()));
    for (std::size_t count = 0; !(record = text::trim(record)).empty(); ++count) {
        if (count == most_terms) return std::nullopt;
        const auto word = record.substr(0, record.find(' '));
        record.remove_prefix(word.size());
        if (const auto named = modifier(word)) {
            if (named->first != "redirect") continue;
            if (!spf.redirect.empty() || !is_domain_spec(named->second)) return std::nullopt;
            spf.redirect = named->second;
        } else if (auto term = read_term(word)) {
            spf.terms.push_back(std::move(*term));
        } else {
            return std::nullopt;
        }
    }
    return spf;
}

bool is_within(const outbound::IpAddress& address, const outbound::IpAddress& network, int bits) {
    if (address.family != network.family) return false;
    for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
        const auto kept = static_cast<std::uint8_t>(bits >= 8 ? 0xff : 0xff << (8 - bits));
        if ((address.bytes.at(i) & kept) != (network.bytes.at(i) & kept)) return false;
    }
    return true;
}

bool is_dmarc(std::string_view record) {
    // The tag v comes first (RFC 7489, 6.3).
    const auto tag = text::trim(record.substr(0, record.find(';')));
    const auto equals = tag.find('=');
    return equals != tag.npos && text::trim(tag.substr(0, equals)) == "v"
           && text::trim(tag.substr(equals + 1)) == "DMARC1";
}

std::optional<DmarcRecord> parse_dmarc(std::string_view record) {
    if (!is_dmarc(record) || record.size() > longest_record) return std::nullopt;
    const auto tags = tags_of(record);
    const auto is_policy = [](const std::string& text) {
        return text == "none" || text == "quarantine" || text == "reject";
    };
    DmarcRecord dmarc;
    dmarc.policy = text::to_lower_ascii(value_of(tags, "p"));
    if (!is_policy(dmarc.policy)) return std::nullopt;
    dmarc.subdomain_policy = text::to_lower_ascii(value_of(tags, "sp"));
    if (dmarc.subdomain_policy.empty()) dmarc.subdomain_policy = dmarc.policy;
    if (!is_policy(dmarc.subdomain_policy)) return std::nullopt;
    dmarc.is_strict_dkim = value_of(tags, "adkim") == "s";
    dmarc.is_strict_spf = value_of(tags, "aspf") == "s";
    dmarc.reports_to = value_of(tags, "rua");
    return dmarc;
}

std::optional<std::string> dkim_public_key(std::string_view record) {
    if (record.size() > longest_record) return std::nullopt;
    const auto tags = tags_of(record);
    const auto version = value_of(tags, "v");
    const bool has_key =
        std::ranges::any_of(tags, [](const auto& tag) { return tag.first == "p"; });
    if (!has_key || (!version.empty() && version != "DKIM1")) return std::nullopt;
    auto key = value_of(tags, "p");
    std::erase_if(key, [](unsigned char c) { return c <= ' '; });
    return key;
}

} // namespace campaigns
