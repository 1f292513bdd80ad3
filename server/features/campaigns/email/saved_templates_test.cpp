// Templates of the project's own: kept, changed by one person at a time, seen by nobody else.
#include <gtest/gtest.h>

#include "testing/campaign_fixture.hpp"

namespace {

constexpr auto place = "/api/email/saved-templates";

struct SavedTemplates : campaign_tests::CampaignFixture {
    static std::string input(const std::string& name,
                             const std::string& blocks = R"([{"type":"text","text":"Hello"}])") {
        return fmt::format(R"({{"name":"{}","subject":"Hi","document":{{"blocks":{}}}}})", name,
                           blocks);
    }
};

TEST_F(SavedTemplates, are_kept_changed_and_deleted) {
    const auto made = member.post(place, input("Welcome"));
    ASSERT_EQ("201", summary(made)) << made;
    const auto one = fmt::format("{}/{}", place, made.text("/id"));
    EXPECT_EQ("Hello", viewer.get(place).text("/items/0/document/blocks/0/text"));
    EXPECT_EQ("200", summary(member.patch(one, R"({"name":"Welcome back"})")));
    EXPECT_EQ("Welcome back", viewer.get(place).text("/items/0/name"));
    EXPECT_EQ("412 version_conflict",
              summary(member.send(http::Method::patch, one, R"({"name":"Late"})",
                                  {{"If-Match", "\"1\""}, {"Content-Type", "application/json"}})));
    EXPECT_EQ("204", summary(member.del(one)));
    EXPECT_EQ("404 not_found", summary(member.del(one)));
}

TEST_F(SavedTemplates, say_what_is_wrong_with_them) {
    ASSERT_EQ("201", summary(member.post(place, input("Welcome"))));
    const std::vector<std::pair<std::string, std::string>> cases{
        {input("Welcome"), "409 template_exists name:template_exists"},
        {input(""), "422 invalid_input name:too_short"},
        {input(std::string(101, 'x')), "422 invalid_input name:too_long"},
        {input("x", R"([{"type":"nonsense"}])"),
         "422 invalid_input document.blocks[0].type:not_allowed"},
        {R"({"name":"x"})", "422 invalid_input document:required"},
    };
    for (const auto& [body, expected] : cases)
        EXPECT_EQ(expected, summary(member.post(place, body))) << body;
    EXPECT_EQ(1, app.count("saved_templates"));
}

TEST_F(SavedTemplates, are_at_most_two_hundred) {
    app.execute(fmt::format(
        "INSERT INTO saved_templates (project_id, id, name, document) SELECT '{}', "
        "gen_random_uuid(), 'T' || n, '{{\"blocks\":[]}}' FROM generate_series(1, 199) n",
        app.project_id().text()));
    EXPECT_EQ("201", summary(member.post(place, input("The last"))));
    EXPECT_EQ("409 limit_reached", summary(member.post(place, input("One more"))));
}

TEST_F(SavedTemplates, belong_to_the_project_and_are_written_by_members) {
    const auto made = member.post(place, input("Welcome"));
    EXPECT_EQ("403 not_allowed", summary(viewer.post(place, input("Mine"))));
    auto stranger = app.other_project();
    EXPECT_TRUE(stranger.get(place).at("/items").as_array().empty());
    EXPECT_EQ("404 not_found",
              summary(stranger.del(fmt::format("{}/{}", place, made.text("/id")))));
}

} // namespace
