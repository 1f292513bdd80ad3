#include "platform/http/entity_tag.hpp"

#include <gtest/gtest.h>

TEST(EntityTag, is_named_alone_in_a_list_and_weak) {
    struct Case {
        const char* if_none_match;
        bool names;
    };
    const Case cases[] = {
        {R"("7-ab")", true},
        {R"(W/"7-ab")", true},
        {R"("6", "7-ab")", true},
        {R"("6",W/"7-ab" , "8")", true},
        {R"("a,b", "7-ab")", true},
        {"*", true},
        {"", false},
        {"7-ab", false},
        {R"("7-ab)", false},
        {R"("7-a", "7-abc")", false},
        {R"("6" 7-ab "8")", false},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.names, http::names_tag(c.if_none_match, R"("7-ab")")) << c.if_none_match;
}
