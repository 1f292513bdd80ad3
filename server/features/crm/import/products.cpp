#include "features/crm/import/products.hpp"

#include <algorithm>
#include <stdexcept>

#include "features/crm/import/words.hpp"

namespace crm {
namespace {

// Headers are compared by words(), so that "E-mail 1 - Value" is "e mail 1 value". An empty target:
// known, of no use here.
struct Row {
    std::string_view header;
    std::string_view target;
};

// Contacts > Export, all properties on records (labels of the English interface).
constexpr Row hubspot[] = {
    {"record id", ""},
    {"record id contact", ""},
    {"first name", "first_name"},
    {"last name", "last_name"},
    {"email", "email"},
    {"additional email addresses", "email:other"},
    {"work email", "email:work"},
    {"phone number", "phone:work"},
    {"mobile phone number", "phone:mobile"},
    {"company name", "company"},
    {"associated company", "company"},
    {"associated company primary", "company"},
    {"associated company ids", ""},
    {"associated company ids primary", ""},
    {"job title", "job_title"},
    {"lifecycle stage", "lifecycle_stage"},
    {"lead status", "custom:lead_status"},
    {"contact owner", "owner_email"},
    {"original source", "source"},
    {"original traffic source", "source"},
    {"original source type", "source"},
    {"latest source", ""},
    {"preferred language", "language"},
    {"time zone", "time_zone"},
    {"website url", "custom:website"},
    {"linkedin url", "custom:linkedin"},
    {"street address", "custom:street"},
    {"city", "custom:city"},
    {"state region", "custom:region"},
    {"postal code", "custom:postal_code"},
    {"country region", "custom:country"},
    {"industry", "custom:industry"},
    {"date of birth", "custom:birthday"},
    {"create date", "first_contact_date"},
    {"unsubscribed from all email", "email_unsubscribed"},
    {"marketing contact status", ""},
    {"last activity date", ""},
    {"last modified date", ""},
    {"associated note", "notes"},
    {"message", "notes"},
};

// Contacts > People > Export: each header starts with "Person - ".
constexpr Row pipedrive[] = {
    {"person id", ""},
    {"person name", "full_name"},
    {"person first name", "first_name"},
    {"person last name", "last_name"},
    {"person email", "email"},
    {"person email work", "email:work"},
    {"person email home", "email:home"},
    {"person email other", "email:other"},
    {"person phone", "phone"},
    {"person phone work", "phone:work"},
    {"person phone home", "phone:home"},
    {"person phone mobile", "phone:mobile"},
    {"person phone other", "phone:other"},
    {"person organization", "company"},
    {"organization name", "company"},
    {"person job title", "job_title"},
    {"person title", "job_title"},
    {"person label", "tags"},
    {"person labels", "tags"},
    {"person notes", "notes"},
    {"person owner", "owner_email"},
    {"person marketing status", "email_subscribed"},
    {"person birthday", "custom:birthday"},
    {"person postal address", "custom:street"},
    {"person person created", "first_contact_date"},
    {"person created", "first_contact_date"},
    {"person open deals", ""},
    {"person closed deals", ""},
    {"person won deals", ""},
    {"person lost deals", ""},
    {"person next activity date", ""},
    {"person last activity date", ""},
    {"person update time", ""},
    {"person profile picture", ""},
    {"person visible to", ""},
    {"person double opt in", ""},
};

// Audience > Export: three files, of which the unsubscribed one has UNSUB_TIME and the cleaned one
// CLEAN_TIME. OPTIN_TIME and CONFIRM_TIME are filled for imported people too, so they are no proof
// of consent.
constexpr Row mailchimp[] = {
    {"email address", "email"},
    {"first name", "first_name"},
    {"last name", "last_name"},
    {"phone number", "phone"},
    {"address", "custom:street"},
    {"birthday", "custom:birthday"},
    {"company", "company"},
    {"member rating", ""},
    {"optin time", ""},
    {"optin ip", ""},
    {"confirm time", "first_contact_date"},
    {"confirm ip", ""},
    {"latitude", ""},
    {"longitude", ""},
    {"gmtoff", ""},
    {"dstoff", ""},
    {"timezone", "time_zone"},
    {"cc", "custom:country"},
    {"region", "custom:region"},
    {"last changed", ""},
    {"leid", ""},
    {"euid", ""},
    {"notes", "notes"},
    {"tags", "tags"},
    {"unsub time", "email_unsubscribed"},
    {"unsub campaign title", ""},
    {"unsub campaign id", ""},
    {"unsub reason", ""},
    {"unsub reason other", ""},
    {"clean time", "email_unsubscribed"},
    {"clean campaign title", ""},
    {"clean campaign id", ""},
};

// Google CSV, the form of 2024 ("Labels", "Organization Name") and the one before ("Given Name",
// "Group Membership").
constexpr Row google_contacts[] = {
    {"name", "full_name"},
    {"first name", "first_name"},
    {"given name", "first_name"},
    {"middle name", "middle_name"},
    {"additional name", "middle_name"},
    {"last name", "last_name"},
    {"family name", "last_name"},
    {"phonetic first name", ""},
    {"phonetic middle name", ""},
    {"phonetic last name", ""},
    {"yomi name", ""},
    {"given name yomi", ""},
    {"additional name yomi", ""},
    {"family name yomi", ""},
    {"name prefix", ""},
    {"name suffix", ""},
    {"initials", ""},
    {"nickname", ""},
    {"short name", ""},
    {"maiden name", ""},
    {"file as", ""},
    {"photo", ""},
    {"gender", ""},
    {"sensitivity", ""},
    {"priority", ""},
    {"organization name", "company"},
    {"organization 1 name", "company"},
    {"organization title", "job_title"},
    {"organization 1 title", "job_title"},
    {"organization department", ""},
    {"organization 1 department", ""},
    {"organization 1 type", ""},
    {"organization 1 yomi name", ""},
    {"birthday", "custom:birthday"},
    {"notes", "notes"},
    {"language", "language"},
    {"labels", "tags"},
    {"group membership", "tags"},
    {"address 1 label", ""},
    {"address 1 type", ""},
    {"address 1 formatted", ""},
    {"address 1 street", "custom:street"},
    {"address 1 city", "custom:city"},
    {"address 1 region", "custom:region"},
    {"address 1 postal code", "custom:postal_code"},
    {"address 1 country", "custom:country"},
    {"address 1 po box", ""},
    {"address 1 extended address", ""},
    {"website 1 label", ""},
    {"website 1 type", ""},
    {"website 1 value", "custom:website"},
};

std::span<const Row> rows_of(Product product) {
    switch (product) {
        case Product::socialflow:
            return {};
        case Product::hubspot:
            return hubspot;
        case Product::pipedrive:
            return pipedrive;
        case Product::mailchimp:
            return mailchimp;
        case Product::google_contacts:
            return google_contacts;
    }
    return {};
}

// Google's numbered columns, of any number: "e mail 3 value".
ProductColumn google_numbered(std::string_view header) {
    const bool is_email = header.starts_with("e mail ");
    if (!is_email && !header.starts_with("phone ")) return {};
    if (header.ends_with(" value"))
        return {true, ImportTarget{is_email ? ImportField::email : ImportField::phone, {}}};
    if (header.ends_with(" label") || header.ends_with(" type"))
        return {true,
                ImportTarget{is_email ? ImportField::email_label : ImportField::phone_label, {}}};
    return {};
}

class Headers {
  public:
    explicit Headers(std::span<const std::string> headers) {
        for (const auto& header : headers) words_.push_back(words(header));
    }
    bool has(std::string_view header) const { return std::ranges::count(words_, header) > 0; }
    std::ptrdiff_t count(std::initializer_list<std::string_view> headers) const {
        return std::ranges::count_if(headers, [&](auto header) { return has(header); });
    }
    std::ptrdiff_t starting_with(std::string_view start) const {
        return std::ranges::count_if(words_,
                                     [&](const auto& each) { return each.starts_with(start); });
    }

