#include "features/campaigns/email/envelope_sender.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "platform/text/email.hpp"

namespace {

using namespace campaigns;

crypto::SecretBox box_of(char key) {
    return crypto::SecretBox({crypto::MasterKey(std::string(crypto::master_key_bytes, key))});
}

TEST(EnvelopeSender, names_its_mail_to_whoever_holds_the_key) {
    const auto box = box_of('k');
    const MessageLink link{Uuid::make(), Uuid::make()};
    const auto longest = fmt::format("{}@salon.example", std::string(longest_bounce_local, 'b'));
    for (const auto& mailbox : {std::string("bounces@salon.example"), longest}) {
        const auto address = make_envelope_sender(box, mailbox, link);
        EXPECT_TRUE(text::is_email(address)) << address;
        EXPECT_EQ(address, make_envelope_sender(box, mailbox, link));
        for (const auto& written :
             {address, fmt::format("<{}>", address), fmt::format("Bounces <{}>", address)})
            EXPECT_EQ(link.execution_id, read_envelope_sender(box, written, link.project_id))
                << written;
    }
}

TEST(EnvelopeSender, is_not_to_be_forged) {
    const auto box = box_of('k');
    const MessageLink link{Uuid::make(), Uuid::make()};
    const auto address = make_envelope_sender(box, "bounces@salon.example", link);
    auto changed = address;
    changed[10] = changed[10] == 'a' ? 'b' : 'a';
    const auto token = address.substr(1 + address.find('+'));
    for (const std::string_view wrong :
         {std::string_view(changed), std::string_view("bounces@salon.example"),
          std::string_view("bounces+x@salon.example"), std::string_view("+@"),
          std::string_view("@"), std::string_view(), std::string_view(token)})
        EXPECT_EQ(std::nullopt, read_envelope_sender(box, wrong, link.project_id)) << wrong;
    EXPECT_EQ(std::nullopt, read_envelope_sender(box, address, Uuid::make()))
        << "of another project";
    EXPECT_EQ(std::nullopt, read_envelope_sender(box_of('x'), address, link.project_id));
}

} // namespace
