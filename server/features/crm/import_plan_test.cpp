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