  private:
    std::vector<std::string> words_;
};

} // namespace

std::string_view to_text(Product product) {
    switch (product) {
        case Product::socialflow:
            return "socialflow";
        case Product::hubspot:
            return "hubspot";
        case Product::pipedrive:
            return "pipedrive";
        case Product::mailchimp:
            return "mailchimp";
        case Product::google_contacts:
            return "google_contacts";
    }
    throw std::logic_error("a product without a name");
}

std::optional<Product> detect_product(std::span<const std::string> headers) {
    const Headers all(headers);
    if (all.count({"lifecycle stage", "do not contact", "email subscribed", "owner email"}) == 4)
        return Product::socialflow;
    if (all.starting_with("person ") >= 2 && all.count({"person name", "person first name"}) > 0)
        return Product::pipedrive;
    if (all.has("email address")
        && all.count({"member rating", "optin time", "confirm time", "leid", "euid"}) >= 2)
        return Product::mailchimp;
    if (all.count({"e mail 1 value", "phone 1 value", "group membership", "file as"}) >= 1
        && all.count({"given name", "first name", "name"}) >= 1)
        return Product::google_contacts;
    if (all.count({"record id", "record id contact"}) >= 1
        && all.count({"contact owner", "lifecycle stage", "lead status", "marketing contact status",
                      "create date", "associated company", "associated company ids"})
               >= 1)
        return Product::hubspot;
    return std::nullopt;
}

ProductColumn product_column(Product product, std::string_view header) {
    // An export names its columns by targets.
    if (product == Product::socialflow) {
        auto target = parse_import_target(header);
        return {target.has_value(), std::move(target)};
    }
    const auto wanted = words(header);
    if (product == Product::google_contacts)
        if (const auto numbered = google_numbered(wanted); numbered.is_known) return numbered;
    const auto rows = rows_of(product);
    const auto found = std::ranges::find(rows, wanted, &Row::header);
    if (found == rows.end()) return {};
    if (found->target.empty()) return {true, std::nullopt};
    return {true, parse_import_target(found->target)};
}

} // namespace crm
