#include <set>

#include "features/accounts/accounts.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/custom_fields.hpp"
#include "features/crm/custom_fields.sql.hpp"
#include "platform/http/if_match.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/text/fold.hpp"

namespace crm {

// After a field was deleted: its values leave the display copies.
struct ForgetCustomField {
    static constexpr std::string_view kind = "forget_custom_field";
    std::string key;
};
BOOST_DESCRIBE_STRUCT(ForgetCustomField, (), (key))

namespace {

bool has_options(FieldType type) {
    return type == FieldType::select || type == FieldType::multi_select;
}

void check_key(std::string_view key, meta::Problems& problems) {
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto allowed = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    problems.at = "key";
    if (!letter(key.front()) || !std::ranges::all_of(key, allowed))
        problems.add("bad_format",
                     "must be lower-case letters, digits and _, and start with a letter");
    problems.at.clear();
}

// Options that only differ in case or accents are one to a filter.
void check_options(FieldType type, const std::vector<std::string>& options,
                   meta::Problems& problems) {
    problems.at = "options";
    if (has_options(type) && options.empty())
        problems.add("required", "give at least one option to choose from");
    if (!has_options(type) && !options.empty())
        problems.add("not_allowed", "only fields to choose from have options");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < options.size(); ++i) {
        problems.at = "options[" + std::to_string(i) + "]";
        if (!seen.insert(text::fold(options[i])).second)
            problems.add("duplicate", "stands there twice");
    }
    problems.at.clear();
}

CustomField find_field(http::Call& call, const Uuid& id) {
    auto field = call.tx.maybe<CustomField>(sql::find_field, id);
    if (!field) throw Refusal("not_found");
    return std::move(*field);
}

// GET /api/crm/custom-fields
http::Items<CustomField> list_custom_fields(http::Call& call) {
    return {list_fields(call.tx)};
}

// POST /api/crm/custom-fields
http::Created<CustomField> create_custom_field(http::Call& call, const CreateCustomField& input) {
    meta::Problems problems;
    check_key(input.key, problems);
    check_options(input.type, input.options, problems);
    http::refuse_if_any(problems);
    if (list_fields(call.tx).size() >= most_custom_fields)
        throw Refusal("limit_reached", "at most 200 custom fields");
    const auto id = Uuid::make();
    call.tx.query(sql::insert_field, id, input.key, input.label, input.type, input.options,
                  input.required, call.now);
    publish_to_all(call.tx, "custom_field.created", id);
    accounts::audit::record(call, "custom_field.created", {"custom_field", id, input.label});
    return {find_field(call, id), "/api/crm/custom-fields/" + id.text()};
}

// PATCH /api/crm/custom-fields/{id}. Key and type stay: data hangs on them.
CustomField update_custom_field(http::Call& call, const Uuid& id,
                                const meta::Patch<UpdateCustomField>& patch) {
    call.tx.query(sql::lock_field, id);
    const auto before = find_field(call, id);
    http::expect_version(call, before.version);
    UpdateCustomField after{before.label, before.options, before.required};
    meta::apply(patch, after);
    meta::Problems problems;
    check_options(before.type, after.options, problems);
    http::refuse_if_any(problems);
    call.tx.query(sql::update_field, id, after.label, after.options, after.required);
    publish_to_all(call.tx, "custom_field.updated", id);
    accounts::audit::record(call, "custom_field.updated", {"custom_field", id, after.label});
    return find_field(call, id);
}

// DELETE /api/crm/custom-fields/{id}
http::NoContent delete_custom_field(http::Call& call, const Uuid& id) {
    const auto field = find_field(call, id);
    http::expect_version(call, field.version);
    if (!call.tx.maybe<std::string>(sql::delete_field, id)) throw Refusal("not_found");
    jobs::enqueue(call.tx, ForgetCustomField{field.key},
                  {.title = "Remove the field " + field.label});
    publish_to_all(call.tx, "custom_field.deleted", id);
    accounts::audit::record(call, "custom_field.deleted", {"custom_field", id, field.label});
    return {};
}

std::vector<Uuid> checked_order(const FieldOrder& order, const std::vector<CustomField>& fields,
                                meta::Problems& problems) {
    std::vector<Uuid> ids;
    for (std::size_t i = 0; i < order.ids.size(); ++i) {
        const auto& id = order.ids[i];
        problems.at = "ids[" + std::to_string(i) + "]";
        if (std::ranges::find(fields, id, &CustomField::id) == fields.end())
            problems.add("reference_not_found", "there is no such field");
        else if (std::ranges::find(ids, id) != ids.end())
            problems.add("duplicate", "stands there twice");
        ids.push_back(id);
    }
    problems.at.clear();
    return ids;
}

// POST /api/crm/custom-fields/order
http::Items<CustomField> order_custom_fields(http::Call& call, const FieldOrder& order) {
    const auto fields = list_fields(call.tx);
    meta::Problems problems;
    auto ids = checked_order(order, fields, problems);
    http::refuse_if_any(problems);
    for (const auto& field : fields)
        if (std::ranges::find(ids, field.id) == ids.end()) ids.push_back(field.id);
    for (std::size_t i = 0; i < ids.size(); ++i)
        call.tx.later(sql::move_field, ids[i], static_cast<std::int32_t>(i));
    return {list_fields(call.tx)};
}

} // namespace

void add_custom_field_routes(http::Router& on) {
    using namespace http;
    on.get<list_custom_fields>("/api/crm/custom-fields", viewer("contacts:read"), Rate::read);
    on.post<create_custom_field>("/api/crm/custom-fields", manager("contacts:write"), Rate::write);
    on.patch<update_custom_field>("/api/crm/custom-fields/{id}", manager("contacts:write"),
                                  Rate::write);
    on.del<delete_custom_field>("/api/crm/custom-fields/{id}", manager("contacts:write"),
                                Rate::write);
    on.post<order_custom_fields>("/api/crm/custom-fields/order", manager("contacts:write"),
                                 Rate::write);
}

void add_custom_field_jobs(jobs::Registry& registry) {
    registry.add<ForgetCustomField>([](jobs::Context& job, const ForgetCustomField& work) {
        std::int64_t done = 0;
        for (;;) {
            const auto count = job.in_project([&](db::Transaction& tx) {
                return tx.query(sql::forget_field_values, work.key).rows();
            });
            if (count == 0) return;
            done += count;
            job.progress(done, std::nullopt);
        }
    });
}

} // namespace crm
