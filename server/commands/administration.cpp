// What an operator does from the command line, whether a server runs on the database or not.
#include "features/accounts/administration.hpp"

#include <cstdio>
#include <iostream>

#include "commands/administration.sql.hpp"
#include "commands/commands.hpp"
#include "commands/runtime.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/features.hpp"
#include "platform/db/backup.hpp"
#include "platform/http/openapi.hpp"
#include "platform/http/system_routes.hpp"
#include "platform/mail/system_mail.hpp"

namespace commands {

struct ProjectName {
    Uuid id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ProjectName, (), (id, name))

namespace {

const db::Scope system_scope{.role = db::Role::system};

std::string read_password() {
    std::string password;
    std::getline(std::cin, password);
    if (password.empty())
        throw Refusal::field("password", "required", "comes from standard input, on one line");
    return password;
}

db::BackupSource backup_source(const config::Config& config, const DatabaseHome& home) {
    return {home.direct_conninfo(), config.data / "files"};
}

} // namespace

Uuid find_project(Runtime& runtime, const std::string& wanted) {
    const auto all = runtime.database.in_transaction(
        system_scope, [](db::Transaction& tx) { return tx.all<ProjectName>(sql::list_projects); });
    std::vector<Uuid> found;
    for (const auto& project : all)
        if (wanted.empty() || project.name == wanted || project.id.text() == wanted)
            found.push_back(project.id);
    if (found.size() == 1) return found.front();
    throw Refusal::field(
        "project", found.empty() ? "not_found" : "ambiguous",
        found.empty() ? "there is no such project" : "there are several: give the id");
}

int migrate(const config::Config& config) {
    const DatabaseHome home(config);
    std::printf("%d migrations applied\n", db::migrate(home.direct_conninfo(), migrations()));
    return 0;
}

int print_openapi() {
    http::Router router;
    features::add_routes(router);
    std::puts(http::openapi_document(router, http::program_version).c_str());
    return 0;
}

int create_user(const config::Config& config, const UserOptions& options) {
    Runtime runtime(config);
    const auto password = read_password();
    runtime.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        const auto now = runtime.clock.now();
        const auto id = accounts::create_user(
            tx, runtime.passwords,
            {.name = options.name, .email = options.email, .password = password}, now);
        if (!options.project.empty())
            accounts::create_project(tx, {.name = options.project, .time_zone = "UTC"}, id, now);
    });
    std::printf("%s can sign in\n", options.email.c_str());
    return 0;
}

int reset_password(const config::Config& config, const UserOptions& options) {
    Runtime runtime(config);
    const auto password = read_password();
    runtime.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        accounts::set_password(tx, runtime.passwords, options.email, password,
                               options.two_factor_off, runtime.clock.now());
    });
    std::printf("the password of %s is changed, and all its sessions have ended\n",
                options.email.c_str());
    return 0;
}

int test_mail(const config::Config& config, const std::string& recipient) {
    if (!mail::parse_address(recipient))
        throw Refusal::field("address", "bad_format", "must be an e-mail address");
    Runtime runtime(config);
    const mail::Letter letter{
        .to = recipient,
        .subject = {"SocialFlow can send mail"},
        .paragraphs = {{"This is a test that somebody asked for at the command line of the server. "
                        "Resets, invitations and reminders reach people in the same way."}}};
    const auto id = runtime.mail->send(mail::compose(letter, mail::sender_of(config)));
    if (config.smtp_url.empty())
        std::puts("smtp_url is not set: the mail lies in the dev inbox and reached nobody");
    else
        std::printf("the mail server took it over, under the Message-ID %s\n", id.c_str());
    return 0;
}

int create_key(const config::Config& config, const KeyOptions& options) {
    Runtime runtime(config);
    const db::Scope scope{.role = db::Role::app,
                          .project_id = find_project(runtime, options.project)};
    const auto made = runtime.database.in_transaction(scope, [&](db::Transaction& tx) {
        return accounts::create_key(tx, {.name = options.name, .scopes = options.scopes},
                                    runtime.clock.now());
    });
    std::printf("%s\n", made.key.c_str());
    return 0;
}

int backup(const config::Config& config, const std::string& folder) {
    const DatabaseHome home(config);
    const auto made = db::backup(backup_source(config, home), folder, SystemClock().now());
    std::printf("%s\n", made.c_str());
    return 0;
}

int restore(const config::Config& config, const std::string& folder, bool force) {
    {
        const DatabaseHome home(config, Ownership::sole);
        db::restore(folder, backup_source(config, home),
                    force ? db::Existing::replace : db::Existing::refuse);
    }
    Runtime runtime(config); // brings the schema up to date
    const auto held = campaigns::hold_restored_campaigns(runtime.database);
    const auto mails = campaigns::hold_restored_mails(runtime.database);
    std::printf("restored\n");
    if (held > 0)
        std::printf(
            "%zu campaigns are paused: whoever got them since the backup would get them "
            "again\n",
            held);
    if (mails > 0)
        std::printf(
            "%zu mails to single people are not sent: those that left since the backup would "
            "leave again\n",
            mails);
    return 0;
}

} // namespace commands
