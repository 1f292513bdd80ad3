#include "features/crm/duplicate_score.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace crm {
namespace {

TEST(NameSimilarity, knows_the_same_name_in_other_spellings) {
    struct Case {
        const char* name;
        const char* other;
        double least, most;
    };
    const Case cases[] = {
        {"ana silva", "ana silva", 1, 1},
        {"ana silva", "silva ana", 1, 1},
        {"jon smith", "john smith", 0.9, 1},
        {"katharina mueller", "katarina mueller", 0.9, 1},
        {"dwayne", "duane", 0.83, 0.85},  // the example of Winkler (1990): 0.84
        {"martha", "marhta", 0.96, 0.97}, // and 0.961
        {"ana silva", "peter jones", 0, 0.7},
        {"", "ana", 0, 0},
        {"", "", 0, 0},
    };
    for (const auto& c : cases) {
        EXPECT_GE(name_similarity(c.name, c.other), c.least) << c.name << " / " << c.other;
        EXPECT_LE(name_similarity(c.name, c.other), c.most) << c.name << " / " << c.other;
        EXPECT_DOUBLE_EQ(name_similarity(c.name, c.other), name_similarity(c.other, c.name));
    }
}

TEST(DuplicateScore, adds_up_what_speaks_for_it) {
    using enum DuplicateReason;
    struct Case {
        std::vector<DuplicateReason> reasons;
        const char* name;
        const char* other;
        std::int32_t score;
    };
    const Case cases[] = {
        {{}, "ana silva", "ana silva", 0},
        {{mailbox}, "", "ana silva", 85},
        {{phone}, "ana silva", "", 60},
        {{phone}, "ana silva", "peter jones", 20}, // a household
        {{phone, similar_name}, "jon smith", "john smith", 76},
        {{name_and_company}, "ana silva", "ana silva", 80},
        {{name_and_domain}, "ana silva", "ana silva", 75},
        {{phone, name_and_company, name_and_domain}, "ana silva", "ana silva", 98},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.score, duplicate_score(c.reasons, c.name, c.other)) << c.name << c.other;
}

TEST(FreeMailDomains, are_sorted_and_known) {
    EXPECT_TRUE(std::ranges::is_sorted(free_mail_domains()));
    EXPECT_TRUE(is_free_mail_domain("gmail.com"));
    EXPECT_TRUE(is_free_mail_domain("web.de"));
    EXPECT_FALSE(is_free_mail_domain("example.com"));
    EXPECT_FALSE(is_free_mail_domain(""));
}

} // namespace
} // namespace crm
