// Links that lead nowhere, found by following them on a real server.
#include "features/campaigns/link_check.hpp"

#include <gtest/gtest.h>

#include "platform/meta/values.hpp"
#include "platform/outbound/client.hpp"
#include "testing/http_server.hpp"

namespace {

using campaigns::LinkFault;
using testing_servers::http_reply;

struct LinkCheck : testing::Test {
    testing_servers::HttpServer site{[](const testing_servers::HttpRequest& request, auto& out) {
        const auto& target = request.target;
        if (target == "/moved")
            out.write(http_reply(302, "", "Location: /410\r\n"));
        else if (target == "/only-get")
            out.write(http_reply(request.method == "GET" ? 200 : 405));
        else
            out.write(http_reply(std::stoi(target.substr(1))));
    }};
    outbound::Client client{outbound::Policy::from(true)};
    std::string faults(const std::vector<std::string>& urls) const {
        std::string all;
        for (const auto& link : campaigns::dead_links(client, urls))
            all += link.url.substr(link.url.rfind('/')) + " "
                   + std::string(meta::enum_name(link.fault)) + "; ";
        return all;
    }
};

TEST_F(LinkCheck, names_what_is_gone_and_what_breaks_and_believes_who_turns_programs_away) {
    std::vector<std::string> urls;
    for (const auto* path :
         {"/200", "/401", "/403", "/404", "/410", "/429", "/500", "/503", "/moved", "/only-get"})
        urls.push_back(site.url(path));
    EXPECT_EQ(
        "/404 not_found; /410 not_found; /500 server_error; /503 server_error; "
        "/moved not_found; ",
        faults(urls));
}

TEST_F(LinkCheck, names_hosts_that_are_not_there) {
    EXPECT_EQ("/x unreachable; ", faults({"https://nobody.invalid/x"}));
    EXPECT_EQ("", faults({}));
}

TEST_F(LinkCheck, does_not_go_into_networks_of_ones_own) {
    const outbound::Client guarded{outbound::Policy::from(false)};
    const auto dead = campaigns::dead_links(guarded, {"http://127.0.0.1:8080/admin"});
    ASSERT_EQ(1u, dead.size());
    EXPECT_EQ(LinkFault::not_public, dead.front().fault);
    EXPECT_TRUE(site.requests().empty());
}

TEST(LinkCollection, leaves_alone_what_is_one_persons) {
    campaigns::LinkCollection links;
    links.add({"https://a.example", "https://a.example/confirm?of=1"});
    EXPECT_EQ(2u, links.common().size()); // there is nobody else
    links.add({"https://a.example", "https://a.example/confirm?of=2"});
    EXPECT_EQ(std::vector<std::string>{"https://a.example"}, links.common());
}

TEST(LinkCollection, holds_so_many) {
    campaigns::LinkCollection links;
    std::vector<std::string> many;
    for (std::size_t i = 0; i <= campaigns::most_checked_links; ++i)
        many.push_back("https://a.example/" + std::to_string(i));
    links.add(many);
    links.add(many);
    EXPECT_EQ(campaigns::most_checked_links, links.common().size());
}

} // namespace
