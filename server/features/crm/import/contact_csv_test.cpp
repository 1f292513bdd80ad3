#include "features/crm/import/contact_csv.hpp"

#include <gtest/gtest.h>

#include <random>

#include "features/crm/import/guess.hpp"
#include "features/crm/import/problem_words.hpp"
#include "features/crm/import/refused.hpp"
#include "features/crm/import/row.hpp"
#include "platform/text/utf8.hpp"

using namespace crm;

namespace {

const std::vector<CustomField> custom_fields{
    {.key = "memo", .label = "Memo", .type = FieldType::text},
    {.key = "size", .label = "Size", .type = FieldType::number},
    {.key = "likes",
     .label = "Likes",
     .type = FieldType::multi_select,
     .options = {"Tea", "Coffee, black", "x;y"}},
    {.key = "born", .label = "Born", .type = FieldType::date},
    {.key = "vegan", .label = "Vegan", .type = FieldType::boolean},
};

RowRules rules() {
    RowRules result{custom_fields, {}};
    result.tools.normalise_email = [](std::string_view address) -> std::optional<std::string> {
        if (address.find('@') == address.npos) return std::nullopt;
        return std::string(address);
    };
    result.tools.phone_e164 = [](std::string_view number) {
        return std::optional(std::string(number));
    };
    result.tools.is_time_zone = [](std::string_view) { return true; };
    return result;
}

// Trimmed texts of what means something to CSV, to lists and to spreadsheets.
std::string random_text(std::mt19937& random) {
    static constexpr std::string_view parts[] = {"a", "é", ",", ";",   "|",      "\"",
                                                 "'", "=", "+", "-",   "@",      "\n",
                                                 " ", "5", ":", "n/a", "work: ", ":::"};
    std::string result;
    for (auto count = random() % 6; count > 0; --count)
        result += parts[random() % std::size(parts)];
    return std::string(text::trim(result));
}

std::optional<bool> random_boolean(std::mt19937& random) {
    const auto choice = random() % 3;
    return choice == 2 ? std::nullopt : std::optional(choice == 1);
}

ImportedContact random_contact(std::mt19937& random) {
    static constexpr std::string_view labels[] = {"work", "home", "other", "mobile"};
    ImportedContact contact;
    contact.first_name = random_text(random);
    contact.last_name = random_text(random);
    contact.company = "x" + random_text(random);
    contact.notes = random_text(random);
    contact.lifecycle_stage = random() % 2 ? "prospect" : "";
    contact.language = random() % 2 ? "pt-BR" : "";
    for (auto i = random() % 4; i > 0; --i) {
        const auto address = "'o" + std::to_string(i) + "@example.com";
        contact.emails.push_back({address, address, std::string(labels[random() % 3])});
    }
    for (auto i = random() % 4; i > 0; --i) {
        const auto number = "+44 20 7946 095" + std::to_string(i) + (random() % 2 ? "" : ";ext=5");
        contact.phones.push_back({number, number, std::string(labels[random() % 4])});
    }
    for (auto i = random() % 4; i > 0; --i)
        contact.tags.push_back("t" + std::to_string(i) + random_text(random));
    contact.marketing_consent = random_boolean(random);
    contact.email_subscribed = random_boolean(random);
    contact.do_not_contact = random_boolean(random);
    if (random() % 2) contact.first_contact_date = parse_date("2024-03-04");
    if (const auto memo = random_text(random); !memo.empty())
        contact.custom_fields.push_back({"memo", memo});
    if (random() % 2)
        contact.custom_fields.push_back({"size", static_cast<double>(random()) / 7 - 1e8});
    if (random() % 2)
        contact.custom_fields.push_back(
            {"likes", std::vector<std::string>{"x;y", "Coffee, black"}});
    if (random() % 2) contact.custom_fields.push_back({"born", *parse_date("1999-12-31")});
    if (random() % 2) contact.custom_fields.push_back({"vegan", random() % 2 == 0});
    return contact;
}

} // namespace

TEST(ContactCsv, what_is_exported_is_imported_to_the_same) {
    std::mt19937 random(1);
    std::vector<ImportedContact> contacts;
    std::string file;
    text::CsvWriter writer(file);
    for (const auto& header : contact_csv_headers(custom_fields)) writer.field(header);
    writer.end_record();
    for (int i = 0; i < 1000; ++i) {
        contacts.push_back(random_contact(random));
        write_contact(writer, contacts.back(), custom_fields);
    }

    text::CsvReader first(std::make_unique<text::MemorySource>(file), {});
    const auto guess = guess_columns(read_sample(first, true), custom_fields);
    EXPECT_EQ(Product::socialflow, guess.product);
    const auto mapping = mapping_of(guess);
    EXPECT_TRUE(problems_of(mapping, custom_fields).empty());

    text::CsvReader reader(std::make_unique<text::MemorySource>(file), {});
    reader.next();
    for (const auto& expected : contacts) {
        const auto record = reader.next();
        ASSERT_TRUE(record);
        const auto row = parse_row(*record, mapping, rules());
        ASSERT_TRUE(row.problems.empty()) << row.problems[0].code << row.problems[0].value;
        ASSERT_EQ(expected, row.contact) << record->line;
    }
    EXPECT_FALSE(reader.next());
}

