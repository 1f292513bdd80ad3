#include "features/crm/custom_fields.hpp"

#include <boost/json.hpp>

#include "features/crm/custom_fields.sql.hpp"
#include "features/crm/import/dates.hpp"
#include "platform/meta/formats.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

namespace json = boost::json;

bool is_empty(const json::value& value) {
    return value.is_null() || (value.is_string() && value.get_string().empty())
           || (value.is_array() && value.get_array().empty());
}

bool is_option(const CustomField& field, const json::value& value) {
    return value.is_string()
           && std::ranges::find(field.options, std::string_view(value.get_string()))
                  != field.options.end();
}

std::string options_text(const CustomField& field) {
    std::string all;
    for (const auto& option : field.options) all += (all.empty() ? "" : ", ") + option;
    return all;
}

// Appends what is indexed of one value, or a problem at the current path.
class Indexer {
  public:
    Indexer(std::vector<IndexedValue>& out, meta::Problems& problems)
        : out_(out), problems_(problems) {}

    void add(const CustomField& field, const json::value& value) {
        switch (field.type) {
            case FieldType::text:
                return add_text(field, value);
            case FieldType::url:
                return add_url(field, value);
            case FieldType::number:
                return add_number(field, value);
            case FieldType::date:
                return add_date(field, value);
            case FieldType::boolean:
                return add_boolean(field, value);
            case FieldType::select:
                return add_option(field, value, 0);
            case FieldType::multi_select:
                return add_options(field, value);
        }
    }

  private:
    void add_text(const CustomField& field, const json::value& value) {
        if (!value.is_string()) return problems_.add("wrong_type", "must be text");
        const std::string_view text = value.get_string();
        if (text::count_code_points(text) > longest_field_value)
            return problems_.add("too_long", "must be at most 2000 characters");
        // The index entry of a very long text would not fit a page; its beginning is what people
        // filter by.
        constexpr std::size_t indexed_code_points = 200;
        auto folded = text::fold(text);
        out_.push_back(
            {.field_id = field.id,
             .text_value = std::string(text::first_code_points(folded, indexed_code_points))});
    }
    void add_url(const CustomField& field, const json::value& value) {
        if (!value.is_string() || !meta::is_web_address(std::string_view(value.get_string())))
            return problems_.add("bad_format",
                                 "must be a web address, such as https://example.com");
        add_text(field, value);
    }
    void add_number(const CustomField& field, const json::value& value) {
        if (!value.is_number()) return problems_.add("wrong_type", "must be a number");
        out_.push_back({.field_id = field.id, .number_value = value.to_number<double>()});
    }
    void add_date(const CustomField& field, const json::value& value) {
        const auto date =
            value.is_string() ? parse_date(std::string_view(value.get_string())) : std::nullopt;
        if (!date) return problems_.add("bad_format", "must be a date, such as 2026-01-31");
        if (!is_likely(*date)) problems_.add("out_of_range", std::string(likely_dates));
        out_.push_back({.field_id = field.id, .date_value = *date});
    }
    void add_boolean(const CustomField& field, const json::value& value) {
        if (!value.is_bool()) return problems_.add("wrong_type", "must be true or false");
        out_.push_back({.field_id = field.id, .boolean_value = value.get_bool()});
    }
    void add_option(const CustomField& field, const json::value& value, std::int32_t item) {
        if (!is_option(field, value))
            return problems_.add("not_allowed", "must be one of: " + options_text(field));
        out_.push_back({.field_id = field.id,
                        .item = item,
                        .text_value = text::fold(std::string_view(value.get_string()))});
    }
    void add_options(const CustomField& field, const json::value& value) {
        if (!value.is_array()) return problems_.add("wrong_type", "must be a list");
        if (value.get_array().size() > most_field_options)
            return problems_.add("too_many", "has too many items");
        std::int32_t item = 0;
        for (const auto& each : value.get_array()) add_option(field, each, item++);
    }

    std::vector<IndexedValue>& out_;
    meta::Problems& problems_;
};

const CustomField* find(const std::vector<CustomField>& fields, std::string_view key) {
    for (const auto& field : fields)
        if (field.key == key) return &field;
    return nullptr;
}

} // namespace

std::vector<IndexedValue> indexed_values(const std::vector<CustomField>& fields,
                                         const Json& custom_fields, meta::Problems& problems) {
    std::vector<IndexedValue> values;
    const auto parsed = meta::parse_json(custom_fields.text);
    problems.at = "custom_fields";
    if (!parsed.is_object()) {
        problems.add("wrong_type", "must be an object");
        problems.at.clear();
        return values;
    }
    Indexer indexer(values, problems);
    for (const auto& [key, value] : parsed.get_object()) {
        problems.at = "custom_fields." + std::string(key);
        const auto* field = find(fields, key);
        if (!field)
            problems.add("unknown_field", "no such custom field");
        else if (!is_empty(value))
            indexer.add(*field, value);
    }
    problems.at.clear();
    return values;
}

std::vector<CustomField> list_fields(db::Transaction& tx) {
    return tx.all<CustomField>(sql::list_fields);
}

void check_custom_fields(db::Transaction& tx, const Json& custom_fields, GivenFields given,
                         meta::Problems& problems) {
    const auto fields = list_fields(tx);
    indexed_values(fields, custom_fields, problems);
    const auto parsed = meta::parse_json(custom_fields.text);
    if (!parsed.is_object()) return;
    for (const auto& field : fields) {
        const auto* value = parsed.get_object().if_contains(field.key);
        const bool missing = value ? is_empty(*value) : given == GivenFields::of_new_contact;
        if (!field.required || !missing) continue;
        problems.at = "custom_fields." + field.key;
        problems.add("required", field.label + " is required");
    }
    problems.at.clear();
}

void write_field_values(db::Transaction& tx, const Uuid& contact_id, const Json& custom_fields) {
    meta::Problems checked_before;
    const auto values = indexed_values(list_fields(tx), custom_fields, checked_before);
    tx.later(sql::delete_values, contact_id);
    if (values.empty()) return;
    std::vector<Uuid> field_ids;
    std::vector<std::int32_t> items;
    std::vector<std::optional<std::string>> texts;
    std::vector<std::optional<double>> numbers;
    std::vector<std::optional<Date>> dates;
    std::vector<std::optional<bool>> booleans;
    for (const auto& value : values) {
        field_ids.push_back(value.field_id);
        items.push_back(value.item);
        texts.push_back(value.text_value);
        numbers.push_back(value.number_value);
        dates.push_back(value.date_value);
        booleans.push_back(value.boolean_value);
    }
    tx.later(sql::insert_values, contact_id, field_ids, items, texts, numbers, dates, booleans);
}

Json merged_custom_fields(const Json& before, const Json& change) {
    auto merged = meta::parse_json(before.text);
    const auto changes = meta::parse_json(change.text);
    if (!changes.is_object() || !merged.is_object()) return change;
    for (const auto& [key, value] : changes.get_object()) {
        if (is_empty(value))
            merged.get_object().erase(key);
        else
            merged.get_object()[key] = value;
    }
    Json out{""};
    meta::write_json(merged, out.text);
    return out;
}

} // namespace crm
