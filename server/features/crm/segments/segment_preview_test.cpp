// What a rule would give, why somebody is in, and how a segment does.
#include "features/crm/segments/segment_graph.hpp"
#include "features/crm/segments/segment_sample.hpp"
#include "testing/segment_fixture.hpp"

namespace {

struct SegmentPreviews : segment_tests::SegmentFixture {
    SegmentPreviews() { app.execute("SELECT make_interaction_partitions('2030-01-07')"); }

    TestReply ask(std::string_view what, std::string_view criteria) {
        return member.post("/api/crm/segments/" + std::string(what),
                           fmt::format(R"({{"criteria":{}}})", criteria));
    }
    void record(const Uuid& contact, std::string_view type) {
        const auto reply = member.post("/api/crm/contacts/" + contact.text() + "/interactions",
                                       fmt::format(R"({{"interaction_type":"{}"}})", type));
        EXPECT_EQ("201", summary(reply));
    }
};

// Customers, or people with a tag who clicked.
constexpr const char* two_ways =
    R"({"match":"any","conditions":[
        {"field":"lifecycle_stage","operator":"is","value":"customer"},
        {"match":"all","conditions":[
            {"field":"tags","operator":"has_any_of","value":["vip"]},
            {"field":"interactions","operator":"at_least","value":1,"of":{"types":["email_click"]}}]},
        {"match":"none","conditions":[]}]})";

} // namespace

TEST_F(SegmentPreviews, count_whom_the_rule_would_fit) {
    add_contact("Ana", R"(,"lifecycle_stage":"customer")");
    add_contact("Ben");
    const auto reply = ask("preview", segment_tests::customers);
    ASSERT_EQ("200", summary(reply));
    EXPECT_EQ(1, reply.at("/count").as_int64());
    EXPECT_EQ(2, reply.at("/out_of").as_int64());
    EXPECT_FALSE(reply.at("/approximate").as_bool());
    EXPECT_EQ(0, app.count("customer_segments"));
}

TEST_F(SegmentPreviews, look_into_each_branch) {
    add_contact("Ana", R"(,"lifecycle_stage":"customer","tags":["vip"])");
    const auto ben = add_contact("Ben", R"(,"tags":["vip"])");
    add_contact("Cid");
    record(ben, "email_click");
    const auto reply = ask("xray", two_ways);
    ASSERT_EQ("200", summary(reply));
    std::string seen;
    const auto branches = reply.at("/branches");
    for (const auto& branch : branches.as_array())
        seen += fmt::format("{}={} ", std::string(branch.at("path").as_string()),
                            branch.at("count").as_int64());
    EXPECT_EQ(
        "criteria=3 criteria.conditions[0]=1 criteria.conditions[1]=1 "
        "criteria.conditions[1].conditions[0]=2 criteria.conditions[1].conditions[1]=1 "
        "criteria.conditions[2]=3 ",
        seen);
}

TEST_F(SegmentPreviews, of_the_widest_rule_are_answered) {
    add_contact("Ana");
    std::string wide = R"({"match":"any","conditions":[)";
    for (int i = 0; i < 250; ++i)
        wide += std::string(i ? "," : "")
                + R"({"field":"interactions","operator":"at_least","value":2})";
    wide += "]}";
    EXPECT_EQ("200", summary(ask("preview", wide)));
    EXPECT_EQ("200", summary(ask("xray", wide)));
}

TEST_F(SegmentPreviews, explain_each_condition_with_what_the_person_has) {
    const auto ana = add_contact(
        "Ana", R"(,"tags":["vip","old"],"email":"ana@example.com","email_subscribed":false)");
    record(ana, "email_click");
    const auto id = add_segment("Two ways", two_ways);
    const auto reply = member.get(segment_path(id, "/explain/" + ana.text()));
    ASSERT_EQ("200", summary(reply));
    EXPECT_TRUE(reply.at("/is_member").as_bool());
    EXPECT_TRUE(reply.at("/fits_now").as_bool());
    EXPECT_FALSE(reply.at("/branches/1/fits").as_bool());
    EXPECT_EQ("lead", reply.text("/branches/1/value"));
    EXPECT_EQ("Lifecycle stage", reply.text("/branches/1/label"));
    EXPECT_EQ("all", reply.text("/branches/2/match"));
    EXPECT_EQ("old, vip", reply.text("/branches/3/value"));
    EXPECT_EQ("1", reply.text("/branches/4/value"));
    EXPECT_EQ("2030-01-07T09:00:00Z", reply.text("/branches/4/at"));
    EXPECT_EQ("unsubscribed", reply.text("/channels/0/reason"));
    EXPECT_EQ("no_address", reply.text("/channels/1/reason"));
    EXPECT_EQ("404 not_found",
              summary(member.get(segment_path(id, "/explain/" + Uuid::make().text()))));
}

