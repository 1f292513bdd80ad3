// The command line: `socialflow serve`, and what an operator does beside it. Parsing only;
// commands/ does the work.
#include <sodium.h>
#include <CLI/CLI.hpp>

#include <cstdio>

#include "commands/commands.hpp"
#include "platform/base/refusal.hpp"
#include "platform/config/config.hpp"

namespace {

// What a person at the terminal can act on; a stack of types would not help him.
int explain(const std::exception& error) {
    if (const auto* refusal = dynamic_cast<const Refusal*>(&error)) {
        std::fprintf(stderr, "socialflow: %s%s%s\n", refusal->code.c_str(),
                     refusal->detail.empty() ? "" : ": ", refusal->detail.c_str());
        for (const auto& problem : refusal->problems)
            std::fprintf(stderr, "  %s: %s\n", problem.field.c_str(), problem.message.c_str());
        return 1;
    }
    std::fprintf(stderr, "socialflow: %s\n", error.what());
    return 1;
}

void add_import_options(CLI::App& command, commands::ImportOptions& import) {
    command.add_option("file", import.file)->required()->check(CLI::ExistingFile);
    command.add_option("--project", import.project,
                       "Name or id; may be left out when there is one");
    command.add_option("--mapping", import.mapping, "A mapping saved under this name");
    command.add_option("--column", import.columns,
                       "Header=target, such as Mail=email or Notes= to leave out; several times");
    command
        .add_option("--duplicates", import.duplicates,
                    "Who is there already: skip, update, or create another where possible")
        ->check(CLI::IsMember({"skip", "update", "create"}));
    command.add_option("--tag", import.tags, "For every contact of the file; several times");
    command.add_option("--source", import.source, "Of new contacts that name none");
    command.add_option("--stage", import.stage, "Of new contacts that name none")
        ->check(CLI::IsMember({"lead", "prospect", "customer", "evangelist"}));
    command.add_option("--owner", import.owner, "The e-mail address of a member, for new contacts");
    command.add_option("--consent-basis", import.consent_basis,
                       "In which words people agreed to marketing, where the file says so");
    command.add_option("--encoding", import.encoding, "Instead of the one found");
    command.add_option("--delimiter", import.delimiter, "Instead of the one found");
    command.add_flag("--no-header", import.no_header, "The first row is a contact already");
    command.add_flag("--dry-run", import.dry_run, "Check and count, and store nothing");
    command.add_flag("--resume", import.resume, "Go on with the last import of this file");
    command.footer(
        "Ends with 0 when every row is stored, 2 when some were refused (they stand in "
        "a file beside, to be mended and imported), 130 when interrupted.");
}

void add_export_options(CLI::App& command, commands::ExportOptions& options) {
    command.add_option("--project", options.project,
                       "Name or id; may be left out when there is one");
    command
        .add_option("--format", options.format,
                    "csv, which an import reads back, or jsonl, a contact of the API a line")
        ->check(CLI::IsMember({"csv", "jsonl"}));
    command.add_option("--filter", options.filter, "Only whom this rule fits, as JSON");
    command.add_option("--search", options.search,
                       "Only whose name, address, phone number or company has this");
    command.add_option("-o,--output", options.file,
                       "A file, replaced when the new one is whole; else standard output");
    command.footer("Ends with 0 when the file is whole, 1 with a reason, 130 when interrupted.");
}

} // namespace

int main(int argc, char** argv) {
    if (sodium_init() < 0) {
        std::fputs("socialflow: the random number generator does not work\n", stderr);
        return 1;
    }
    CLI::App app{"SocialFlow: contacts, bookings, funnels, pipelines and campaigns on one server"};
    app.require_subcommand(1);
    app.option_defaults()->always_capture_default();
    config::Sources sources;
    std::function<int()> chosen;
    const auto command = [&](const char* name, const char* help, auto run) {
        auto* sub = app.add_subcommand(name, help);
        config::add_options(*sub, sources);
        sub->callback([&chosen, &sources, run] {
            chosen = [&sources, run] { return run(config::load(sources)); };
        });
        return sub;
    };

    command("serve", "Run the server", &commands::serve);

    command("migrate", "Bring the database up to date", &commands::migrate);
    command("doctor", "Say what is wrong with the set-up", &commands::doctor);
    app.add_subcommand("openapi", "Print the API document")->callback([&] {
        chosen = &commands::print_openapi;
    });

    commands::UserOptions user;
    auto* create_user =
        command("user-create", "Make an account; the password is read from standard input",
                [&](const config::Config& config) { return commands::create_user(config, user); });
    create_user->add_option("email", user.email)->required();
    create_user->add_option("--name", user.name, "The person's name")->required();
    create_user->add_option("--project", user.project, "Make a project of this name with it");
    auto* reset = command(
        "user-password", "Set a password, read from standard input",
        [&](const config::Config& config) { return commands::reset_password(config, user); });
    reset->add_option("email", user.email)->required();
    reset->add_flag("--two-factor-off", user.two_factor_off, "Also turn two-factor sign-in off");

    commands::KeyOptions key;
    auto* keys = app.add_subcommand("key", "API keys");
    keys->require_subcommand(1);
    auto* create_key = keys->add_subcommand("create", "Make an API key and print it, once");
    config::add_options(*create_key, sources);
    create_key->callback(
        [&] { chosen = [&] { return commands::create_key(config::load(sources), key); }; });
    create_key->add_option("--project", key.project,
                           "Name or id; may be left out when there is one");
    create_key->add_option("--name", key.name, "What it is for");
    create_key
        ->add_option("--scope", key.scopes,
                     "contacts:read, contacts:write, … or admin; several times")
        ->required();

    std::string folder;
    bool force = false;
    auto* backup =
        command("backup", "Write a backup into a folder",
                [&](const config::Config& config) { return commands::backup(config, folder); });
    backup->add_option("folder", folder)->required();
    auto* restore = command(
        "restore", "Restore a backup into an empty database",
        [&](const config::Config& config) { return commands::restore(config, folder, force); });
    restore->add_option("folder", folder)->required();
    restore->add_flag("--force", force, "Also over a database that is not empty");

    commands::ImportOptions import;
    add_import_options(*command("import", "Import contacts from a CSV file",
                                [&](const config::Config& config) {
                                    return commands::import_contacts(config, import);
                                }),
                       import);

    commands::ExportOptions export_options;
    add_export_options(*command("export", "Write contacts into a file",
                                [&](const config::Config& config) {
                                    return commands::export_contacts(config, export_options);
                                }),
                       export_options);

    CLI11_PARSE(app, argc, argv);
    try {
        return chosen();
    } catch (const std::exception& error) {
        return explain(error);
    }
}
