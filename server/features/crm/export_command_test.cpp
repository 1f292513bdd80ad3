// `socialflow export`: the real program beside the server, on the same database.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "platform/db/child_process.hpp"
#include "platform/text/url.hpp"
#include "testing/import_test.hpp"
#include "testing/paths.hpp"
#include "testing/temporary_folder.hpp"

namespace {

constexpr const char* customers =
    R"({"match":"all","conditions":[{"field":"lifecycle_stage","operator":"is","value":"customer"}]})";

struct ExportCommand : ImportTest {
    testing_paths::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "contacts.csv";
    const std::filesystem::path pipe = folder.path() / "stdout"; // what it prints
    std::string project = app.project_id().text();
    int code = 0;

    // Standard output and error go to files of their own; `before` is shell.
    db::ChildCommand command(const std::vector<std::string>& more, const std::string& before = "") {
        db::ChildCommand made{
            .arguments = {"/bin/sh", "-c",
                          before + R"(exec "$0" "$@" >"$FOLDER/stdout" 2>"$FOLDER/stderr")",
                          testing_paths::server_binary(), "export", "--data",
                          folder.path() / "data", "--project", project},
            .environment = testing_paths::server_environment(
                {"DATABASE_URL=" + app.conninfo(), "FOLDER=" + folder.path().string()}),
            .output = folder.path() / "shell"};
        made.arguments.insert(made.arguments.end(), more.begin(), more.end());
        return made;
    }
    static int code_of(db::ChildProcess& program) {
        const auto status = program.wait(std::chrono::minutes(2));
        return status ? status->code : -1;
    }
    // What it says on standard error; `code` is how it ended.
    std::string run(const std::vector<std::string>& more, const std::string& before = "") {
        db::ChildProcess program(command(more, before));
        code = code_of(program);
        return text_of(folder.path() / "stderr");
    }
    static std::string text_of(const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::string downloaded(const std::string& query) {
        const auto reply = manager.get("/api/crm/exports?" + query);
        EXPECT_EQ("200", summary(reply));
        return reply.body;
    }
    // Also what a run left behind under a name of its own.
    std::size_t files_beside() {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            count += entry.path().filename().string().starts_with(file.filename().string());
        return count;
    }
    // In no order: those of one import were created at one time.
    static std::multiset<std::string> lines(const std::string& text) {
        std::multiset<std::string> all;
        std::istringstream in(text);
        for (std::string line; std::getline(in, line);) all.insert(line);
        return all;
    }
    // What a file of JSON lines says of each person, but for what belongs to the record and not to
    // him.
    static std::multiset<std::string> people(const std::string& text) {
        std::multiset<std::string> all;
        for (const auto& line : lines(text)) {
            auto person = boost::json::parse(line).as_object();
            for (const auto* key : {"id", "company_id", "created_at", "updated_at", "created_by",
                                    "version", "first_contact_date"})
                person.erase(key);
            all.insert(boost::json::serialize(person));
        }
        return all;
    }
    void add(const std::string& body) {
        EXPECT_EQ("201", summary(manager.post("/api/crm/contacts", body))) << body;
    }
    void add_many(int count) {
        app.project_id();
        app.execute(
            "INSERT INTO contacts (project_id, id, first_name, display_name, name_folded) SELECT "
            "id, gen_random_uuid(), 'Person ' || n, 'Person ' || n, 'person ' || n FROM projects, "
            "generate_series(1, "
            + std::to_string(count)
            + ") n; INSERT INTO contact_stats (project_id, contact_id) SELECT project_id, id FROM "
              "contacts");
    }
};

} // namespace

TEST_F(ExportCommand, writes_what_the_browser_downloads) {
    add(R"({"first_name":"Ada","email":"ada@example.com","lifecycle_stage":"customer"})");
    add(R"({"first_name":"José","last_name":"=1+1","tags":["vip"],"notes":"Tea, \"hot\""})");
    const struct {
        std::vector<std::string> options;
        std::string query;
    } cases[] = {
        {{}, "format=csv"},
        {{"--format", "jsonl"}, "format=jsonl"},
        {{"--search", "jose"}, "q=jose"},
        {{"--search", "nobody"}, "q=nobody"},
        {{"--filter", customers}, "filter=" + text::percent_encode(customers)},
        {{"--filter", customers, "--search", "jose"},
         "q=jose&filter=" + text::percent_encode(customers)},
    };
    for (const auto& [options, query] : cases) {
        const auto said = run(options);
        EXPECT_EQ(0, code) << said;
        EXPECT_EQ(downloaded(query), text_of(pipe)) << query;
        auto into_file = options;
        into_file.insert(into_file.end(), {"-o", file});
        EXPECT_NE(std::string::npos, run(into_file).find("done: ")) << query;
        EXPECT_EQ(downloaded(query), text_of(file)) << query;
        EXPECT_EQ("", text_of(pipe)) << query;
    }
}

