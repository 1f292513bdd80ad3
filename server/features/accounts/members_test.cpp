#include <gtest/gtest.h>

#include "testing/test_app.hpp"

namespace {

using http::MemberRole;

std::string role_body(std::string_view role) {
    return R"({"role":")" + std::string(role) + R"("})";
}

std::string path_of(const Client& member) {
    return "/api/members/" + member.user_id.text();
}

TEST(Members, are_listed_by_name_with_their_roles) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    app.client_as(MemberRole::viewer);
    app.client_as(MemberRole::admin);
    const auto list = owner.get("/api/members");
    ASSERT_EQ(3u, list.at("/items").as_array().size());
    EXPECT_EQ("Olga", list.text("/items/0/name"));
    EXPECT_EQ("owner", list.text("/items/0/role"));
    EXPECT_EQ("admin", list.text("/items/1/role"));
    EXPECT_EQ("viewer 1", list.text("/items/2/name"));
}

TEST(Members, get_roles_from_admins_but_none_above_their_own) {
    TestApp app;
    auto admin = app.client_as(MemberRole::admin);
    auto other_admin = app.client_as(MemberRole::admin);
    auto member = app.client_as(MemberRole::member);
    auto owner = app.client_as(MemberRole::owner);
    struct Case {
        std::string_view name;
        Client& caller;
        Client& target;
        std::string_view role, answer;
    };
    for (const auto& [name, caller, target, role, answer] : std::initializer_list<Case>{
             {"an admin promotes", admin, member, "manager", "200"},
             {"an admin makes an admin", admin, member, "admin", "200"},
             {"an admin demotes an admin", admin, other_admin, "viewer", "200"},
             {"an admin cannot make an owner", admin, member, "owner", "403 role_above_own"},
             {"nor can the owner, who hands over", owner, member, "owner", "403 role_above_own"},
             {"an admin cannot demote the owner", admin, owner, "viewer", "409 owner_stays"},
             {"the owner cannot demote himself", owner, owner, "admin", "409 owner_stays"},
             {"there is no such role", admin, member, "king", "422 invalid_input role:not_allowed"},
         })
        EXPECT_EQ(answer, summary(caller.patch(path_of(target), role_body(role)))) << name;
}

TEST(Members, work_in_their_new_role_at_once) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto member = app.client_as(MemberRole::member);
    ASSERT_EQ("403 not_allowed", summary(member.get("/api/keys"))); // now his role is in the cache
    ASSERT_EQ("200", summary(owner.patch(path_of(member), role_body("admin"))));
    EXPECT_EQ("200", summary(member.get("/api/keys")));
    ASSERT_EQ("200", summary(owner.patch(path_of(member), role_body("viewer"))));
    EXPECT_EQ("403 not_allowed", summary(member.get("/api/keys")));
}

TEST(Members, leave_by_themselves_or_are_removed_by_admins) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto admin = app.client_as(MemberRole::admin);
    auto viewer = app.client_as(MemberRole::viewer);
    auto member = app.client_as(MemberRole::member);
    EXPECT_EQ("403 not_allowed", summary(member.del(path_of(viewer))));
    EXPECT_EQ("204", summary(viewer.del(path_of(viewer))));
    EXPECT_EQ("404 not_found", summary(viewer.get("/api/project"))); // no longer his
    EXPECT_EQ("204", summary(admin.del(path_of(member))));
    EXPECT_EQ("404 not_found", summary(member.get("/api/project")));
    EXPECT_EQ("404 not_found", summary(admin.del(path_of(member))));
    EXPECT_EQ("409 owner_stays", summary(admin.del(path_of(owner))));
    EXPECT_EQ("409 owner_stays", summary(owner.del(path_of(owner))));
}

TEST(Members, of_another_project_are_not_found) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(owner.patch(path_of(stranger), role_body("viewer"))));
    EXPECT_EQ("404 not_found", summary(owner.del(path_of(stranger))));
    EXPECT_EQ("404 not_found",
              summary(owner.post("/api/project/owner",
                                 R"({"user_id":")" + stranger.user_id.text() + R"("})")));
    EXPECT_EQ("200", summary(stranger.get("/api/project")));
}

TEST(Owner, hands_over_and_becomes_an_admin) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto heir = app.client_as(MemberRole::member);
    const auto body = R"({"user_id":")" + heir.user_id.text() + R"("})";
    EXPECT_EQ("204", summary(owner.post("/api/project/owner", body)));
    EXPECT_EQ("owner", heir.get("/api/project").text("/role"));
    EXPECT_EQ("admin", owner.get("/api/project").text("/role"));
    EXPECT_EQ("403 not_allowed", summary(owner.post("/api/project/owner", body)));
    EXPECT_EQ("204", summary(owner.del(path_of(owner)))); // now he may leave
}

TEST(Owner, is_one_at_any_time_however_many_hand_over_at_once) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    std::vector<Client> heirs, callers;
    for (int i = 0; i < 4; ++i) {
        heirs.push_back(app.client_as(MemberRole::admin));
        callers.push_back(owner.another());
    }
    const auto replies = app.in_parallel(callers, 4, [&](Client& client, std::size_t number) {
        return client.post("/api/project/owner",
                           R"({"user_id":")" + heirs[number].user_id.text() + R"("})");
    });
    EXPECT_EQ(1u, count_summary(replies, "204"));
    EXPECT_EQ(1, app.count("members WHERE role = 'owner' AND project_id = '"
                           + app.project_id().text() + "'"));
}

} // namespace
