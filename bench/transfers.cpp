// A million contacts in and out: the import against a plain COPY of the rows that it made, the
// export's memory.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <thread>

#include "contact_book.hpp"
#include "features/crm/contact_generator.hpp"
#include "server.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t imported = 1'000'000;

// In the order of their foreign keys.
constexpr std::string_view tables[] = {
    "companies",      "tags",          "contacts",     "contact_emails",
    "contact_phones", "contact_stats", "contact_tags", "contact_field_values"};

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return std::move(text).str();
}

Client sign_up(const Server& server) {
    Client client(server.port());
    const boost::json::object body{{"name", "Owner"},
                                   {"email", ContactBook::owner},
                                   {"password", ContactBook::password},
                                   {"project_name", "Import"},
                                   {"time_zone", "UTC"}};
    const auto reply = post(client, "/api/auth/sign-up", boost::json::serialize(body));
    client.project_id = reply.uuid("/projects/0/id");
    client.set_header("X-Project-Id", client.project_id.text());
    return client;
}

// Seconds from the start of the job to its end; the file is on the server by then.
double import_seconds(Client& client, const std::filesystem::path& file) {
    const auto upload = client.send(http::Method::post, "/api/crm/imports", text_of(file),
                                    {{"Content-Type", "text/csv"}});
    if (upload.status != 201) throw std::runtime_error("upload: " + summary(upload));
    const auto path = "/api/crm/imports/" + upload.text("/id");
    const auto start = std::chrono::steady_clock::now();
    const auto started = client.post(
        path + "/start", R"({"settings":{"duplicates":"skip","consent_basis":"made up"}})");
    if (started.status / 100 != 2) throw std::runtime_error("start: " + summary(started));
    for (;;) {
        const auto run = get(client, path);
        const auto status = run.text("/status");
        if (status == "finished") break;
        if (status != "running" && status != "uploaded")
            throw std::runtime_error("import: " + run.body);
        std::this_thread::sleep_for(200ms);
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string columns_of(db::Connection& database, std::string_view table) {
    const db::Param params[] = {std::string(table)};
    const db::Command commands[] = {
        {"columns",
         "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM "
         "information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND "
         "is_generated = 'NEVER'",
         params}};
    return std::string(*database.run(commands).front().value(0, 0));
}

// The same rows out, the tables emptied, and in again: with all indexes and foreign keys.
double copy_seconds(const Server& server, const std::filesystem::path& folder) {
    auto database = server.database();
    const auto file = [&](std::string_view table) { // in a folder that PostgreSQL's user has
        return "'" + (folder / "cluster" / table).string() + ".copy'";
    };
    for (const auto table : tables)
        database.run_script(
            fmt::format("COPY {} ({}) TO {}", table, columns_of(database, table), file(table)));
    // Nobody's bitmaps follow beside it: those whom the import brought waited for its end as well.
    database.run_script(
        "SELECT pg_advisory_lock(hashtextextended('bitmaps ' || id, 0)) FROM projects");
    database.run_script("TRUNCATE companies, tags, contacts CASCADE");
    database.run_script("CHECKPOINT");
    const auto start = std::chrono::steady_clock::now();
    for (const auto table : tables)
        database.run_script(
            fmt::format("COPY {} ({}) FROM {}", table, columns_of(database, table), file(table)));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void measure_import(Bench& bench) {
    const auto file = bench.data() / "people.csv";
    if (!std::filesystem::exists(file)) testing_data::write_contacts_file(file, 2, imported);
    const auto folder = std::filesystem::absolute(bench.data() / "import");
    std::filesystem::remove_all(folder);
    double import = 0, copy = 0;
    {
        const Server server(folder);
        auto client = sign_up(server);
        import = import_seconds(client, file);
        copy = copy_seconds(server, folder);
    }
    std::filesystem::remove_all(folder);
    bench.at_most(
        "import_ratio", import / copy, "x", 3,
        fmt::format("import {:.1f} s, COPY {:.1f} s of {} contacts", import, copy, imported));
}

void measure_export(Bench& bench) {
    const auto book = prepared_contact_book(bench);
    const Server server(book.folder);
    auto client = server.sign_in(ContactBook::owner, ContactBook::password);
    get(client, "/api/crm/contacts?limit=200");
    const auto before = server.memory_megabytes();
    server.forget_peak();
    const auto start = std::chrono::steady_clock::now();
    const auto bytes = get(client, "/api/crm/exports?format=csv").body.size();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    bench.at_most("export_memory", server.peak_memory_megabytes() - before, "MB", 40,
                  fmt::format("more than before at the peak, of {} contacts, {:.0f} MB in {:.1f} s",
                              book.contacts, static_cast<double>(bytes) / 1e6, seconds.count()));
}

void measure(Bench& bench) {
    measure_import(bench);
    measure_export(bench);
}

const RegisterPart part{"transfers", "a million contacts imported and exported", 30, measure};

} // namespace
} // namespace bench
