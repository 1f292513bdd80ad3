#include "features/accounts/accounts.hpp"
#include "features/crm/custom_fields.hpp"
#include "features/crm/custom_fields.sql.hpp"
#include "platform/jobs/jobs.hpp"

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

void check_key(std::string_view key) {
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto allowed = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    if (key.empty() || !letter(key.front()) || !std::ranges::all_of(key, allowed))
        throw Refusal::field("key", "bad_format",
                             "must be lower-case letters, digits and _, and start with a letter");
}

void check_options(FieldType type, const std::vector<std::string>& options) {
    if (has_options(type) && options.empty())
        throw Refusal::field("options", "required", "give at least one option to choose from");
    if (!has_options(type) && !options.empty())
        throw Refusal::field("options", "not_allowed", "only fields to choose from have options");
    for (std::size_t i = 0; i < options.size(); ++i)
        if (options[i].empty() || options[i].size() > 100)
            throw Refusal::field("options[" + std::to_string(i) + "]", "too_long",
                                 "must be 1 to 100 characters");
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
    check_key(input.key);
    check_options(input.type, input.options);
    if (list_fields(call.tx).size() >= most_custom_fields)
        throw Refusal("limit_reached", "at most 200 custom fields");
    const auto id = Uuid::make();
    call.tx.query(sql::insert_field, id, input.key, input.label, input.type, input.options,
                  input.required, call.now);
    accounts::audit::record(call, "custom_field.created", {"custom_field", id, input.label});
    return {find_field(call, id), "/api/crm/custom-fields/" + id.text()};
}

// PATCH /api/crm/custom-fields/{id}. Key and type stay: data hangs on them.
CustomField update_custom_field(http::Call& call, const Uuid& id,
                                const meta::Patch<UpdateCustomField>& patch) {
    const auto before = find_field(call, id);
    UpdateCustomField after{before.label, before.options, before.required};
    meta::apply(patch, after);
    check_options(before.type, after.options);
    call.tx.query(sql::update_field, id, after.label, after.options, after.required);
    accounts::audit::record(call, "custom_field.updated", {"custom_field", id, after.label});
    return find_field(call, id);
}

// DELETE /api/crm/custom-fields/{id}
http::NoContent delete_custom_field(http::Call& call, const Uuid& id) {
    const auto field = find_field(call, id);
    call.tx.query(sql::delete_field, id);
    jobs::enqueue(call.tx, ForgetCustomField{field.key},
                  {.title = "Remove the field " + field.label});
    accounts::audit::record(call, "custom_field.deleted", {"custom_field", id, field.label});
    return {};
}

// POST /api/crm/custom-fields/order
http::Items<CustomField> order_custom_fields(http::Call& call, const FieldOrder& order) {
    for (std::size_t i = 0; i < order.ids.size(); ++i)
        call.tx.later(sql::move_field, order.ids[i], static_cast<std::int32_t>(i));
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
