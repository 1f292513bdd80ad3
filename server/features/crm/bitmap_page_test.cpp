// Lists of so many people that their bitmaps are walked bucket by bucket, page after page.
#include "features/crm/bitmap_page.hpp"

#include <gtest/gtest.h>

#include "features/crm/bitmap_worker.hpp"
#include "features/crm/contact_bitmaps.hpp"
#include "testing/test_app.hpp"

namespace {

constexpr int people_count = 2400;
constexpr int rows_a_page = 40;
constexpr std::string_view scope = "c.project_id = $1 AND c.deleted_at IS NULL";

// Made in six months; every second one without a company, every third never heard from; few
// companies, names and scores, so that many have the same.
constexpr auto make_people = R"(
    INSERT INTO contacts (project_id, id, display_name, name_folded, company_folded, created_at, updated_at,
                          lifecycle_stage, language)
    SELECT p.id, (lpad(to_hex(1890000000000 + (n * 7919 % 2400)::bigint * 5184000), 12, '0')
                  || '70008' || lpad(to_hex(n), 15, '0'))::uuid, 'x',
           (ARRAY['ana', 'anton', 'b', 'örn', ''])[1 + n % 5],
           CASE WHEN n % 2 = 0 THEN '' ELSE 'firm ' || n % 7 END,
           '2029-06-01'::timestamptz + n * interval '70 minutes', '2029-12-01'::timestamptz + n % 20 * interval '1 day',
           (ARRAY['lead', 'customer', 'prospect'])[1 + n % 3], (ARRAY['en', 'de'])[1 + n / 7 % 2]
    FROM projects p, generate_series(1, 2400) n;
    INSERT INTO contact_stats (project_id, contact_id, engagement_score, last_interaction_date)
    SELECT project_id, id, uuid_hash(id)::bit(32)::bigint % 4 * 20,
           CASE WHEN lifecycle_stage <> 'lead' THEN updated_at - interval '3 days' END
    FROM contacts)";

constexpr std::string_view rules[] = {
    // Everybody fits what the bitmaps know.
    R"({"match":"all","conditions":[{"field":"created_at","operator":"after","value":"2020-01-01"}]})",
    // About half of them, told by the bitmaps alone.
    R"({"match":"all","conditions":[{"field":"language","operator":"is","value":"DE"},
        {"field":"lifecycle_stage","operator":"is_any_of","value":["lead","customer"]}]})",
    // Few of those whom the bitmaps leave.
    R"({"match":"all","conditions":[{"field":"language","operator":"is","value":"en"},
        {"field":"company","operator":"contains","value":"m 3"}]})",
    // Nobody.
    R"({"match":"all","conditions":[{"field":"language","operator":"is","value":"en"},
        {"field":"display_name","operator":"contains","value":"nobody"}]})"};

constexpr std::string_view sorts[] = {"created_at",
                                      "-created_at",
                                      "updated_at",
                                      "-updated_at",
                                      "name",
                                      "-name",
                                      "company",
                                      "-company",
                                      "engagement_score",
                                      "-engagement_score",
                                      "last_interaction_date",
                                      "-last_interaction_date"};

struct LongLists : testing::Test {
    TestApp app;
    db::Scope in_project{.role = db::Role::app, .project_id = app.project_id()};

    LongLists() {
        app.execute(make_people);
        app.execute("ANALYZE contacts, contact_stats");
    }

    // Many in each bucket of a name and of a day; those who speak German stand before the others.
    void crowd_together() {
        app.execute(
            "UPDATE contacts SET language = CASE WHEN uuid_hash(id)::bit(32)::bigint % 3 = 0 "
            "THEN 'de' ELSE 'en' END");
        app.execute(
            "UPDATE contacts SET "
            "name_folded = (ARRAY['ja', 'a漢', '漢字'])[1 + uuid_hash(id)::bit(32)::bigint / 7 % "
            "3] "
            "|| language || uuid_hash(id)::bit(32)::bigint % 50, "
            "updated_at = '2029-12-30T20:00Z'::timestamptz + (language = 'en')::int * interval '1 "
            "h' "
            "+ uuid_hash(id)::bit(32)::bigint % 3000 * interval '1 second'");
        app.execute(
            "UPDATE contact_stats s SET last_interaction_date = c.updated_at - interval '5 days' "
            "FROM contacts c WHERE c.id = s.contact_id");
        crm::refresh_all_bitmaps(app.services());
    }

