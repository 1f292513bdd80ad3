// What an import does with each row, without a database.
#include "features/crm/import_plan.hpp"

#include <gtest/gtest.h>

namespace {

using crm::DuplicatePolicy;
using crm::RowOutcome;

crm::FileRow row(const std::string& first_name, const std::vector<std::string>& emails) {
    crm::FileRow row;
    row.parsed.contact.first_name = first_name;
    row.parsed.folded_name = first_name;
    for (const auto& email : emails) row.parsed.contact.emails.push_back({email, email, "other"});
    return row;
}

// "created updated refused", by the rows of a file and who is stored already.
std::string outcomes(const std::vector<crm::FileRow>& rows, DuplicatePolicy policy,
                     crm::KnownPeople known = {}, const crm::EarlierRows* earlier = nullptr) {
    std::string text;
    for (const auto outcome :
         crm::plan_batch(rows, {.duplicates = policy}, known, earlier).outcomes)
        text += std::string(text.empty() ? "" : " ")
                + std::array{"created", "updated", "skipped", "refused",
                             "blank"}[static_cast<std::size_t>(outcome)];
    return text;
}

TEST(ImportPlan, follows_a_person_through_the_addresses_that_rows_add) {
    const std::vector rows{row("a", {"1@x"}), row("b", {"1@x", "2@x"}), row("c", {"2@x"})};
    EXPECT_EQ("created skipped created", outcomes(rows, DuplicatePolicy::skip));
    EXPECT_EQ("created updated updated", outcomes(rows, DuplicatePolicy::update));
    EXPECT_EQ("created refused created", outcomes(rows, DuplicatePolicy::create));
}

TEST(ImportPlan, makes_one_change_of_all_rows_about_a_stored_contact) {
    crm::KnownPeople known;
    const auto ada = Uuid::make();
    known.owners = {{crm::email_key("1@x"), ada}, {crm::email_key("2@x"), ada}};
    const std::vector rows{row("a", {"1@x"}), row("b", {"2@x"}), row("", {"1@x", "3@x"})};
    const auto plan =
        crm::plan_batch(rows, {.duplicates = DuplicatePolicy::update}, known, nullptr);
    ASSERT_EQ(1u, plan.contacts.size());
    EXPECT_EQ(ada, plan.contacts[0].id);
    EXPECT_EQ("b", plan.contacts[0].contact.first_name) << "a blank cell changes nothing";
    EXPECT_EQ(3u, plan.contacts[0].contact.emails.size());
}

TEST(ImportPlan, leaves_out_an_address_of_somebody_else_and_says_so) {
    crm::KnownPeople known;
    known.owners = {{crm::email_key("1@x"), Uuid::make()}, {crm::email_key("2@x"), Uuid::make()}};
    const std::vector rows{row("a", {"1@x", "2@x", "3@x"})};
    const auto plan =
        crm::plan_batch(rows, {.duplicates = DuplicatePolicy::update}, known, nullptr);
    EXPECT_EQ(RowOutcome::updated, plan.outcomes[0]);
    EXPECT_EQ(2u, plan.contacts[0].contact.emails.size());
    ASSERT_EQ(1u, plan.problems[0].size());
    EXPECT_EQ("email_taken", plan.problems[0][0].code);
    EXPECT_EQ("2@x", plan.problems[0][0].value);
}

// Of a contact that holds all but one, a row may bring the last one and no other.
TEST(ImportPlan, refuses_what_would_bring_a_contact_beyond_its_bounds) {
    struct Case {
        std::size_t emails, phones, tags; // stored
        std::string expected;             // for a row that adds one of each, then another
    };
    for (const auto& [emails, phones, tags, expected] : std::to_array<Case>({
             {0, 0, 0, "updated updated"},
             {18, 18, 98, "updated updated"},
             {19, 0, 0, "updated refused contact_emails_full"},
             {0, 19, 0, "updated refused contact_phones_full"},
             {0, 0, 99, "updated refused contact_tags_full"},
             {20, 0, 0, "refused refused contact_emails_full"},
         })) {
        crm::KnownPeople known;
        crm::KnownContact ada{.id = Uuid::make(), .email_count = std::int64_t(emails)};
        for (std::size_t i = 0; i < phones; ++i) ada.phones.push_back("+" + std::to_string(i));
        for (std::size_t i = 0; i < tags; ++i) {
            ada.tag_ids.push_back(Uuid::make());
            known.tags.emplace("stored " + std::to_string(i), ada.tag_ids.back());
        }
        known.room_for_tags = 10;
        known.owners = {{crm::email_key("1@x"), ada.id}};
        known.contacts.emplace(ada.id, ada);
        std::vector rows{row("a", {"1@x", "new@x"}), row("a", {"1@x", "newer@x"})};
        for (const auto* number : {"+700", "+701"}) {
            auto& contact = rows[number == std::string("+700") ? 0 : 1].parsed.contact;
            contact.phones.push_back({number, number, "other"});
            contact.tags = {"stored 0", std::string("new ") + number};
        }
        const auto plan =
            crm::plan_batch(rows, {.duplicates = DuplicatePolicy::update}, known, nullptr);
        std::string seen = plan.outcomes[0] == RowOutcome::updated ? "updated" : "refused";
        seen += plan.outcomes[1] == RowOutcome::updated ? " updated" : " refused";
        if (!plan.problems[1].empty()) seen += ' ' + plan.problems[1][0].code;
        EXPECT_EQ(expected, seen);
    }
}

TEST(ImportPlan, lets_a_row_pass_that_adds_nothing_to_a_contact_beyond_its_bounds) {
    crm::KnownPeople known;
    const crm::KnownContact ada{.id = Uuid::make(), .email_count = 25};
    known.owners = {{crm::email_key("1@x"), ada.id}};
    known.contacts.emplace(ada.id, ada);
    EXPECT_EQ("updated", outcomes({row("a", {"1@x"})}, DuplicatePolicy::update, known));
}

TEST(ImportPlan, counts_the_tags_of_the_import_with_those_of_a_row) {
    std::vector rows{row("a", {"1@x"})};
    for (int i = 0; i < 100; ++i) rows[0].parsed.contact.tags.push_back("t" + std::to_string(i));
    crm::KnownPeople known;
    known.room_for_tags = 1000;
    const auto outcome_with = [&](std::vector<std::string> tags) {
        auto copy = known;
        return crm::plan_batch(rows, {.tags = std::move(tags)}, copy, nullptr).outcomes[0];
    };
    EXPECT_EQ(RowOutcome::created, outcome_with({"T7"})) << "one that the row has already";
    EXPECT_EQ(RowOutcome::refused, outcome_with({"one more"}));
}

TEST(ImportPlan, of_a_dry_run_remembers_who_stood_in_earlier_batches) {
    crm::EarlierRows earlier;
    earlier.add(crm::email_key("1@x"));
    const std::vector rows{row("a", {"1@x"}), row("b", {"2@x"})};
    EXPECT_EQ("skipped created", outcomes(rows, DuplicatePolicy::skip, {}, &earlier));
    EXPECT_EQ("updated created", outcomes(rows, DuplicatePolicy::update, {}, &earlier));
    EXPECT_EQ("refused created", outcomes(rows, DuplicatePolicy::create, {}, &earlier));
}

TEST(ImportPlan, makes_tags_and_companies_once_and_no_more_tags_than_there_is_room_for) {
    std::vector rows{row("a", {"1@x"}), row("b", {"2@x"})};
    rows[0].parsed.contact.tags = {"VIP", "press"};
    rows[1].parsed.contact.tags = {"vip", "third"};
    for (auto& each : rows) {
        each.parsed.contact.company = "Acme";
        each.parsed.folded_company = "acme";
    }
    crm::KnownPeople known;
    known.room_for_tags = 2;
    const auto plan = crm::plan_batch(rows, {}, known, nullptr);
    EXPECT_EQ(1u, plan.new_companies.size());
    EXPECT_EQ(2u, plan.new_tags.size());
    ASSERT_EQ(1u, plan.problems[1].size());
    EXPECT_EQ("too_many_tags", plan.problems[1][0].code);
}

} // namespace
