// Mails that the project keeps to begin others with.
#include <boost/json.hpp>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/saved_templates.hpp"
#include "features/campaigns/email/saved_templates.sql.hpp"
#include "features/campaigns/writing/mail_blocks.hpp"
#include "platform/http/handler.hpp"
#include "platform/http/if_match.hpp"

namespace campaigns {

inline constexpr std::int64_t most_saved_templates = 200; // of a project

struct SavedTemplate {
    Uuid id;
    std::string name, subject, preheader;
    Json document;
    std::optional<Uuid> created_by;
    Timestamp created_at, updated_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SavedTemplate, (),
                      (id, name, subject, preheader, document, created_by, created_at, updated_at,
                       version))

struct SavedTemplateInput {
    std::string name, subject, preheader;
    Json document{"{}"};
};
BOOST_DESCRIBE_STRUCT(SavedTemplateInput, (), (name, subject, preheader, document))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::SavedTemplateInput> =
    std::to_array<meta::Rule>({{.field = "name", .min = 1, .max = 100, .format = "not-blank"},
                               {.field = "subject", .max = 255, .optional = true},
                               {.field = "preheader", .max = 200, .optional = true},
                               {.field = "document",
                                .max = 512 * 1024,
                                .format = "object",
                                .text = "Blocks, as in settings.document of a message"}});

namespace campaigns {
namespace {

constexpr http::ProblemType problem_types[] = {
    {"template_exists", 409, "There is a template of this name already"},
};
constexpr http::ConstraintMeaning constraints[] = {
    {"saved_templates_unique_name", "template_exists", "name"},
};

SavedTemplate existing(http::Call& call, const Uuid& id) {
    auto found = call.tx.maybe<SavedTemplate>(email::sql::find_saved_template, id);
    if (!found) throw Refusal("not_found");
    return std::move(*found);
}

void check(const SavedTemplateInput& input) {
    meta::Problems problems;
    check_mail_document(boost::json::parse(input.document.text), "document", problems);
    http::refuse_if_any(problems);
}

// GET /api/email/saved-templates
http::Items<SavedTemplate> list_saved_templates(http::Call& call) {
    return {call.tx.all<SavedTemplate>(email::sql::list_saved_templates)};
}

// POST /api/email/saved-templates
http::Created<SavedTemplate> create_saved_template(http::Call& call,
                                                   const SavedTemplateInput& input) {
    check(input);
    if (call.tx.one<std::int64_t>(email::sql::count_saved_templates) >= most_saved_templates)
        throw Refusal("limit_reached", "at most 200 templates");
    const auto id = Uuid::make();
    call.tx.query(email::sql::insert_saved_template, id, input.name, input.subject, input.preheader,
                  input.document, call.identity.user_id, call.now);
    return {existing(call, id), "/api/email/saved-templates/" + id.text()};
}

// PATCH /api/email/saved-templates/{id}
SavedTemplate update_saved_template(http::Call& call, const Uuid& id,
                                    const meta::Patch<SavedTemplateInput>& patch) {
    const auto before = existing(call, id);
    http::expect_version(call, before.version);
    SavedTemplateInput after{before.name, before.subject, before.preheader, before.document};
    meta::apply(patch, after);
    check(after);
    if (!call.tx.maybe<std::int64_t>(email::sql::update_saved_template, id, after.name,
                                     after.subject, after.preheader, after.document, before.version,
                                     call.now))
        throw Refusal("version_conflict");
    return existing(call, id);
}

// DELETE /api/email/saved-templates/{id}: mails that began with it keep what they say
http::NoContent delete_saved_template(http::Call& call, const Uuid& id) {
    http::name_of_deleted(
        call, call.tx.maybe<http::DeletedRecord>(email::sql::delete_saved_template, id));
    return {};
}

} // namespace

void add_saved_template_routes(http::Router& on) {
    using namespace http;
    on.problems().add(problem_types);
    on.problems().add(constraints);
    on.get<list_saved_templates>("/api/email/saved-templates", viewer("campaigns:read"),
                                 Rate::read);
    on.post<create_saved_template>("/api/email/saved-templates", member("campaigns:write"),
                                   Rate::write);
    on.patch<update_saved_template>("/api/email/saved-templates/{id}", member("campaigns:write"),
                                    Rate::write);
    on.del<delete_saved_template>("/api/email/saved-templates/{id}", member("campaigns:write"),
                                  Rate::write);
}

} // namespace campaigns
