#include "features/crm/import/synonyms.hpp"

#include <gtest/gtest.h>

#include <map>

#include "features/crm/import/columns.hpp"
#include "features/crm/import/words.hpp"

using namespace crm;

TEST(ImportSynonyms, mean_one_target_each_and_are_spelled_as_words) {
    std::map<std::string_view, std::string_view> seen;
    for (const auto& row : header_synonyms()) {
        EXPECT_TRUE(parse_import_target(row.target)) << row.target;
        for (auto rest = row.headers; !rest.empty();) {
            const auto header = rest.substr(0, rest.find('|'));
            rest.remove_prefix(std::min(header.size() + 1, rest.size()));
            EXPECT_EQ(header, words(header));
            const auto [other, is_new] = seen.emplace(header, row.target);
            EXPECT_TRUE(is_new) << header << " means " << other->second << " and " << row.target;
            EXPECT_FALSE(is_ambiguous_name(header)) << header;
        }
    }
}
