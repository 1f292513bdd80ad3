// Every route that changes one version of a record: with another version in If-Match it leaves the
// record alone.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "platform/http/if_match.hpp"
#include "testing/test_app.hpp"

namespace {

using http::Method;

struct Versions : testing::Test {
    TestApp app;
    Client owner = app.client_as(http::MemberRole::owner);
    std::string contact, campaign, sender; // that others hang on
    int number = 0;

    std::string made(const std::string& place, const std::string& body) {
        const auto reply = owner.post(place, body);
        EXPECT_EQ("201", summary(reply)) << place << reply;
        return place + "/" + reply.text("/id");
    }
    Versions() {
        contact = made("/api/crm/contacts", R"({"first_name":"Ana"})");
        const auto segment = owner.post("/api/crm/segments", R"({"name":"Nobody"})").text("/id");
        campaign =
            made("/api/campaigns", R"({"name":"Spring","target_segments":[")" + segment + R"("]})");
        sender = made("/api/email/senders",
                      R"({"name":"Salon","email":"s@example.com","postal_address":"Street 1",)"
                      R"("host":"smtp.example.com","username":"s","password":"secret"})");
    }

    static constexpr auto mailbox = R"({"protocol":"imap","host":"imap.example.com","port":993,)"
                                    R"("security":"tls","username":"s","password":"secret"})";

    // A record of its own at this pattern.
    std::string record_at(const std::string& pattern) {
        const auto place = pattern.substr(0, pattern.find("/{"));
        if (pattern == "/api/project") return pattern;
        if (pattern == "/api/campaigns/{id}/messages/{message_id}")
            return made(campaign + "/messages",
                        R"({"message_name":"Hello","subject_line":"Hi","message_content":"Hi"})");
        if (pattern == "/api/email/senders/{id}/dkim/signing") {
            owner.post(sender + "/dkim");
            return sender + "/dkim/signing";
        }
        if (pattern == "/api/email/senders/{id}/bounce-mailbox") {
            EXPECT_EQ("200", summary(owner.put(sender + "/bounce-mailbox", mailbox)));
            return sender + "/bounce-mailbox";
        }
        if (pattern == "/api/crm/notes/{id}") {
            const auto note = owner.post(contact + "/notes", R"({"body":"Likes tea"})");
            return place + "/" + note.text("/id");
        }
        if (pattern == "/api/crm/imports/{id}") {
            const auto run = owner.send(Method::post, place, "First name\nAna\n",
                                        {{"Content-Type", "text/csv"}});
            return place + "/" + run.text("/id");
        }
        auto body = bodies.at(place);
        body.replace(body.find('#'), 1, std::to_string(++number)); // names stand once
        return made(place, body);
    }

    const std::map<std::string, std::string, std::less<>> bodies{
        {"/api/campaign-topics", R"({"key":"news#","name":"News"})"},
        {"/api/campaigns", R"({"name":"Summer #"})"},
        {"/api/crm/companies", R"({"name":"Acme #"})"},
        {"/api/crm/contacts", R"({"first_name":"Ben #"})"},
        {"/api/crm/custom-fields", R"({"key":"size#","label":"Size","type":"text"})"},
        {"/api/crm/journey/rules",
         R"({"name":"Cold #","kind":"time","from_stages":["decision"],"to_stage":"awareness",)"
         R"("days_in_stage":30})"},
        {"/api/crm/segments", R"({"name":"By hand #"})"},
        {"/api/crm/sites", R"({"name":"Shop","domain":"shop#.example.com"})"},
        {"/api/crm/tasks", R"({"title":"Call #"})"},
        {"/api/crm/views", R"({"name":"Mine #"})"},
        {"/api/email/saved-templates",
         R"({"name":"Hello #","document":{"blocks":[{"type":"text","text":"Hello"}]}})"},
        {"/api/email/senders",
         R"({"name":"Other #","email":"o@example.com","postal_address":"Street 1",)"
         R"("host":"smtp.example.com","username":"o","password":"secret"})"},
        {"/api/webhooks", R"({"url":"https://example.com/hook#","events":["*"]})"},
    };

    std::string body_for(const http::Route& route) {
        if (route.pattern == "/api/project" && route.method == Method::del)
            return R"({"name":")" + owner.get("/api/project").text("/name") + R"("})";
        if (route.pattern.ends_with("/dkim/signing")) return R"({"signs":false})";
        if (route.method == Method::put) return mailbox;
        return route.method == Method::patch ? "{}" : "";
    }
};

// The project goes last: nothing else could be called after it.
std::vector<const http::Route*> in_order(const std::set<const http::Route*>& routes) {
    std::vector<const http::Route*> all(routes.begin(), routes.end());
    std::ranges::sort(all, {}, [](const http::Route* route) {
        return std::pair(route->pattern == "/api/project" && route->method == Method::del,
                         route->pattern);
    });
    return all;
}

TEST_F(Versions, of_records_are_looked_at_by_every_route_that_documents_it) {
    const auto routes = in_order(http::versioned_routes(app.router()));
    EXPECT_GT(routes.size(), 30u);
    for (const auto* route : routes) {
        const auto target = record_at(route->pattern);
        const auto send = [&](const std::string& tag) {
            return summary(
                owner.send(route->method, target, body_for(*route), {{"If-Match", tag}}));
        };
        const auto what = fmt::format("{} {}", http::name_of(route->method), route->pattern);
        EXPECT_EQ("412 version_conflict", send("\"987654321\"")) << what;
        EXPECT_EQ("422 invalid_input If-Match:bad_format", send("")) << what;
        const auto allowed = send("*");
        EXPECT_TRUE(allowed == "200" || allowed == "204") << what << ": " << allowed;
    }
}

TEST_F(Versions, are_not_taken_for_checked_where_a_record_has_none) {
    const auto tag = made("/api/crm/tags", R"({"name":"vip"})");
    for (const auto method : {Method::patch, Method::del})
        EXPECT_EQ("412 version_conflict",
                  summary(owner.send(method, tag, "{}", {{"If-Match", "\"1\""}})));
    EXPECT_EQ("200", summary(owner.patch(tag, "{}")));
}

} // namespace