    crm::SelectionSql select(db::Transaction& tx, std::string_view rule) {
        return crm::compile_selection(tx, app.clock().now(), {.filter = std::string(rule)});
    }
};

// The page behind a row, as bitmaps find it and as a look at everybody does.
std::pair<std::vector<crm::SortedId>, std::vector<crm::SortedId>> both_pages(
    db::Transaction& tx, crm::SelectionSql selection, std::string_view sort,
    const std::optional<std::pair<std::string, Uuid>>& last) {
    const auto order = crm::contact_order(sort);
    const auto after =
        last ? crm::after_key(order, last->first, last->second, selection.params) : std::string();
    const crm::PageSql page{order,       scope, selection.condition, selection.filters, after,
                            rows_a_page, last};
    return {crm::BitmapPage(tx, page, selection).rows(),
            crm::ask_page(tx, crm::gathered_page_sql(page), selection.params)};
}

std::vector<Uuid> ids_of(const std::vector<crm::SortedId>& rows) {
    std::vector<Uuid> ids;
    for (const auto& row : rows) ids.push_back(row.id);
    return ids;
}

} // namespace

TEST_F(LongLists, have_the_same_pages_with_bitmaps_as_without) {
    crm::refresh_all_bitmaps(app.services());
    EXPECT_EQ(people_count, app.count("contact_positions"));
    app.database().in_transaction(in_project, [&](db::Transaction& tx) {
        for (const auto rule : rules) {
            const auto selection = select(tx, rule);
            for (const auto sort : sorts) {
                std::optional<std::pair<std::string, Uuid>> last;
                for (int page = 0; page < 3; ++page) {
                    const auto [found, expected] = both_pages(tx, selection, sort, last);
                    ASSERT_EQ(ids_of(expected), ids_of(found)) << rule << sort << page;
                    if (expected.size() < rows_a_page) break;
                    last = std::pair(expected.back().sort_key, expected.back().id);
                }
            }
        }
    });
}

TEST_F(LongLists, have_the_same_pages_where_many_stand_in_one_bucket) {
    crowd_together();
    constexpr std::string_view crowds[] = {
        rules[0],
        // Two of three, behind all others of their bucket or before them.
        R"({"match":"all","conditions":[{"field":"language","operator":"is","value":"en"}]})",
        // Nobody, which bitmaps do not know.
        R"({"match":"all","conditions":[{"field":"language","operator":"is","value":"en"},
            {"field":"interactions","operator":"at_least","value":1}]})"};
    app.database().in_transaction(in_project, [&](db::Transaction& tx) {
        for (const auto rule : crowds) {
            const auto selection = select(tx, rule);
            for (const auto sort : {"name", "-name", "updated_at", "-updated_at",
                                    "last_interaction_date", "-last_interaction_date"}) {
                std::optional<std::pair<std::string, Uuid>> last;
                for (;;) {
                    const auto [found, expected] = both_pages(tx, selection, sort, last);
                    ASSERT_EQ(ids_of(expected), ids_of(found)) << rule << sort;
                    if (expected.size() < rows_a_page) break;
                    last = std::pair(expected.back().sort_key, expected.back().id);
                }
            }
        }
    });
}

TEST_F(LongLists, are_right_while_some_have_changed_and_nobody_followed) {
    crm::refresh_all_bitmaps(app.services());
    app.execute(
        "UPDATE contacts SET name_folded = 'a' || name_folded, language = 'de', company_folded = "
        "'', created_at = created_at - interval '90 days' WHERE uuid_hash(id)::bit(32)::bigint % "
        "30 = 0");
    ASSERT_LT(50, app.count("contact_bitmap_changes"));
    ASSERT_GT(crm::most_behind, app.count("contact_bitmap_changes"));
    app.database().in_transaction(in_project, [&](db::Transaction& tx) {
        for (const auto rule : rules)
            for (const auto sort : sorts) {
                const auto [found, expected] = both_pages(tx, select(tx, rule), sort, {});
                ASSERT_EQ(ids_of(expected), ids_of(found)) << rule << sort;
            }
    });
}