TEST_F(ExportCommand, tells_how_far_it_is_and_how_many_there_were) {
    add_many(2'001);
    auto said = run({"-o", file});
    // How fast is told from the first second on, which not every machine needs.
    if (const auto speed = said.find("  "); speed != said.npos) {
        const auto end = said.find('\n', speed);
        EXPECT_TRUE(said.substr(speed, end - speed).ends_with(" a second")) << said;
        said.erase(speed, end - speed);
    }
    EXPECT_EQ("2,000 contacts\ndone: 2,001 contacts\n", said);
}

TEST_F(ExportCommand, gives_its_file_to_its_owner_alone) {
    add(R"({"first_name":"Ada"})");
    run({"-o", file}, "umask 000; ");
    struct stat found{};
    ASSERT_EQ(0, ::stat(file.c_str(), &found));
    EXPECT_EQ(0600u, found.st_mode & 0777u);
}

TEST_F(ExportCommand, stands_in_the_audit_log_as_done_by_the_system) {
    run({});
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'contacts.exported' AND actor_kind = 'system' "
                           "AND target_kind = 'contacts'"));
}

TEST_F(ExportCommand, refuses_what_is_wrong_before_anything_is_written) {
    const auto link = folder.path() / "link";
    std::filesystem::create_symlink("/dev/null", link);
    const struct {
        std::vector<std::string> options;
        std::string reason;
        std::string project = {};
    } cases[] = {
        {{"--filter", "{"}, "filter: "},
        {{"--filter", "12"}, "filter: "},
        {{"--filter", R"({"match":"all","conditions":[{"field":"nothing"}]})"}, "filter."},
        {{"--search", std::string(201, 'a')}, "q: "},
        {{"--filter", "12", "--search", std::string(201, 'a')}, "q: "},
        {{}, "project: there is no such project", "Nowhere"},
        {{}, "project: there is no such project", Uuid::make().text()},
        {{"--output", folder.path()}, "output: is no ordinary file"},
        {{"--output", link}, "output: is no ordinary file"},
        {{"--output", folder.path() / "missing" / "contacts.csv"}, "No such file or directory"},
    };
    for (const auto& each : cases) {
        project = each.project.empty() ? app.project_id().text() : each.project;
        auto options = each.options;
        if (options.empty() || options.front() != "--output")
            options.insert(options.end(), {"--output", file});
        const auto said = run(options);
        EXPECT_EQ(1, code) << each.reason;
        EXPECT_NE(std::string::npos, said.find(each.reason)) << each.reason << "\n" << said;
    }
    project = app.project_id().text();
    run({"--format", "xml", "-o", file});
    EXPECT_NE(0, code);
    EXPECT_EQ(0u, files_beside());
    EXPECT_EQ(0, app.count("audit_log WHERE action = 'contacts.exported'"));
}

TEST_F(ExportCommand, searches_for_two_hundred_characters_and_no_more) {
    run({"--search", std::string(200, 'a')});
    EXPECT_EQ(0, code);
    run({"--search", std::string(201, 'a')});
    EXPECT_EQ(1, code);
}

