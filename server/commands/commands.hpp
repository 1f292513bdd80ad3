// What the program does, one function a command. Each returns the exit code; what goes wrong is
// thrown.
#pragma once
#include <string>
#include <vector>

#include "platform/config/config.hpp"

namespace commands {

int serve(const config::Config& config);
// What a server does by itself, without HTTP: for machines that only help. Refusal without
// DATABASE_URL.
int work(const config::Config& config);
// Fills an empty database with the demo and prints its sign-in.
int make_demo(const config::Config& config);
int migrate(const config::Config& config);
int print_openapi();
int doctor(const config::Config& config);

struct UserOptions {
    std::string email, name, project;
    bool two_factor_off = false;
};
// The password is asked for on the terminal, or read from standard input.
int create_user(const config::Config& config, const UserOptions& options);
int reset_password(const config::Config& config, const UserOptions& options);

// Sends a mail by the settings of the system's mail and says what became of it.
int test_mail(const config::Config& config, const std::string& recipient);

struct KeyOptions {
    std::string project; // name or id
    std::string name = "Command line";
    std::vector<std::string> scopes;
};
// Prints the key, once.
int create_key(const config::Config& config, const KeyOptions& options);

int backup(const config::Config& config, const std::string& folder);
int restore(const config::Config& config, const std::string& folder, bool force);

struct ImportOptions {
    std::string file, project;
    std::string mapping;              // the name of a saved one
    std::vector<std::string> columns; // "Header=target", over the mapping or the guess
    std::string duplicates = "skip";
    std::vector<std::string> tags;
    std::string source, stage, owner, consent_basis;
    std::string encoding, delimiter;
    bool everybody_agreed = false; // to marketing; needs the basis
    bool no_header = false;
    bool dry_run = false;
    bool resume = false; // the last unfinished import of this file
};
// 0: every row is stored; 2: some were refused, and stand in a file beside; 130: interrupted, to be
// gone on with by --resume.
int import_contacts(const config::Config& config, const ImportOptions& options);

struct ExportOptions {
    std::string file; // empty: standard output
    std::string project;
    std::string filter; // a rule as JSON; empty: everybody
    std::string search;
    std::string format = "csv";
};
// 0: the file is whole; 130: interrupted, and there is no file.
int export_contacts(const config::Config& config, const ExportOptions& options);

} // namespace commands
