// A large contact book in one project, made once by the program's own generators and used by every
// part that measures contacts.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "part.hpp"
#include "platform/base/timestamp.hpp"
#include "platform/base/uuid.hpp"

namespace bench {

inline constexpr std::uint64_t full_book = 1'000'000;
inline constexpr std::uint64_t events_per_contact = 10;
inline constexpr int book_members = 50; // viewer1@example.com … besides the owner

struct ContactBook {
    std::filesystem::path folder; // a data folder for `socialflow serve`
    std::uint64_t contacts = 0;

    static constexpr std::string_view owner = "owner@example.com";
    static constexpr std::string_view password = "a million friends"; // of everybody
    static std::string member(int number) {
        return "member" + std::to_string(number) + "@example.com";
    }
};

// Makes it unless it is there: a million takes about ten minutes and 8 GB.
ContactBook prepared_contact_book(const Bench& bench, std::uint64_t contacts = full_book);

// The id that contact `number` has in the book.
Uuid contact_id(std::uint64_t number, Timestamp created_at);

} // namespace bench
