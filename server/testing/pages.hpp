// Keyset pages read to their end.
#pragma once
#include <gtest/gtest.h>

#include "testing/http_client.hpp"

// A text member of all items of a list, `limit` a page, in the order in which they come. `path` may
// have a query already. Every page but the last must be full, and the last no longer than the
// limit.
inline std::vector<std::string> all_of(Client& client, const std::string& path,
                                       const std::string& member, std::size_t limit) {
    const auto first =
        path + (path.find('?') == path.npos ? "?limit=" : "&limit=") + std::to_string(limit);
    std::vector<std::string> all;
    std::string next;
    for (int pages = 0; pages < 1000; ++pages) {
        const auto reply = client.get(next.empty() ? first : first + "&after=" + next);
        EXPECT_EQ("200", summary(reply)) << path;
        if (reply.status != 200) return all;
        const auto items = reply.at("/items");
        for (const auto& item : items.as_array()) all.emplace_back(item.at(member).as_string());
        EXPECT_LE(items.as_array().size(), limit);
        if (reply.at("/next").is_null()) return all;
        EXPECT_EQ(limit, items.as_array().size()) << "a page that is not the last is full";
        next = reply.text("/next");
    }
    ADD_FAILURE() << path << " has no end";
    return all;
}