TEST(RefusedRows, say_line_and_reason_and_can_be_sent_again) {
    const std::vector<std::string> headers{"email", "company"};
    const std::vector<std::string_view> fields{"a@b..com", "=1+1", "extra"};
    const std::vector<RowProblem> problems{
        {0, "invalid_email", "is not an e-mail address", "a@b..com", Severity::refusal},
        {1, "unknown_language", "is no language", "x", Severity::warning},
        {RowProblem::whole_row, "too_many_cells", "has 3 cells for 2 columns", "",
         Severity::refusal}};
    std::string file;
    RefusedRows refused(file, headers, text::Language::english);
    refused.add(fields, 12, reasons_of(problems, headers));
    EXPECT_EQ(
        "\uFEFFemail,company,line,reason\r\n"
        "a@b..com,\"'=1+1 | extra\",12,\"email “a@b..com” is not an e-mail address; "
        "The row has 3 cells for 2 columns\"\r\n",
        file);

    text::CsvReader reader(std::make_unique<text::MemorySource>(file), {});
    const auto guess = guess_columns(read_sample(reader, true), {});
    EXPECT_TRUE(guess.columns[0].column.target && guess.columns[1].column.target);
    EXPECT_FALSE(guess.columns[2].column.target || guess.columns[3].column.target);
}

TEST(RefusedRows, are_written_in_the_language_of_the_reader) {
    const std::vector<std::string> headers{"E-Mail", "Notiz"};
    const std::vector<RowProblem> problems{
        {0, "invalid_email", "is not an e-mail address", "a@b..com", Severity::refusal},
        {1, "too_long", "is longer than 20000 characters", "Sie", Severity::refusal},
        {RowProblem::whole_row, "no_identity", "needs a name", "", Severity::refusal}};
    const auto reasons = reasons_of(problems, headers, Severity::refusal, text::Language::german);
    EXPECT_EQ(
        "E-Mail „a@b..com“ ist keine E-Mail-Adresse; "
        "Notiz „Sie“ ist länger als 20000 Zeichen; "
        "Die Zeile braucht einen Namen, eine E-Mail-Adresse, ein Telefon oder eine Firma",
        reasons);
    std::string file;
    RefusedRows refused(file, headers, text::Language::german);
    EXPECT_EQ("\uFEFFE-Mail,Notiz,Zeile,Grund\r\n", file);
}

TEST(RefusedRows, do_not_grow_columns_when_sent_again) {
    for (const auto& [line, reason] : std::to_array<std::pair<std::string, std::string>>(
             {{"line", "reason"}, {"Zeile", "Grund"}})) {
        const std::vector<std::string> headers{"email", line, reason};
        const std::vector<std::string_view> fields{"a@b..com", "3", "bad"};
        std::string file;
        RefusedRows refused(file, headers, text::Language::english);
        refused.add(fields, 2, "still bad");
        EXPECT_EQ("\uFEFFemail,line,reason\r\na@b..com,2,still bad\r\n", file);
    }
}

// The list of row.hpp and what the plan and the database add: a code without words would be said
// in English to everybody.
TEST(ProblemWords, are_there_for_every_code) {
    constexpr std::string_view codes[] = {
        "not_text",         "field_too_long",    "too_many_columns",    "too_many_cells",
        "invalid_email",    "invalid_phone",     "damaged_phone",       "invalid_date",
        "ambiguous_date",   "date_out_of_range", "invalid_number",      "invalid_boolean",
        "invalid_stage",    "invalid_option",    "invalid_url",         "too_long",
        "too_many_values",  "no_identity",       "contact_exists",      "not_storable",
        "unknown_language", "unknown_time_zone", "invalid_owner",       "email_taken",
        "unknown_owner",    "too_many_tags",     "contact_emails_full", "contact_phones_full",
        "contact_tags_full"};
    for (const auto code : codes) {
        const RowProblem problem{0, std::string(code), "said in English", "x", Severity::refusal};
        EXPECT_EQ("said in English", words_of(problem, text::Language::english));
        EXPECT_NE("said in English", words_of(problem, text::Language::german)) << code;
    }
    EXPECT_EQ(std::size(codes), problem_words().size());
}

TEST(RefusedRows, hold_no_malformed_text) {
    const std::vector<std::string> headers{"name"};
    const std::vector<std::string_view> fields{"Jos\xE9"};
    std::string file;
    RefusedRows refused(file, headers, text::Language::english);
    refused.add(fields, 2, "not text");
    EXPECT_TRUE(text::is_valid_utf8(file));
}
