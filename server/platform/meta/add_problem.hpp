// A problem of a field that is named by its whole path.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "platform/meta/describe.hpp"

namespace meta {

// `path`: "messages[2].subject_line"; empty for the body as a whole. Problems.at is left alone.
inline void add_problem(Problems& problems, std::string_view path, std::string code,
                        std::string message) {
    if (problems.list.size() < most_problems)
        problems.list.push_back({std::string(path), std::move(code), std::move(message)});
}

} // namespace meta
