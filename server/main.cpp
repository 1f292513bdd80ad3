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
                       "In which words people agreed to marketing");
    command.add_flag("--everybody-agreed", import.everybody_agreed,
                     "To marketing: new contacts of whom the file does not say otherwise");
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

// All commands with their options. What was chosen runs when everything is read.
class CommandLine {
  public:
    CommandLine() {
        app_.require_subcommand(1);
        app_.option_defaults()->always_capture_default();
        add_server();
        add_accounts();
        add_data();
    }

    // The exit code. Throws what goes wrong.
    int run(int argc, char** argv) {
        CLI11_PARSE(app_, argc, argv);
        return chosen_();
    }

  private:
    using Run = std::function<int(const config::Config&)>;

    CLI::App& command(const std::string& name, const std::string& help, Run run) {
        return command(app_, name, help, std::move(run));
    }
    // Every command takes the whole configuration.
    CLI::App& command(CLI::App& parent, const std::string& name, const std::string& help, Run run) {
        auto* made = parent.add_subcommand(name, help);
        config::add_options(*made, sources_);
        made->callback([this, run = std::move(run)] {
            chosen_ = [this, run] { return run(config::load(sources_)); };
        });
        return *made;
    }
    CLI::App& group(const std::string& name, const std::string& help) {
        auto* made = app_.add_subcommand(name, help);
        made->require_subcommand(1);
        return *made;
    }

    void add_server() {
        command("serve", "Run the server", &commands::serve);
        command("worker", "Do the server's work beside it, without answering requests",
                &commands::work);
        command("migrate", "Bring the database up to date", &commands::migrate);
        command("demo", "Fill an empty database with the demo", &commands::make_demo);
        command("doctor", "Say what is wrong with the set-up", &commands::doctor);
        app_.add_subcommand("openapi", "Print the API document")->callback([this] {
            chosen_ = &commands::print_openapi;
        });
        auto& test = command(
            group("mail", "The system's mail"), "test", "Send a mail and say what became of it",
            [this](const auto& config) { return commands::test_mail(config, recipient_); });
        test.add_option("address", recipient_, "Whom to")->required();
    }

    void add_accounts() {
        auto& users = group("user", "Accounts");
        auto& create =
            command(users, "create", "Make an account; the password is read from standard input",
                    [this](const auto& config) { return commands::create_user(config, user_); });
        create.add_option("email", user_.email)->required();
        create.add_option("--name", user_.name, "The person's name")->required();
        create.add_option("--project", user_.project, "Make a project of this name with it");
        auto& reset =
            command(users, "password", "Set a password, read from standard input",
                    [this](const auto& config) { return commands::reset_password(config, user_); });
        reset.add_option("email", user_.email)->required();
        reset.add_flag("--two-factor-off", user_.two_factor_off,
                       "Also turn two-factor sign-in off");
        auto& key =
            command(group("key", "API keys"), "create", "Make an API key and print it, once",
                    [this](const auto& config) { return commands::create_key(config, key_); });
        key.add_option("--project", key_.project, "Name or id; may be left out when there is one");
        key.add_option("--name", key_.name, "What it is for");
        key.add_option("--scope", key_.scopes,
                       "contacts:read, contacts:write, … or admin; several times")
            ->required();
    }

    void add_data() {
        auto& backup =
            command("backup", "Write a backup into a folder",
                    [this](const auto& config) { return commands::backup(config, folder_); });
        backup.add_option("folder", folder_)->required();
        auto& restore = command(
            "restore", "Restore a backup into an empty database",
            [this](const auto& config) { return commands::restore(config, folder_, force_); });
        restore.add_option("folder", folder_)->required();
        restore.add_flag("--force", force_, "Also over a database that is not empty");
        add_import_options(command("import", "Import contacts from a CSV file",
                                   [this](const auto& config) {
                                       return commands::import_contacts(config, import_);
                                   }),
                           import_);
        add_export_options(command("export", "Write contacts into a file",
                                   [this](const auto& config) {
                                       return commands::export_contacts(config, export_);
                                   }),
                           export_);
    }

    CLI::App app_{"SocialFlow: contacts, bookings, funnels, pipelines and campaigns on one server"};
    config::Sources sources_;
    commands::UserOptions user_;
    commands::KeyOptions key_;
    commands::ImportOptions import_;
    commands::ExportOptions export_;
    std::string folder_, recipient_;
    bool force_ = false;
    std::function<int()> chosen_;
};

} // namespace

int main(int argc, char** argv) {
    if (sodium_init() < 0) {
        std::fputs("socialflow: the random number generator does not work\n", stderr);
        return 1;
    }
    try {
        return CommandLine().run(argc, argv);
    } catch (const std::exception& error) {
        return explain(error);
    }
}