TEST_F(SegmentPreviews, explain_with_values_as_they_were_written) {
    auto manager = app.client_as(http::MemberRole::manager);
    for (const auto* field :
         {R"({"key":"hair","label":"Hair","type":"text"})",
          R"({"key":"care","label":"Care","type":"multi_select","options":["Für Locken","Kur"]})"})
        EXPECT_EQ("201", summary(manager.post("/api/crm/custom-fields", field)));
    const auto zoe =
        add_contact("Zoë", R"(,"company":"Café Müller","tags":["Färben","VIP"],)"
                           R"("custom_fields":{"hair":"Kupferrot","care":["Kur","Für Locken"]})");
    const auto id = add_segment(
        "All of it", R"({"match":"any","conditions":[)"
                     R"({"field":"display_name","operator":"is","value":"zoe"},)"
                     R"({"field":"company","operator":"is","value":"CAFE MULLER"},)"
                     R"({"field":"tags","operator":"has_any_of","value":["farben"]},)"
                     R"({"field":"custom.hair","operator":"is","value":"kupferrot"},)"
                     R"({"field":"custom.care","operator":"is_any_of","value":["Kur"]}]})");
    const auto reply = member.get(segment_path(id, "/explain/" + zoe.text()));
    ASSERT_EQ("200", summary(reply));
    const char* shown[] = {"Zoë", "Café Müller", "Färben, VIP", "Kupferrot", "Für Locken, Kur"};
    for (std::size_t i = 0; i < std::size(shown); ++i) {
        const auto branch = "/branches/" + std::to_string(i + 1);
        EXPECT_EQ(shown[i], reply.text(branch + "/value"));
        EXPECT_TRUE(reply.at(branch + "/fits").as_bool()) << shown[i];
    }
}

TEST_F(SegmentPreviews, tell_how_a_segment_did) {
    add_contact("Ana", R"(,"lifecycle_stage":"customer","email":"ana@example.com")");
    const auto ben = add_contact("Ben", R"(,"lifecycle_stage":"customer")");
    record(ben, "call");
    const auto id = add_segment("Customers", segment_tests::customers);
    app.clock().advance(std::chrono::hours(24));
    settle();
    const auto reply = member.get(segment_path(id, "/performance"));
    ASSERT_EQ("200", summary(reply));
    EXPECT_EQ("2030-01-07", reply.text("/days/0/day"));
    EXPECT_EQ(2, reply.at("/days/0/entered").as_int64());
    EXPECT_TRUE(reply.at("/days/0/average_score").is_number());
    EXPECT_EQ(1, reply.at("/active_in_30_days").as_int64());
    EXPECT_EQ(1, reply.at("/channels/0/reachable").as_int64());
    EXPECT_EQ(1, reply.at("/channels/0/no_address").as_int64());
}

TEST_F(SegmentPreviews, tell_what_the_members_brought) {
    const auto ana = add_contact("Ana", R"(,"lifecycle_stage":"customer")");
    const auto cleo = add_contact("Cleo");
    const auto id = add_segment("Customers", segment_tests::customers);
    const auto convert = [&](const Uuid& contact, const std::string& value) {
        EXPECT_EQ("200", summary(member.post(
                             "/api/crm/contacts/" + contact.text() + "/journey",
                             R"({"journey_stage":"decision","conversion_event":"first_purchase",)"
                             R"("conversion_value":")"
                                 + value + "\"}")));
    };
    convert(ana, "100.50");
    convert(cleo, "999.00"); // no member
    EXPECT_EQ("201", summary(member.post("/api/crm/contacts/" + ana.text() + "/interactions",
                                         R"({"interaction_type":"purchase","value":"20.00"})")));
    auto told = member.get(segment_path(id, "/performance"));
    EXPECT_EQ("120.50", told.text("/days/0/revenue")); // of today, so far
    EXPECT_EQ("120.50", told.text("/revenue"));
    EXPECT_EQ("120.50", told.text("/revenue_in_30_days"));
    app.clock().advance(std::chrono::hours(24));
    settle();
    change(ana, R"({"lifecycle_stage":"lead"})");
    settle();
    told = member.get(segment_path(id, "/performance"));
    EXPECT_EQ("2030-01-07", told.text("/days/0/day"));
    EXPECT_EQ("120.50", told.text("/days/0/revenue")); // stays as the day was closed
    EXPECT_EQ("0.00", told.text("/days/1/revenue"));
    EXPECT_EQ("0.00", told.text("/revenue"));
}

