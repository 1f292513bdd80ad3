// What a caller did wrong. Everything else that goes wrong is a 500 with a request id.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// One bad field of a request. `field` is the path in the body or the query ("emails[1].address");
// empty means the whole.
struct Problem {
    std::string field;
    std::string code;    // stable, for programs: "too_long"
    std::string message; // for people, in plain words: "at most 200 characters"
};

// Thrown by feature code, answered by platform/http as problem+json. `code` is stable and
// documented (platform/http/problem.cpp maps it to a status and a title); several bad fields travel
// in one refusal.
struct Refusal : std::runtime_error {
    explicit Refusal(std::string_view refusal_code, std::string detail_text = {})
        : std::runtime_error(std::string(refusal_code)),
          code(refusal_code),
          detail(std::move(detail_text)) {}

    // One field at fault: 422 with the field named.
    static Refusal field(std::string path, std::string field_code, std::string message) {
        Refusal refusal("invalid_input");
        refusal.problems.push_back({std::move(path), std::move(field_code), std::move(message)});
        return refusal;
    }
    static Refusal fields(std::vector<Problem> all) {
        Refusal refusal("invalid_input");
        refusal.problems = std::move(all);
        return refusal;
    }
    // An extra member of the answer, such as the id of the contact that already exists.
    Refusal&& with(std::string name, std::string value) && {
        members.push_back({std::move(name), std::move(value), false});
        return std::move(*this);
    }
    // The same with a value that is JSON already.
    Refusal&& with_json(std::string name, std::string json) && {
        members.push_back({std::move(name), std::move(json), true});
        return std::move(*this);
    }

    struct Member {
        std::string name, value;
        bool is_json;
    };

    std::string code;
    std::string detail;
    std::vector<Problem> problems;
    std::vector<Member> members;
};
