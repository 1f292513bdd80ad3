#include "features/accounts/audit.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/identities.hpp"
#include "features/accounts/projects.sql.hpp"
#include "platform/http/if_match.hpp"
#include "platform/text/money.hpp"
#include "platform/text/regions.hpp"

namespace accounts {
namespace {

void require_known_codes(const std::optional<std::string>& currency,
                         const std::optional<std::string>& region) {
    std::vector<Problem> problems;
    if (currency && !text::find_currency(*currency))
        problems.push_back({"currency", "unknown", "must be a currency of ISO 4217, such as EUR"});
    if (region && !text::is_country(*region))
        problems.push_back(
            {"default_region", "unknown", "must be a country of ISO 3166-1, such as DE"});
    if (!problems.empty()) throw Refusal::fields(std::move(problems));
}

Project read_project(http::Call& call) {
    return call.tx.one<Project>(sql::find_project, call.identity.user_id);
}

} // namespace

http::Created<Project> create_project(http::Call& call, const CreateProject& input) {
    require_known_codes(input.currency, input.default_region);
    auto project = input;
    if (project.language) project.language = known_language(*project.language);
    const auto id = add_project(call.tx, project, call.user_id(), call.now);
    audit::record_in_project(call, id, {ActorKind::user, call.user_id(), call.identity.name},
                             "project.created", {"project", id, input.name});
    forget_identity(call, "user/" + call.user_id().text());
    return {call.tx.one<Project>(sql::find_project_of_member, id, call.user_id()), "/api/project"};
}

Project get_project(http::Call& call) {
    return read_project(call);
}

Project update_project(http::Call& call, const meta::Patch<UpdateProject>& change) {
    lock_project(call.tx);
    auto project = read_project(call);
    http::expect_version(call, project.version);
    const auto& wanted = change.value;
    if (change.has("name")) project.name = clean_name("name", wanted.name);
    if (change.has("time_zone")) project.time_zone = wanted.time_zone;
    if (change.has("currency")) project.currency = wanted.currency;
    if (change.has("default_region")) project.default_region = wanted.default_region;
    if (change.has("language")) project.language = known_language(wanted.language);
    if (change.has("opt_in")) project.opt_in = wanted.opt_in;
    require_known_codes(project.currency, project.default_region);
    call.tx.query(sql::update_project, project.name, project.time_zone, project.currency,
                  project.default_region, project.language, project.opt_in);
    audit::record(call, "project.updated", {"project", project.id, project.name},
                  {meta::write(change)});
    return read_project(call);
}

// Nobody gets in from now on; what is in it goes 30 days later.
http::NoContent delete_project(http::Call& call, const DeleteProject& input) {
    lock_project(call.tx);
    const auto project = read_project(call);
    http::expect_version(call, project.version);
    if (input.name != project.name)
        throw Refusal::field("name", "differs", "must be the name of the project, typed again");
    audit::record(call, "project.deleted", {"project", project.id, project.name});
    call.tx.query(sql::mark_project_deleted, call.now);
    forget_identity(call, "project/" + project.id.text());
    return {};
}

} // namespace accounts
