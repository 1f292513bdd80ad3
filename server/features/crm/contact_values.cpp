#include "features/crm/contact_values.hpp"

#include "platform/text/email.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/phone.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

std::optional<StoredEmail> stored_email(const ContactEmail& email) {
    const auto normalised = text::normalise_email(email.address);
    if (!normalised) return std::nullopt;
    const auto parts = text::email_parts(*normalised);
    return StoredEmail{std::string(text::trim(email.address)),
                       *normalised,
                       std::string(parts.local),
                       std::string(parts.domain),
                       std::string(meta::enum_name(email.label)),
                       email.primary};
}

// The first that asked for it, else the first of all.
template <class Stored>
void choose_primary(std::vector<Stored>& all) {
    if (all.empty()) return;
    auto chosen = std::ranges::find_if(all, [](const auto& each) { return each.is_primary; });
    if (chosen == all.end()) chosen = all.begin();
    for (auto& each : all) each.is_primary = &each == &*chosen;
}

template <class Stored>
const Stored* primary(const std::vector<Stored>& all) {
    for (const auto& each : all)
        if (each.is_primary) return &each;
    return nullptr;
}

} // namespace

std::vector<StoredEmail> stored_emails(const std::optional<std::string>& email,
                                       const std::vector<ContactEmail>& emails,
                                       meta::Problems& problems) {
    std::vector<StoredEmail> all;
    const auto add = [&](const ContactEmail& each, std::string path) {
        auto stored = stored_email(each);
        if (!stored) {
            problems.at = std::move(path);
            problems.add("bad_format", "must be an e-mail address");
            problems.at.clear();
            return;
        }
        const auto same = [&](const StoredEmail& other) {
            return other.normalised == stored->normalised;
        };
        if (const auto found = std::ranges::find_if(all, same); found != all.end())
            found->is_primary = found->is_primary || stored->is_primary;
        else
            all.push_back(std::move(*stored));
    };
    if (email && !text::trim(*email).empty()) add({*email, EmailLabel::work, true}, "email");
    for (std::size_t i = 0; i < emails.size(); ++i)
        add(emails[i], "emails[" + std::to_string(i) + "].address");
    choose_primary(all);
    return all;
}

std::vector<StoredPhone> stored_phones(const std::optional<std::string>& phone,
                                       const std::vector<ContactPhone>& phones,
                                       std::string_view region, meta::Problems& problems) {
    std::vector<StoredPhone> all;
    const auto add = [&](const ContactPhone& each, std::string path) {
        // A stored number keeps its meaning: the project may be in another region since.
        const auto e164 = each.e164 ? each.e164 : text::phone_e164(each.number, region);
        if (!e164) {
            problems.at = std::move(path);
            problems.add("bad_format", "must be a phone number, such as +44 20 7946 0958");
            problems.at.clear();
            return;
        }
        const auto same = [&](const StoredPhone& other) { return other.e164 == e164; };
        if (const auto found = std::ranges::find_if(all, same); found != all.end())
            found->is_primary = found->is_primary || each.primary;
        else
            all.push_back({std::string(text::trim(each.number)), e164,
                           std::string(meta::enum_name(each.label)), reversed_digits(*e164),
                           each.primary});
    };
    if (phone && !text::trim(*phone).empty()) add({*phone, {}, PhoneLabel::mobile, true}, "phone");
    for (std::size_t i = 0; i < phones.size(); ++i)
        add(phones[i], "phones[" + std::to_string(i) + "].number");
    choose_primary(all);
    return all;
}

const StoredEmail* primary_of(const std::vector<StoredEmail>& emails) {
    return primary(emails);
}
const StoredPhone* primary_of(const std::vector<StoredPhone>& phones) {
    return primary(phones);
}

std::string display_name_of(std::string_view first_name, std::string_view last_name,
                            std::string_view email, std::string_view phone,
                            std::string_view company) {
    std::string name(text::trim(first_name));
    const auto last = text::trim(last_name);
    if (!name.empty() && !last.empty()) name += ' ';
    name += last;
    for (const auto other : {email, phone, company})
        if (name.empty()) name = text::trim(other);
    return name;
}

std::string folded_name_of(std::string_view first_name, std::string_view last_name,
                           std::string_view display_name) {
    auto folded = text::fold(std::string(first_name) + ' ' + std::string(last_name));
    return folded.empty() ? text::fold(display_name) : folded;
}

std::string reversed_digits(std::string_view number) {
    std::string digits;
    for (const char c : number)
        if (c >= '0' && c <= '9') digits += c;
    std::ranges::reverse(digits);
    return digits;
}

} // namespace crm