TEST_F(LongLists, show_once_who_changed_within_a_large_bucket) {
    crowd_together();
    app.execute(
        "UPDATE contacts SET name_folded = 'jaa' || name_folded WHERE "
        "uuid_hash(id)::bit(32)::bigint "
        "% 30 = 0");
    app.database().in_transaction(in_project, [&](db::Transaction& tx) {
        for (const auto sort : {"name", "-name", "-updated_at"}) {
            const auto [found, expected] = both_pages(tx, select(tx, rules[0]), sort, {});
            ASSERT_EQ(ids_of(expected), ids_of(found)) << sort;
        }
    });
}

TEST_F(LongLists, go_without_bitmaps_when_many_have_changed_or_a_fill_is_under_way) {
    const auto possible = [&] {
        return app.database().in_transaction(in_project, [&](db::Transaction& tx) {
            const auto selection = select(tx, rules[1]);
            const crm::PageSql page{crm::contact_order("name"), scope, selection.condition,
                                    selection.filters,          "",    rows_a_page};
            return crm::BitmapPage(tx, page, selection).possible();
        });
    };
    EXPECT_FALSE(possible());
    crm::refresh_all_bitmaps(app.services());
    EXPECT_TRUE(possible());
    app.execute(
        "INSERT INTO contact_bitmap_fills (project_id, after) "
        "SELECT id, '00000000-0000-0000-0000-000000000000' FROM projects");
    EXPECT_FALSE(possible());
}

TEST_F(LongLists, know_the_codes_of_exactly_the_values_in_a_range) {
    EXPECT_EQ("0",
              app.value("SELECT count(*) FROM generate_series(-70, 70, 3) low, "
                        "generate_series(-70, 150, 7) high, generate_series(-80, 160) v "
                        "WHERE EXISTS (SELECT FROM bitmap_ranges('x', low, high) r, "
                        "unnest(bitmap_codes_of_number('x', v)) c "
                        "WHERE c BETWEEN low_code AND high_code) <> (v BETWEEN low AND high)"));
    // However many values: a few narrow ones at its ends.
    EXPECT_EQ("4", app.value("SELECT count(*) FROM bitmap_ranges('x', -100000, 100000)"));
}

// The server was killed, or another version wrote meanwhile: whatever is done twice is done once.
TEST_F(LongLists, are_filled_in_portions_that_may_come_again) {
    const auto bitmaps = [&] {
        return app.value(
            "SELECT md5(string_agg(code || ' ' || block || ' ' || members::text, '/' "
            "ORDER BY code, block)) FROM contact_bitmaps");
    };
    const auto begin_filling = [&] {
        app.execute(
            "INSERT INTO contact_bitmap_fills (project_id, after) "
            "SELECT id, '00000000-0000-0000-0000-000000000000' FROM projects");
    };
    app.execute("DELETE FROM contact_bitmap_changes");
    begin_filling();
    EXPECT_TRUE(crm::fill_bitmaps(app.services(), app.project_id()));
    const auto expected = bitmaps();
    EXPECT_EQ(people_count, app.count("contact_positions"));
    app.execute("DELETE FROM contact_bitmap_fills");
    begin_filling();
    EXPECT_TRUE(crm::fill_bitmaps(app.services(), app.project_id()));
    EXPECT_FALSE(crm::fill_bitmaps(app.services(), app.project_id()));
    EXPECT_EQ(0, app.count("contact_bitmap_fills"));
    EXPECT_EQ(expected, bitmaps());
    // Those who come later follow one by one.
    app.execute("UPDATE contacts SET language = 'fr'");
    crm::refresh_all_bitmaps(app.services());
    EXPECT_NE(expected, bitmaps());
    app.execute("DELETE FROM contacts");
    crm::refresh_all_bitmaps(app.services());
    EXPECT_EQ(0, app.count("contact_positions"));
    EXPECT_EQ(0, app.count("contact_bitmaps"));
}
