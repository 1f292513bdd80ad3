#include "features/crm/import/products.hpp"

#include <algorithm>
#include <stdexcept>

#include "features/crm/import/product_columns.hpp"
#include "features/crm/import/words.hpp"

namespace crm {
namespace {

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
        case Product::outlook:
            return "outlook";
    }
    throw std::logic_error("a product without a name");
}

std::optional<Product> detect_product(std::span<const std::string> headers) {
    const Headers all(headers);
    if (all.count({"lifecycle stage", "do not contact", "email subscribed", "owner email"}) == 4)
        return Product::socialflow;
    if (all.starting_with("person ") >= 2
        && all.count({"person name", "person first name", "person vorname"}) > 0)
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
    if (all.count({"datensatz id", "datensatz id kontakt"}) >= 1
        && all.count({"fur kontakt zustandiger mitarbeiter", "zustandiger mitarbeiter fur kontakt",
                      "lifecycle phase", "leadstatus", "marketingkontakt status", "erstelldatum",
                      "erstellungsdatum"})
               >= 1)
        return Product::hubspot;
    if (all.count({"e mail address", "business phone", "e mail 2 address", "business street"}) >= 3
        || all.count({"e mail adresse", "telefon geschaftlich", "weitere vornamen",
                      "strasse geschaftlich"})
               >= 3)
        return Product::outlook;
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
    const auto rows = columns_of(product);
    const auto found = std::ranges::find(rows, wanted, &KnownColumn::header);
    if (found == rows.end()) return {};
    if (found->target.empty()) return {true, std::nullopt};
    return {true, parse_import_target(found->target)};
}

} // namespace crm
