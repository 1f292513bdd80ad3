// Bitmaps follow whatever changes contacts, and a list that is narrowed down by them names the same
// people as one that is not.
#include "features/crm/bitmap_worker.hpp"

#include <gtest/gtest.h>

#include "features/crm/bitmap_page.hpp"
#include "testing/random_rules.hpp"

using http::MemberRole;

namespace {

db::Scope in_project(TestApp& app) {
    return {.role = db::Role::app, .project_id = app.project_id()};
}

constexpr int lists_count = 350;
constexpr std::string_view scope = "c.project_id = $1 AND c.deleted_at IS NULL";

using Codes = std::map<std::string, std::set<std::string>>; // by contact

// The codes in whose bitmaps each contact stands.
Codes codes_in_bitmaps(TestApp& app) {
    return app.database().in_transaction(in_project(app), [](db::Transaction& tx) {
        const auto ids = tx.query_text("test.positions",
                                       "SELECT position, contact_id FROM contact_positions", {});
        std::map<std::int32_t, std::string> contacts;
        for (int row = 0; row < ids.rows(); ++row)
            contacts.emplace(std::stoi(std::string(*ids.value(row, 0))), *ids.value(row, 1));
        const auto bitmaps =
            tx.query_text("test.bitmaps", "SELECT code, block, members FROM contact_bitmaps", {});
        Codes all;
        for (int row = 0; row < bitmaps.rows(); ++row) {
            crm::PositionSet members;
            members.add(std::stoi(std::string(*bitmaps.value(row, 1))),
                        crm::BlockMembers(*bitmaps.value(row, 2)));
            for (const auto position : members.positions())
                all[contacts.at(position)].emplace(*bitmaps.value(row, 0));
        }
        return all;
    });
}

// Those that they should have.
Codes codes_anew(TestApp& app) {
    return app.database().in_transaction(in_project(app), [&](db::Transaction& tx) {
        const auto codes =
            tx.query_text("test.codes",
                          "SELECT contact_id, unnest(codes) FROM (SELECT * FROM "
                          "bitmap_codes_of_contacts($1, ARRAY(SELECT id FROM contacts)) UNION ALL "
                          "SELECT * FROM bitmap_text_codes_of_contacts($1, ARRAY(SELECT id FROM "
                          "contacts))) both_kinds",
                          {db::param(app.project_id())});
        Codes all;
        for (int row = 0; row < codes.rows(); ++row)
            all[std::string(*codes.value(row, 0))].emplace(*codes.value(row, 1));
        return all;
    });
}

struct Bitmaps : testing::Test {
    TestApp app;
    Client manager = app.client_as(MemberRole::manager);
    Bitmaps() { app.execute("SELECT make_interaction_partitions('2030-01-07')"); }

