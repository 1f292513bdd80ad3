#include "platform/text/email.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace {
struct Case {
    std::string typed;
    const char* normalised; // nullptr: refused
};
// An address of so many letters before the @.
std::string address(std::size_t local, std::string_view domain) {
    return fmt::format("{}@{}", std::string(local, 'a'), domain);
}
std::string letters(std::size_t count) {
    return std::string(count, 'b');
}
} // namespace

TEST(Email, is_normalised_or_refused_as_browsers_judge) {
    const Case cases[] = {
        {"ada@example.com", "ada@example.com"},
        {"  Ada.Lovelace@Example.COM\n", "ada.lovelace@example.com"},
        {"\u00A0ada@example.com\u200B", "ada@example.com"},
        {"o'brien@example.com", "o'brien@example.com"},
        {"first+tag@sub.example.co.uk", "first+tag@sub.example.co.uk"},
        {"!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"},
        {"a..b@example.com", "a..b@example.com"}, // as browsers judge
        {".a.@example.com", ".a.@example.com"},
        {"ada@localhost", "ada@localhost"},
        {"ada@1.2.3.4", "ada@1.2.3.4"},
        {"ada@münchen.de", "ada@xn--mnchen-3ya.de"},
        {"ada@MÜNCHEN.de", "ada@xn--mnchen-3ya.de"},
        {"ada@xn--mnchen-3ya.de", "ada@xn--mnchen-3ya.de"},
        {"ada@straße.de", "ada@xn--strae-oqa.de"}, // IDNA 2008, not "strasse"
        {"ada@例え.テスト", "ada@xn--r8jz45g.xn--zckzah"},
        {"", nullptr},
        {"ada", nullptr},
        {"@example.com", nullptr},
        {"ada@", nullptr},
        {"a@b@c.com", nullptr},
        {"a@b..com", nullptr},
        {"a@.b.com", nullptr},
        {"a@b.com.", nullptr},
        {"a@-b.com", nullptr},
        {"a@b-.com", nullptr},
        {"a@b_c.com", nullptr},
        {"a b@example.com", nullptr},
        {"a@exa mple.com", nullptr},
        {"\"quoted\"@example.com", nullptr},
        {"Ada <ada@example.com>", nullptr},
        {"ada@example.com, bob@example.com", nullptr},
        {"josé@example.com", nullptr}, // browsers refuse a local part beyond ASCII
        {"a@[127.0.0.1]", nullptr},
        {"a@exam\xFFple.com", nullptr},
        {std::string("a@example.com\0b", 15), nullptr},
        {"a@b\r\nBcc: c@d.com", nullptr},
    };
    for (const auto& c : cases) {
        const auto normalised = text::normalise_email(c.typed);
        ASSERT_EQ(c.normalised != nullptr, normalised.has_value()) << c.typed;
        if (normalised) {
            EXPECT_EQ(c.normalised, *normalised) << c.typed;
        }
    }
}

TEST(Email, ends_at_its_limits) {
    EXPECT_TRUE(text::is_email(address(64, "example.com")));
    EXPECT_FALSE(text::is_email(address(65, "example.com")));
    EXPECT_TRUE(text::is_email(address(1, fmt::format("{}.com", letters(63)))));
    EXPECT_FALSE(text::is_email(address(1, fmt::format("{}.com", letters(64)))));
    const auto long_domain = fmt::format("{}.{}.{}", letters(63), letters(63), letters(63));
    ASSERT_EQ(254u, address(62, long_domain).size());
    EXPECT_TRUE(text::is_email(address(62, long_domain)));
    EXPECT_FALSE(text::is_email(address(63, long_domain)));
    EXPECT_FALSE(text::normalise_email(address(1, letters(1100))));
}

TEST(Email, with_white_space_around_is_not_one_but_can_be_normalised) {
    EXPECT_FALSE(text::is_email(" ada@example.com"));
    EXPECT_TRUE(text::is_email("Ada@example.com"));
}

TEST(Email, has_two_parts) {
    EXPECT_EQ("ada", text::email_parts("ada@example.com").local);
    EXPECT_EQ("example.com", text::email_parts("ada@example.com").domain);
    EXPECT_EQ("", text::email_parts("nothing").domain);
}