TEST_F(SegmentPreviews, count_each_member_whom_one_may_not_write_to_once) {
    auto manager = app.client_as(http::MemberRole::manager);
    const auto add = [&](const std::string& name, const std::string& more = "") {
        return add_contact(
            name,
            fmt::format(R"(,"lifecycle_stage":"customer","email":"{}@example.com"{})", name, more));
    };
    add_contact("NoAddress", R"(,"lifecycle_stage":"customer")");
    add("reachable", R"(,"marketing_consent":true)");
    add("no_consent");
    add("left_alone", R"(,"do_not_contact":true)");
    add("unsubscribed", R"(,"email_subscribed":false)");
    add("on_the_list", R"(,"marketing_consent":true)");
    add("on_both", R"(,"email_subscribed":false)");
    for (const auto* address : {"ON_the_list@example.com", "on_both@example.com"})
        EXPECT_EQ("201", summary(manager.post("/api/crm/suppressions",
                                              fmt::format(R"({{"address":"{}"}})", address))));
    app.execute("UPDATE suppressions SET address = NULL"); // after an erasure only the hash is left
    const auto id = add_segment("Customers", segment_tests::customers);
    const auto of_email = [&](const char* what) {
        return member.get(segment_path(id, "/performance"))
            .at(std::string("/channels/0/") + what)
            .as_int64();
    };
    EXPECT_EQ(1, of_email("no_address"));
    EXPECT_EQ(1, of_email("do_not_contact"));
    EXPECT_EQ(2, of_email("unsubscribed"));
    EXPECT_EQ(1, of_email("suppressed"));
    EXPECT_EQ(0, of_email("no_consent"));
    EXPECT_EQ(2, of_email("reachable"));
    app.execute("UPDATE projects SET opt_in = true");
    EXPECT_EQ(1, of_email("no_consent"));
    EXPECT_EQ(1, of_email("suppressed"));
    EXPECT_EQ(1, of_email("reachable"));
}

TEST_F(SegmentPreviews, of_large_projects_ask_an_even_sample) {
    app.execute(
        fmt::format("INSERT INTO contacts (project_id, id, display_name) "
                    "SELECT '{0}', gen_random_uuid(), 'P' FROM generate_series(1, 50000) n;"
                    "ANALYZE contacts",
                    app.project_id().text()));
    app.database().in_transaction(
        {.role = db::Role::app, .project_id = app.project_id()}, [](db::Transaction& tx) {
            const auto population = crm::about_how_many(tx);
            EXPECT_NEAR(50'000, static_cast<double>(population), 12'000);
            const auto sample = crm::sample_of_contacts(tx, 50'000, 10'000);
            EXPECT_NEAR(10'000, static_cast<double>(sample.size()), 500);
            EXPECT_EQ(50'000u, crm::sample_of_contacts(tx, 50'000, 60'000).size());
        });
}

TEST_F(SegmentPreviews,
       of_large_projects_are_exact_where_that_is_cheap_and_say_where_it_is_a_sample) {
    app.execute(fmt::format(
        "INSERT INTO contacts (project_id, id, display_name, lifecycle_stage) "
        "SELECT '{0}', gen_random_uuid(), 'P', CASE n % 4 WHEN 0 THEN 'customer' ELSE 'lead' END "
        "FROM generate_series(1, 24000) n;"
        "INSERT INTO contact_stats (project_id, contact_id) SELECT project_id, id FROM contacts;"
        "ANALYZE contacts, contact_stats",
        app.project_id().text()));
    const auto preview = ask("preview", segment_tests::customers);
    ASSERT_EQ("200", summary(preview));
    EXPECT_FALSE(preview.at("/approximate").as_bool());
    EXPECT_EQ(6'000, preview.at("/count").as_int64());

    const auto xray = ask("xray", segment_tests::customers);
    ASSERT_EQ("200", summary(xray));
    EXPECT_TRUE(xray.at("/approximate").as_bool());
    const auto margin = static_cast<double>(xray.at("/branches/0/margin").as_int64());
    EXPECT_GT(margin, 0);
    EXPECT_NEAR(6'000, static_cast<double>(xray.at("/branches/0/count").as_int64()), 3 * margin);
}

struct EstimateCase {
    std::int64_t hits, asked, population, count, margin;
};

TEST(SegmentEstimates, say_how_sure_they_are) {
    const EstimateCase cases[] = {
        {5, 10, 10, 5, 0},
        {5'000, 10'000, 1'000'000, 500'000, 9'751},
        {0, 10'000, 1'000'000, 0, 300},
        {10'000, 10'000, 1'000'000, 1'000'000, 300},
        {0, 0, 1'000'000, 0, 1'000'000},
    };
    for (const auto& c : cases) {
        const auto [count, margin] = crm::estimate(c.hits, c.asked, c.population);
        EXPECT_EQ(c.count, count) << c.hits;
        EXPECT_EQ(c.margin, margin) << c.hits;
    }
}

TEST(SegmentGraphs, find_cycles_and_measure_chains) {
    const auto id = [](unsigned char number) {
        Uuid made{};
        made.bytes[15] = number;
        return made;
    };
    crm::SegmentGraph graph{{id(1), {id(2), id(3)}}, {id(2), {id(4)}}, {id(3), {id(4)}}};
    EXPECT_EQ(std::vector<Uuid>{}, crm::cycle_through(graph, id(1)));
    EXPECT_EQ(3u, crm::chain_length(graph, id(1)));
    EXPECT_EQ(1u, crm::chain_length(graph, id(4)));
    graph[id(4)] = {id(1)};
    EXPECT_EQ((std::vector<Uuid>{id(1), id(2), id(4), id(1)}), crm::cycle_through(graph, id(1)));
    graph[id(5)] = {id(5)};
    EXPECT_EQ((std::vector<Uuid>{id(5), id(5)}), crm::cycle_through(graph, id(5)));
}
