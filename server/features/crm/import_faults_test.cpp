// Files that are no files, and the real program killed in the middle of its work.
#include <signal.h>

#include <fstream>

#include "features/crm/contact_generator.hpp"
#include "platform/db/child_process.hpp"
#include "testing/eventually.hpp"
#include "testing/import_test.hpp"
#include "testing/paths.hpp"
#include "testing/temporary_folder.hpp"

namespace {

struct ImportFiles : ImportTest {};

// UTF-16 with a byte order mark, of text without surrogates.
std::string utf16(std::u16string_view text, bool little_endian) {
    std::string bytes;
    for (const char16_t unit : std::u16string(u"\uFEFF") + std::u16string(text)) {
        const auto high = static_cast<char>(unit >> 8);
        const auto low = static_cast<char>(unit & 0xFF);
        bytes += little_endian ? low : high;
        bytes += little_endian ? high : low;
    }
    return bytes;
}

TEST_F(ImportFiles, of_every_encoding_keep_their_accents) {
    const std::u16string text = u"Name;E-Mail\r\nJosé Łódź;jose@example.com\r\n";
    const std::pair<std::string, std::string> files[] = {
        {utf16(text, true), "UTF-16LE"},
        {utf16(text, false), "UTF-16BE"},
        {"Name;E-Mail\r\nJosé Łódź;jose@example.com\r\n", "UTF-8"},
        {"Name;E-Mail\r\nJos\xE9 \x8Aod\x9E;jose@example.com\r\n", "windows-1252"}};
    for (const auto& [bytes, encoding] : files) {
        app.execute("DELETE FROM contacts");
        const auto path = run(bytes);
        EXPECT_EQ(encoding, manager.get(path).text("/format/encoding"));
        EXPECT_EQ("finished: 1 read, 1 created, 0 updated, 0 skipped, 0 refused", result(path));
        EXPECT_EQ(encoding == "windows-1252" ? "José Šodž" : "José Łódź",
                  contact("display_name", "jose@example.com"));
    }
}

TEST_F(ImportFiles, that_are_no_tables_are_refused_with_a_reason) {
    std::string wide = "email";
    for (int i = 1; i < 10'000; ++i) wide += ",column " + std::to_string(i);
    const std::pair<std::string, std::string> files[] = {
        {"", "422 invalid_input file:empty"},
        {"\n\n\n", "422 invalid_input file:empty"},
        {std::string("PK\x03\x04\x14\x00\x06\x00\x08\x00", 10), "422 invalid_input file:not_csv"},
        {wide + "\n", "422 invalid_input file:too_many_columns"},
        {"email\n\"ada@example.com\n", "422 invalid_input file:csv_unterminated_quote"},
    };
    for (const auto& [bytes, expected] : files) EXPECT_EQ(expected, summary(upload(bytes)));
    EXPECT_EQ(0, app.count("import_runs"));
}

TEST_F(ImportFiles, may_have_as_many_columns_as_the_bound_says_and_no_more) {
    std::string header = "email", row = "ada@example.com";
    for (std::size_t i = 1; i < text::max_csv_columns; ++i) {
        header += ",column " + std::to_string(i);
        row += ",x";
    }
    EXPECT_EQ("finished: 1 read, 1 created, 0 updated, 0 skipped, 0 refused",
              result(run(header + "\n" + row + "\n")));
    EXPECT_EQ("422 invalid_input file:too_many_columns",
              summary(upload(header + ",one more\n" + row + ",x\n")));
}

TEST_F(ImportFiles, beyond_two_gigabytes_are_refused_before_they_are_sent) {
    const auto declared = [&](std::uint64_t bytes) {
        return summary(manager.send(http::Method::post, "/api/crm/imports", {},
                                    {{"Content-Type", "text/csv"},
                                     {"Content-Length", std::to_string(bytes)},
                                     {"Expect", "100-continue"}}));
    };
    EXPECT_EQ("413 body_too_large", declared(text::max_csv_file_bytes + 1));
}

TEST_F(ImportFiles, with_cells_that_are_not_text_refuse_those_rows_only) {
    const auto path =
        run("email,first_name\nada@example.com,Ad\xC3\nalan@example.com,Älan\n"
            "grace@example.com,Ünal\nnul@example.com,a"
            + std::string(1, '\0') + "b\n");
    EXPECT_EQ("finished: 4 read, 2 created, 0 updated, 0 skipped, 2 refused", result(path));
}

struct ImportFaults : ImportTest {
    testing_paths::TemporaryFolder folder;
    std::filesystem::path file = folder.path() / "people.csv";

    db::ChildCommand command(std::vector<std::string> more) {
        std::vector<std::string> arguments{testing_paths::server_binary(),
                                           "import",
                                           file,
                                           "--data",
                                           folder.path() / "data",
                                           "--project",
                                           app.project_id().text(),
                                           "--consent-basis",
                                           "made up"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return {
            .arguments = arguments,
            .environment = testing_paths::server_environment({"DATABASE_URL=" + app.conninfo()}),
            .output = folder.path() / "output"};
    }
    static int code_of(db::ChildProcess& program) {
        const auto status = program.wait(std::chrono::minutes(2));
        return status ? status->code : -1;
    }
    std::int64_t rows_read() {
        const auto text = app.value("SELECT COALESCE(max(rows_read), 0) FROM import_runs");
        return std::stoll(text);
    }
    std::string output() {
        std::ifstream in(folder.path() / "output");
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

TEST_F(ImportFaults, the_program_killed_between_and_inside_of_batches_loses_and_doubles_nobody) {
    constexpr int count = 30'000;
    testing_data::write_contacts_file(file, 7, count);
    std::vector<std::string> more;
    for (const std::int64_t far_enough : {1, 10'000, 20'000}) {
        db::ChildProcess program(command(more));
        ASSERT_TRUE(testing_time::eventually(std::chrono::seconds(60), [&] {
            return rows_read() >= far_enough;
        })) << output();
        ASSERT_EQ(0, ::kill(program.id(), SIGKILL));
        more = {"--resume"};
    }
    db::ChildProcess last(command(more));
    EXPECT_EQ(0, code_of(last)) << output();
    EXPECT_EQ("finished " + std::to_string(count),
              app.value("SELECT status || ' ' || rows_created FROM import_runs"));
    EXPECT_EQ(count, app.count("contacts"));
    EXPECT_EQ(count, app.count("contact_emails"));
    EXPECT_EQ(count, app.count("contact_changes"));
    EXPECT_EQ(0, app.count("import_staging"));
}

TEST_F(ImportFaults, ctrl_c_pauses_after_the_batch_and_says_how_to_go_on) {
    testing_data::write_contacts_file(file, 7, 30'000);
    db::ChildProcess program(command({}));
    ASSERT_TRUE(
        testing_time::eventually(std::chrono::seconds(60), [&] { return rows_read() > 0; }));
    ASSERT_EQ(0, ::kill(program.id(), SIGINT));
    EXPECT_EQ(130, code_of(program)) << output();
    EXPECT_EQ("paused", app.value("SELECT status FROM import_runs"));
    EXPECT_NE(std::string::npos, output().find("--resume")) << output();
}

TEST_F(ImportFaults, refused_rows_stand_beside_the_file) {
    std::ofstream(file) << "first_name,email\nAda,ada@example.com\nBad,x\n";
    db::ChildProcess program(command({}));
    EXPECT_EQ(2, code_of(program)) << output();
    std::ifstream refused(folder.path() / "people.refused.csv");
    const std::string text{std::istreambuf_iterator<char>(refused), {}};
    EXPECT_EQ(
        "\xEF\xBB\xBF"
        "first_name,email,line,reason\r\n"
        "Bad,x,3,email “x” is not an e-mail address\r\n",
        text);
}

} // namespace
