#include "features/crm/merge_rules.hpp"

#include <gtest/gtest.h>

namespace crm {
namespace {

Contact person(std::string first_name) {
    Contact contact;
    contact.id = Uuid::make();
    contact.first_name = std::move(first_name);
    contact.display_name = contact.first_name;
    contact.language = "en";
    contact.source = "manual";
    contact.source_details = contact.utm_data = contact.custom_fields = Json{"{}"};
    return contact;
}

void give_email(Contact& contact, const std::string& address) {
    contact.emails.push_back({address, EmailLabel::work, contact.emails.empty()});
    contact.email = contact.emails[0].address;
}

void give_phone(Contact& contact, const std::string& number, const std::string& e164) {
    contact.phones.push_back({number, e164, PhoneLabel::mobile, contact.phones.empty()});
    contact.phone = contact.phones[0].number;
}

struct MergeRules : testing::Test {
    Contact ana = person("Ana");
    Contact anna = person("Anna");
    std::vector<MergeChoice> choices;
    std::optional<Uuid> consent_of;
    meta::Problems problems;

    Contact merged() { return merged_contact({ana, anna}, choices, consent_of, problems).contact; }
    std::string told() const {
        std::string all;
        for (const auto& problem : problems.list) all += problem.field + ":" + problem.code + " ";
        return all;
    }
};

TEST_F(MergeRules, keep_the_winners_values_and_fill_the_gaps) {
    ana.job_title = "Owner";
    anna.job_title = "Boss";
    anna.last_name = "Silva";
    anna.company = "Acme";
    anna.company_id = Uuid::make();
    const auto contact = merged();
    EXPECT_EQ(ana.id, contact.id);
    EXPECT_EQ("Ana", contact.first_name);
    EXPECT_EQ("Silva", contact.last_name);
    EXPECT_EQ("Ana Silva", contact.display_name);
    EXPECT_EQ("Owner", contact.job_title);
    EXPECT_EQ("Acme", contact.company);
    EXPECT_EQ(anna.company_id, contact.company_id);
}

TEST_F(MergeRules, take_what_was_chosen) {
    ana.job_title = "Owner";
    anna.job_title = "Boss";
    ana.custom_fields = Json{R"({"size":42,"colour":"red"})"};
    anna.custom_fields = Json{R"({"size":43})"};
    choices = {{"first_name", anna.id}, {"job_title", anna.id}, {"custom_fields.size", anna.id}};
    const auto contact = merged();
    EXPECT_EQ("", told());
    EXPECT_EQ("Anna", contact.first_name);
    EXPECT_EQ("Boss", contact.job_title);
    EXPECT_EQ(R"({"colour":"red","size":43})", contact.custom_fields.text);
}

TEST_F(MergeRules, let_an_objection_of_either_stand) {
    anna.email_subscribed = false;
    anna.do_not_contact = true;
    const auto contact = merged();
    EXPECT_FALSE(contact.email_subscribed);
    EXPECT_TRUE(contact.sms_subscribed);
    EXPECT_TRUE(contact.do_not_contact);
}

TEST_F(MergeRules, follow_the_latest_consent) {
    anna.marketing_consent = true;
    EXPECT_FALSE(merged().marketing_consent);
    consent_of = anna.id;
    EXPECT_TRUE(merged().marketing_consent);
    consent_of = ana.id;
    EXPECT_FALSE(merged().marketing_consent);
}

TEST_F(MergeRules, keep_the_furthest_stage_and_the_earliest_date) {
    anna.lifecycle_stage = LifecycleStage::customer;
    ana.first_contact_date = Timestamp(std::chrono::days(20'000));
    anna.first_contact_date = Timestamp(std::chrono::days(19'000));
    const auto contact = merged();
    EXPECT_EQ(LifecycleStage::customer, contact.lifecycle_stage);
    EXPECT_EQ(anna.first_contact_date, contact.first_contact_date);
}

TEST_F(MergeRules, unite_addresses_and_tags) {
    give_email(ana, "ana@example.com");
    give_email(anna, "anna@example.com");
    give_phone(ana, "020 7946 0958", "+442079460958");
    give_phone(anna, "+44 20 7946 0958", "+442079460958");
    give_phone(anna, "+44 20 7946 0959", "+442079460959");
    ana.tags = {"VIP", "new"};
    anna.tags = {"vip", "old"};
    choices = {{"email", anna.id}, {"phone", anna.id}};
    const auto contact = merged();
    EXPECT_EQ("anna@example.com", contact.email);
    ASSERT_EQ(2u, contact.emails.size());
    EXPECT_FALSE(contact.emails[0].primary);
    EXPECT_TRUE(contact.emails[1].primary);
    ASSERT_EQ(2u, contact.phones.size());
    EXPECT_TRUE(contact.phones[0].primary); // the same number in the winner's spelling
    EXPECT_EQ("020 7946 0958", contact.phone);
    EXPECT_EQ((std::vector<std::string>{"VIP", "new", "old"}), contact.tags);
}

TEST_F(MergeRules, have_a_primary_address_also_when_somebody_without_one_was_chosen) {
    give_email(ana, "ana@example.com");
    choices = {{"email", anna.id}};
    const auto contact = merged();
    EXPECT_EQ("ana@example.com", contact.email);
    EXPECT_TRUE(contact.emails[0].primary);
}

TEST_F(MergeRules, say_what_differs) {
    ana.job_title = "Owner";
    anna.job_title = "Boss";
    anna.company = "Acme";
    std::map<std::string, Uuid> chosen_of_different;
    const auto fields = merged_contact({ana, anna}, {}, {}, problems).fields;
    for (const auto& field : fields) {
        EXPECT_EQ(2u, field.values.size()) << field.field;
        if (field.differs) chosen_of_different.emplace(field.field, field.chosen);
    }
    EXPECT_EQ((std::map<std::string, Uuid>{{"first_name", ana.id}, {"job_title", ana.id}}),
              chosen_of_different);
    const auto company = std::ranges::find(fields, "company", &MergeField::field);
    ASSERT_NE(fields.end(), company);
    EXPECT_EQ(anna.id, company->chosen);
}

TEST_F(MergeRules, refuse_choices_that_make_no_sense) {
    choices = {{"shoe", ana.id}, {"job_title", Uuid::make()}, {"email", ana.id}, {"email", ana.id}};
    merged();
    EXPECT_EQ(
        "choices[1].contact_id:not_allowed choices[3].field:not_allowed "
        "choices[0].field:not_allowed choices[3].field:not_allowed ",
        told());
}

TEST_F(MergeRules, hold_together_at_the_bounds_and_refuse_beyond) {
    for (std::size_t i = 0; i < most_emails / 2; ++i) {
        give_email(ana, "a" + std::to_string(i) + "@example.com");
        give_email(anna, "b" + std::to_string(i) + "@example.com");
    }
    merged();
    EXPECT_EQ("", told());
    give_email(anna, "one.more@example.com");
    for (std::size_t i = 0; i < most_tags; ++i) ana.tags.push_back(std::to_string(i));
    anna.tags = {"one more"};
    merged();
    EXPECT_EQ("emails:too_many tags:too_many ", told());
}

} // namespace
} // namespace crm