    Uuid create(const std::string& body) {
        const auto reply = manager.post("/api/crm/contacts", body);
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    std::string path(const Uuid& id) { return "/api/crm/contacts/" + id.text(); }
    // Something was noted, and after the refresh nothing is wrong any more.
    void expect_followed(const char* what) {
        EXPECT_LT(0, app.count("contact_bitmap_changes")) << what;
        crm::refresh_all_bitmaps(app.services());
        EXPECT_EQ(0, app.count("contact_bitmap_changes")) << what;
        EXPECT_EQ(codes_in_bitmaps(app), codes_anew(app)) << what;
    }
};

std::vector<Uuid> ids_of(const std::vector<crm::SortedId>& rows) {
    std::vector<Uuid> ids;
    for (const auto& row : rows) ids.push_back(row.id);
    return ids;
}

void expect_the_same_page(db::Transaction& tx, const crm::SelectionSql& selection,
                          std::string_view sort) {
    const crm::PageSql page{crm::contact_order(sort), scope, selection.condition,
                            selection.filters,        "",    8};
    const auto expected = ids_of(crm::ask_page(tx, crm::gathered_page_sql(page), selection.params));
    EXPECT_EQ(expected, ids_of(crm::BitmapPage(tx, page, selection).rows())) << selection.condition;
}

} // namespace

TEST(ListsByBitmaps, name_the_same_people_as_those_without) {
    TestApp app;
    random_rules::RandomWorld world(app);
    world.make_people();
    constexpr std::string_view sorts[] = {"created_at",        "-created_at",           "name",
                                          "-engagement_score", "engagement_score",      "company",
                                          "-updated_at",       "-last_interaction_date"};
    int narrowed = 0;
    for (const bool behind : {true, false}) {
        if (!behind) crm::refresh_all_bitmaps(app.services());
        ASSERT_EQ(behind, app.count("contact_bitmap_changes") > 0);
        app.database().in_transaction(in_project(app), [&](db::Transaction& tx) {
            for (int i = 0; i < lists_count; ++i) {
                const auto rule = boost::json::serialize(world.rule(1));
                const auto selection =
                    crm::compile_selection(tx, app.clock().now(), {.filter = rule});
                if (selection.bitmaps.empty()) continue;
                ++narrowed;
                expect_the_same_page(tx, selection,
                                     sorts[static_cast<std::size_t>(i) % std::size(sorts)]);
                ASSERT_FALSE(testing::Test::HasFailure()) << rule;
            }
        });
    }
    EXPECT_LT(lists_count / 4, narrowed); // the test looks at something
}

TEST_F(Bitmaps, follow_every_way_of_changing_a_contact) {
    manager.post("/api/crm/custom-fields",
                 R"({"key":"plan","label":"Plan","type":"select","options":["Basic","Pro"]})");
    manager.post("/api/crm/custom-fields", R"({"key":"size","label":"Size","type":"number"})");
    const auto ana = create(
        R"({"first_name":"Ana","email":"ana@example.com","phone":"+442079460958",
            "tags":["VIP"],"company":"Acme","custom_fields":{"plan":"Pro","size":42.5}})");
    const auto ben = create(R"({"first_name":"Ben","email":"ben@example.org"})");
    expect_followed("created");
    manager.patch(path(ana), R"({"lifecycle_stage":"customer"})");
    expect_followed("edited");
    manager.patch(path(ana), R"({"custom_fields":{"plan":"Basic"}})");
    expect_followed("another value");
    manager.patch(path(ben), R"({"tags":["vip","new"]})");
    expect_followed("tagged");
    manager.post(path(ben) + "/interactions", R"({"interaction_type":"call","title":"Hello"})");
    expect_followed("spoken to");
    const auto tag = app.value("SELECT id FROM tags WHERE name_folded = 'vip'");
    manager.patch("/api/crm/tags/" + tag, R"({"name":"Very important"})");
    expect_followed("a tag renamed");
    manager.del(path(ben));
    expect_followed("put into the trash");
    EXPECT_EQ(1, app.count("contact_positions"));
    manager.post(path(ben) + "/restore", "{}");
    expect_followed("restored");
    EXPECT_EQ(2, app.count("contact_positions"));
    const auto merged =
        manager.post("/api/crm/merges", R"({"winner":")" + ana.text() + R"(","losers":[")"
                                            + ben.text() + R"("],"choices":[]})");
    EXPECT_EQ("201", summary(merged));
    expect_followed("merged");
    EXPECT_EQ(1, app.count("contact_positions"));
    app.execute("DELETE FROM contacts");
    expect_followed("erased");
    EXPECT_EQ(0, app.count("contact_positions"));
}

TEST_F(Bitmaps, are_left_alone_by_changes_that_no_list_asks_for) {
    const auto ana = create(R"({"first_name":"Ana"})");
    crm::refresh_all_bitmaps(app.services());
    EXPECT_EQ(200,
              manager.patch(path(ana), R"({"avatar_url":"https://example.com/a.png"})").status);
    app.execute("UPDATE contact_stats SET points_at = points_at + interval '1 day'");
    EXPECT_EQ(0, app.count("contact_bitmap_changes"));
}

// Two transactions change a contact; what the later one wrote is not yet to be seen when the
// bitmaps follow the earlier one.
TEST_F(Bitmaps, follow_a_change_that_commits_after_they_looked) {
    create(R"({"first_name":"Ana"})");
    const auto change = [&](db::Transaction& tx, const std::string& column) {
        tx.query_text("test.change", "UPDATE contacts SET " + column + " = 'x'", {});
    };
    app.database().in_transaction(in_project(app), [&](db::Transaction& later) {
        change(later, "source");
        crm::refresh_all_bitmaps(app.services());
        EXPECT_EQ(1, app.count("contact_positions"));
    });
    expect_followed("committed later");
    EXPECT_EQ("x", app.value("SELECT source FROM contacts"));
}

TEST_F(Bitmaps, of_another_project_are_not_refreshed_by_this_one) {
    auto other = app.other_project();
    EXPECT_EQ("201", summary(other.post("/api/crm/contacts", R"({"first_name":"Zoe"})")));
    create(R"({"first_name":"Ana"})");
    EXPECT_EQ(1U, crm::refresh_changed(app.services(), app.project_id()));
    EXPECT_EQ(1, app.count("contact_positions"));
    EXPECT_EQ(1, app.count("contact_bitmap_changes"));
    crm::refresh_all_bitmaps(app.services());
    EXPECT_EQ(2, app.count("contact_positions"));
}
