#include "features/crm/import/row.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace crm;

namespace {

// Stand-ins for the rules of other parts, just strict enough to tell good from bad.
RowTools plain_tools() {
    RowTools tools;
    tools.normalise_email = [](std::string_view address) -> std::optional<std::string> {
        const auto at = address.find('@');
        if (at == address.npos || at == 0 || address.find("..") != address.npos
            || address.find(' ') != address.npos)
            return std::nullopt;
        std::string lower(address);
        std::ranges::transform(lower, lower.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        });
        return lower;
    };
    tools.phone_e164 = [](std::string_view number) -> std::optional<std::string> {
        std::string digits;
        std::ranges::copy_if(number, std::back_inserter(digits),
                             [](char c) { return c >= '0' && c <= '9'; });
        if (digits.size() < 7) return std::nullopt;
        return "+" + digits;
    };
    tools.is_time_zone = [](std::string_view zone) { return zone == "Europe/Berlin"; };
    tools.fold = [](std::string_view text) { return "folded " + std::string(text); };
    return tools;
}

const RowRules rules{
    .custom_fields = {{.key = "size", .label = "Size", .type = FieldType::number},
                      {.key = "grade",
                       .label = "Grade",
                       .type = FieldType::select,
                       .options = {"Gold", "Silver"}},
                      {.key = "likes",
                       .label = "Likes",
                       .type = FieldType::multi_select,
                       .options = {"Tea", "Coffee"}},
                      {.key = "born", .label = "Born", .type = FieldType::date},
                      {.key = "site", .label = "Site", .type = FieldType::url},
                      {.key = "vegan", .label = "Vegan", .type = FieldType::boolean},
                      {.key = "memo", .label = "Memo", .type = FieldType::text}},
    .tools = plain_tools(),
};

ParsedRow parse(std::initializer_list<std::string_view> targets,
                std::vector<std::string_view> cells, text::CsvFault fault = text::CsvFault::none,
                DateOrder order = DateOrder::unknown) {
    ImportMapping mapping;
    for (const auto target : targets) {
        mapping.columns.push_back({parse_import_target(target), order, DecimalSign::unknown});
        EXPECT_EQ(target.empty(), !mapping.columns.back().target) << target;
    }
    return parse_row({.fields = cells, .line = 7, .fault = fault}, mapping, rules);
}

struct ProblemCase {
    std::string_view target;
    std::string_view cell;
    std::string_view code;
    Severity severity = Severity::refusal;
};

} // namespace

TEST(ImportRow, becomes_a_contact) {
    const auto row =
        parse({"first_name", "last_name", "email:work", "phone:mobile", "company", "job_title",
               "lifecycle_stage", "source", "language", "time_zone", "tags", "notes", "owner_email",
               "first_contact_date", "marketing_consent", "email_subscribed", "sms_subscribed",
               "do_not_contact"},
              {" Ada ", "Lovelace", "Ada@Example.com", "+44 20 7946 0958", "Engines", "Countess",
               "Kunde", "fair", "English", "Europe/Berlin", "vip, math", "first\nsecond",
               "Bob <Bob@example.com>", "2024-03-14", "ja", "no", "1", "0"});
    EXPECT_TRUE(row.problems.empty());
    EXPECT_EQ(7u, row.line);
    EXPECT_EQ("folded Ada Lovelace", row.folded_name);
    EXPECT_EQ("folded Engines", row.folded_company);
    ImportedContact expected;
    expected.first_name = "Ada";
    expected.last_name = "Lovelace";
    expected.emails = {{"Ada@Example.com", "ada@example.com", "work"}};
    expected.phones = {{"+44 20 7946 0958", "+442079460958", "mobile"}};
    expected.company = "Engines";
    expected.job_title = "Countess";
    expected.lifecycle_stage = "customer";
    expected.source = "fair";
    expected.language = "en";
    expected.time_zone = "Europe/Berlin";
    expected.tags = {"vip", "math"};
    expected.notes = "first\nsecond";
    expected.owner_email = "bob@example.com";
    expected.first_contact_date = parse_date("2024-03-14");
    expected.marketing_consent = true;
    expected.email_subscribed = false;
    expected.sms_subscribed = true;
    expected.do_not_contact = false;
    EXPECT_EQ(expected, row.contact);
}