TEST_F(ExportCommand, that_finds_the_disk_full_leaves_the_file_of_before) {
    add_many(5'000);
    std::ofstream(file) << "of before";
    const auto said = run({"-o", file}, "trap '' XFSZ; ulimit -f 64; "); // 32 KB a file
    EXPECT_EQ(1, code) << said;
    EXPECT_NE(std::string::npos, said.find("File too large")) << said;
    EXPECT_EQ("of before", text_of(file));
    EXPECT_EQ(1u, files_beside());
    run({"-o", file});
    EXPECT_EQ(0, code);
    EXPECT_EQ(downloaded(""), text_of(file));
}

TEST_F(ExportCommand, interrupted_ends_after_the_batch_with_a_code_of_its_own) {
    add_many(10'000);
    // Nobody reads on, so it waits within the first batch.
    ASSERT_EQ(0, ::mkfifo(pipe.c_str(), 0600));
    db::ChildProcess program(command({}));
    std::ifstream reading(pipe, std::ios::binary);
    ASSERT_EQ('f', reading.get()); // of the header
    program.signal(SIGINT);
    const std::string rest{std::istreambuf_iterator<char>(reading), {}};
    EXPECT_EQ(130, code_of(program));
    EXPECT_EQ(2'001, std::ranges::count(rest, '\n')) << "a header and one batch";
    EXPECT_EQ("interrupted: the file is not whole\n", text_of(folder.path() / "stderr"));
}

TEST_F(ExportCommand, of_one_project_holds_nobody_of_another) {
    add(R"({"first_name":"Ada"})");
    auto other = app.other_project();
    EXPECT_EQ("201", summary(other.post("/api/crm/contacts", R"({"first_name":"Eve"})")));
    run({"--format", "jsonl"});
    EXPECT_NE(std::string::npos, text_of(pipe).find("Ada"));
    EXPECT_EQ(std::string::npos, text_of(pipe).find("Eve"));
}

// The file is what an import makes the same people of, also where a cell holds several values or
// looks like a formula.
TEST_F(ExportCommand, and_import_give_the_same_people_back) {
    auto admin = app.client_as(http::MemberRole::admin);
    for (
        const auto* field :
        {R"({"key":"size","label":"Size","type":"number"})",
         R"({"key":"seats","label":"Seats","type":"multi_select","options":["=front","back; left","-"]})"})
        EXPECT_EQ("201", summary(admin.post("/api/crm/custom-fields", field))) << field;
    add(R"_({"first_name":"=HYPERLINK(\"x\")","last_name":"+1","company":"@SUM(A1)","email":"ada@example.com",)_"
        R"("tags":["-vip","old","a; b"],"custom_fields":{"size":-42.5,"seats":["=front","back; left"]},)"
        R"("notes":"=1+1"})");
    add(R"({"first_name":"'Quoted","last_name":"O'Neill, \"Jr\"","email":"neill@example.com","notes":"a\nb",)"
        R"("emails":[{"address":"second@example.com","label":"home"},{"address":"third@example.com","label":"other"}],)"
        R"("phone":"+44 20 7946 0958","phones":[{"number":"+44 20 7946 0959","label":"work"}],)"
        R"("custom_fields":{"seats":["-"]}})");
    add(R"({"first_name":"José","last_name":"Łódź","email":"jose@example.com","lifecycle_stage":"customer"})");
    run({"--format", "jsonl", "-o", file});
    const auto before = people(text_of(file));
    run({"-o", file});
    const auto exported = text_of(file);
    app.execute("DELETE FROM contacts");
    const auto path = this->ImportTest::run(exported, R"({"consent_basis":"as before"})");
    EXPECT_EQ("finished: 3 read, 3 created, 0 updated, 0 skipped, 0 refused", result(path))
        << problems(path);
    EXPECT_EQ("=HYPERLINK(\"x\")|+1|@SUM(A1)",
              contact("first_name, last_name, company", "ada@example.com"));
    EXPECT_EQ("'Quoted|O'Neill, \"Jr\"", contact("first_name, last_name", "neill@example.com"));
    EXPECT_EQ(1, app.count("contact_notes WHERE body = '=1+1'"));
    run({"-o", file});
    EXPECT_EQ(lines(exported), lines(text_of(file)));
    run({"--format", "jsonl", "-o", file});
    EXPECT_EQ(before, people(text_of(file)));
}