TEST(ImportRow, is_refused_or_warned_of_with_a_reason) {
    const std::string long_name(101, 'x');
    const std::string long_memo(2001, 'x');
    const ProblemCase cases[] = {
        {"email", "a@b..com", "invalid_email"},
        {"email", "ada@example.com; none of it", "invalid_email"},
        {"phone", "12", "invalid_phone"},
        {"phone", "4.42079E+11", "damaged_phone"},
        {"phone", "+44 20 7946 0958 and a great deal of text behind the number", "too_long"},
        {"first_name", long_name, "too_long"},
        {"full_name", "x", ""},
        {"first_contact_date", "soon", "invalid_date"},
        {"first_contact_date", "03/04/2024", "ambiguous_date"},
        {"first_contact_date", "1066-10-14", "date_out_of_range"},
        {"marketing_consent", "perhaps", "invalid_boolean"},
        {"lifecycle_stage", "California", "invalid_stage"},
        {"language", "Klingon", "unknown_language", Severity::warning},
        {"time_zone", "Mars/Base", "unknown_time_zone", Severity::warning},
        {"owner_email", "Jane Doe", "invalid_owner", Severity::warning},
        {"custom:size", "large", "invalid_number"},
        {"custom:grade", "Bronze", "invalid_option"},
        {"custom:likes", "Tea, Beer", "invalid_option"},
        {"custom:born", "2023-02-29", "invalid_date"},
        {"custom:site", "javascript:alert(1)", "invalid_url"},
        {"custom:site", "not a site", "invalid_url"},
        {"custom:vegan", "on Mondays", "invalid_boolean"},
        {"custom:memo", long_memo, "too_long"},
        {"company", std::string_view("a\0b", 3), "not_text"},
    };
    for (const auto& c : cases) {
        const auto row = parse({"last_name", c.target}, {"Lovelace", c.cell});
        if (c.code.empty()) {
            EXPECT_TRUE(row.problems.empty()) << c.target;
            continue;
        }
        ASSERT_EQ(1u, row.problems.size()) << c.target << " " << c.cell;
        EXPECT_EQ(c.code, row.problems[0].code);
        EXPECT_EQ(1u, row.problems[0].column);
        EXPECT_TRUE(c.severity == row.problems[0].severity) << c.code;
        EXPECT_EQ(c.severity == Severity::refusal, row.is_refused()) << c.code;
        EXPECT_LE(row.problems[0].value.size(), 200u);
        EXPECT_FALSE(row.problems[0].message.empty());
    }
}

TEST(ImportRow, tells_every_problem_at_once) {
    const auto row = parse({"email", "phone", "lifecycle_stage"}, {"x", "1", "?!"});
    EXPECT_EQ(3u, row.problems.size());
}

TEST(ImportRow, is_refused_for_its_shape) {
    EXPECT_EQ("too_many_cells", parse({"last_name"}, {"Lovelace", "x"}).problems.at(0).code);
    EXPECT_TRUE(parse({"last_name"}, {"Lovelace", " ", ""}).problems.empty());
    EXPECT_TRUE(parse({"last_name", "email"}, {"Lovelace"}).problems.empty());
    EXPECT_EQ("not_text",
              parse({"last_name"}, {"x"}, text::CsvFault::not_text).problems.at(0).code);
    EXPECT_EQ("field_too_long",
              parse({"last_name"}, {"x"}, text::CsvFault::field_too_long).problems.at(0).code);
    EXPECT_EQ("too_many_columns",
              parse({"last_name"}, {"x"}, text::CsvFault::too_many_columns).problems.at(0).code);
}

TEST(ImportRow, needs_something_to_know_the_person_by) {
    EXPECT_EQ("no_identity", parse({"last_name", "tags"}, {"", "vip"}).problems.at(0).code);
    EXPECT_TRUE(parse({"company"}, {"Engines"}).problems.empty());
    EXPECT_TRUE(parse({"phone"}, {"+1 202 555 0101"}).problems.empty());
}

TEST(ImportRow, of_empty_cells_is_blank_and_no_problem) {
    const auto row = parse({"last_name", "", "email"}, {" ", "left out", ""});
    EXPECT_TRUE(row.is_blank);
    EXPECT_TRUE(row.problems.empty());
}

TEST(ImportRow, leaves_out_what_says_that_there_is_no_value) {
    const auto row =
        parse({"last_name", "email", "phone", "marketing_consent", "custom:size", "language"},
              {"Null", "n/a", "-", "NULL", "N/A", "none"});
    EXPECT_TRUE(row.problems.empty());
    EXPECT_EQ("Null", row.contact.last_name);
    EXPECT_TRUE(row.contact.emails.empty() && row.contact.phones.empty()
                && row.contact.custom_fields.empty());
    EXPECT_EQ(std::nullopt, row.contact.marketing_consent);
}

TEST(ImportRow, joins_the_parts_of_a_name) {
    const auto split = parse({"full_name"}, {"Ada King Lovelace"});
    EXPECT_EQ("Ada King", split.contact.first_name);
    EXPECT_EQ("Lovelace", split.contact.last_name);
    const auto own = parse({"full_name", "first_name"}, {"A. Lovelace", "Ada"});
    EXPECT_EQ("Ada", own.contact.first_name);
    EXPECT_EQ("", own.contact.last_name);
    EXPECT_EQ("Ada King", parse({"first_name", "middle_name"}, {"Ada", "King"}).contact.first_name);
}

TEST(ImportRow, gathers_addresses_from_several_columns_with_their_labels) {
    const auto row = parse(
        {"email_label", "email", "email_label", "email", "email:home", "phone_label", "phone"},
        {"* Work", "ada@example.com ::: ada@example.org", "", "ada@example.net",
         "ADA@example.com; home: ada.home@example.com", "Handy", "'+44 20 7946 0958"});
    EXPECT_TRUE(row.problems.empty());
    EXPECT_EQ(
        (std::vector<ImportedEmail>{{"ada@example.com", "ada@example.com", "work"},
                                    {"ada@example.org", "ada@example.org", "work"},
                                    {"ada@example.net", "ada@example.net", "other"},
                                    {"ada.home@example.com", "ada.home@example.com", "home"}}),
        row.contact.emails);
    EXPECT_EQ((std::vector<ImportedPhone>{{"+44 20 7946 0958", "+442079460958", "mobile"}}),
              row.contact.phones);
}

TEST(ImportRow, bounds_addresses_and_tags) {
    std::string emails, phones, tags;
    for (std::size_t i = 0; i < most_emails; ++i)
        emails += "a" + std::to_string(i) + "@example.com;";
    for (std::size_t i = 0; i < most_phones; ++i)
        phones += "+1202555" + std::to_string(1000 + i) + ";";
    for (std::size_t i = 0; i < most_tags; ++i) tags += std::to_string(i) + ";";
    EXPECT_TRUE(parse({"email", "phone", "tags"}, {emails, phones, tags}).problems.empty());
    EXPECT_EQ("too_many_values", parse({"email"}, {emails + "b@example.com"}).problems.at(0).code);
    EXPECT_EQ("too_many_values", parse({"phone"}, {phones + "+12025559999"}).problems.at(0).code);
    EXPECT_EQ("too_many_values",
              parse({"company", "tags"}, {"x", tags + "one more"}).problems.at(0).code);
}

TEST(ImportRow, counts_characters_not_bytes) {
    std::string name;
    for (int i = 0; i < 100; ++i) name += "é";
    EXPECT_TRUE(parse({"last_name"}, {name}).problems.empty());
}

TEST(ImportRow, reads_unsubscribing_by_word_or_date) {
    EXPECT_EQ(false,
              parse({"last_name", "email_unsubscribed"}, {"x", "yes"}).contact.email_subscribed);
    EXPECT_EQ(false, parse({"last_name", "email_unsubscribed"}, {"x", "2024-03-14 09:12:31"})
                         .contact.email_subscribed);
    EXPECT_EQ(true,
              parse({"last_name", "email_unsubscribed"}, {"x", "no"}).contact.email_subscribed);
    EXPECT_EQ(false,
              parse({"last_name", "sms_unsubscribed"}, {"x", "true"}).contact.sms_subscribed);
}

TEST(ImportRow, reads_custom_fields_by_their_type) {
    const auto row = parse(
        {"last_name", "custom:size", "custom:grade", "custom:likes", "custom:born", "custom:site",
         "custom:vegan", "custom:memo"},
        {"x", "1.234,50", "gold", "coffee; Tea", "3/4/2024", "example.com/a", "nein", "'=1+1"},
        text::CsvFault::none, DateOrder::month_first);
    EXPECT_TRUE(row.problems.empty());
    EXPECT_EQ(
        (std::vector<ImportedCustomField>{{"size", 1234.5},
                                          {"grade", "Gold"},
                                          {"likes", std::vector<std::string>{"Coffee", "Tea"}},
                                          {"born", *parse_date("2024-03-04")},
                                          {"site", "https://example.com/a"},
                                          {"vegan", false},
                                          {"memo", "=1+1"}}),
        row.contact.custom_fields);
}

TEST(ImportMapping, is_checked_before_any_row_is_read) {
    const auto problems = [](std::initializer_list<std::string_view> targets) {
        ImportMapping mapping;
        for (const auto target : targets)
            mapping.columns.push_back({parse_import_target(target), {}, {}});
        std::vector<std::string> codes;
        for (const auto& problem : problems_of(mapping, rules.custom_fields))
            codes.push_back(problem.field + " " + problem.code);
        return codes;
    };
    using Codes = std::vector<std::string>;
    EXPECT_EQ((Codes{}),
              problems({"email", "email", "email:work", "tags", "tags", "custom:size", ""}));
    EXPECT_EQ((Codes{"mapping[1].field duplicate_field"}), problems({"company", "company"}));
    EXPECT_EQ((Codes{"mapping[1].field unknown_custom_field"}),
              problems({"email", "custom:shape"}));
    EXPECT_EQ((Codes{"mapping no_identity"}), problems({"tags", ""}));
}

TEST(ImportTarget, has_a_text_and_back) {
    for (const auto* text : {"first_name", "email", "email:work", "phone:mobile",
                             "custom:shoe_size", "do_not_contact"}) {
        const auto target = parse_import_target(text);
        ASSERT_TRUE(target) << text;
        EXPECT_EQ(text, to_text(*target));
    }
    for (const auto* bad : {"", "email:mobile", "email:", "phone:fax", "custom",
                            "custom:", "custom:Shoe", "custom:1a", "first_name:x", "shoe"})
        EXPECT_FALSE(parse_import_target(bad)) << bad;
    EXPECT_TRUE(is_custom_key("a" + std::string(59, 'b')));
    EXPECT_FALSE(is_custom_key("a" + std::string(60, 'b')));
    for (const auto& each : import_fields()) EXPECT_EQ(&each, &info(each.field));
}
