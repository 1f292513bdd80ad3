#include "features/crm/position_set.hpp"

#include <algorithm>
#include <bit>
#include <span>
#include <stdexcept>

namespace crm {
namespace {

constexpr std::int32_t bits_a_word = 64;
constexpr std::size_t words_a_block = positions_a_block / bits_a_word;

unsigned digit_of(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    throw std::invalid_argument("members of a block: not hexadecimal");
}

void append_hex(std::string& text, unsigned byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += digits[byte >> 4 & 15];
    text += digits[byte & 15];
}

// Of its word. The position is not negative.
std::uint64_t bit_of(std::int32_t position) {
    return std::uint64_t{1} << position % bits_a_word;
}

} // namespace

BlockMembers::BlockMembers(std::string_view stored) {
    const bool right = stored.starts_with("\\x") && stored.size() > 2 && stored.size() % 4 == 2
                       && stored.size() <= 2 + 2 * bytes_a_map;
    if (!right) throw std::invalid_argument("members of a block: neither a map nor a list");
    stored.remove_prefix(2);
    bytes_.resize(stored.size() / 2);
    for (std::size_t at = 0; at < bytes_.size(); ++at)
        bytes_[at] =
            static_cast<char>(digit_of(stored[2 * at]) << 4 | digit_of(stored[2 * at + 1]));
}

std::size_t BlockMembers::count() const {
    if (!is_map()) return bytes_.size() / 2;
    std::size_t all = 0;
    for (std::size_t index = 0; index < words_a_block; ++index)
        all += static_cast<std::size_t>(std::popcount(word(index)));
    return all;
}

std::uint64_t BlockMembers::word(std::size_t index) const {
    std::uint64_t word = 0;
    for (std::size_t byte = 0; byte < 8; ++byte)
        word |= std::uint64_t{static_cast<unsigned char>(bytes_[8 * index + byte])} << 8 * byte;
    return word;
}

void PositionSet::add(std::int32_t position) {
    auto& word = word_of(position); // before its bit: refuses what has none
    word |= bit_of(position);
}

void PositionSet::remove(std::int32_t position) {
    auto& word = word_of(position);
    word &= ~bit_of(position);
}

// Grows by whole blocks.
std::uint64_t& PositionSet::word_of(std::int32_t position) {
    if (position < 0) throw std::out_of_range("a position before the first");
    const auto blocks = static_cast<std::size_t>(position / positions_a_block) + 1;
    if (words_.size() < blocks * words_a_block) words_.resize(blocks * words_a_block);
    return words_[static_cast<std::size_t>(position / bits_a_word)];
}

bool PositionSet::contains(std::int32_t position) const {
    if (position < 0) return false;
    const auto word = static_cast<std::size_t>(position / bits_a_word);
    return word < words_.size() && (words_[word] & bit_of(position)) != 0;
}

void PositionSet::add(std::int32_t block, const BlockMembers& members) {
    const auto first = block * positions_a_block;
    if (!members.is_map())
        return members.for_each([&](std::int32_t offset) { add(first + offset); });
    auto* word = &word_of(first);
    for (std::size_t index = 0; index < words_a_block; ++index) word[index] |= members.word(index);
}

void PositionSet::append_common(std::int32_t block, const BlockMembers& members,
                                std::vector<std::int32_t>& common) const {
    const auto first = block * positions_a_block;
    members.for_each([&](std::int32_t offset) {
        if (contains(first + offset)) common.push_back(first + offset);
    });
}

PositionSet& PositionSet::operator&=(const PositionSet& other) {
    words_.resize(std::min(words_.size(), other.words_.size()));
    for (std::size_t index = 0; index < words_.size(); ++index)
        words_[index] &= other.words_[index];
    return *this;
}

std::size_t PositionSet::count() const {
    std::size_t all = 0;
    for (const auto word : words_) all += static_cast<std::size_t>(std::popcount(word));
    return all;
}

std::vector<std::int32_t> PositionSet::positions() const {
    std::vector<std::int32_t> all;
    for (std::size_t index = 0; index < words_.size(); ++index)
        for (auto bits = words_[index]; bits != 0; bits &= bits - 1)
            all.push_back(static_cast<std::int32_t>(index) * bits_a_word + std::countr_zero(bits));
    return all;
}

std::string PositionSet::stored(std::int32_t block) const {
    const auto first = static_cast<std::size_t>(block) * words_a_block;
    if (first >= words_.size()) return {};
    const auto words = std::span(words_).subspan(first, words_a_block);
    std::size_t count = 0;
    for (const auto word : words) count += static_cast<std::size_t>(std::popcount(word));
    if (count == 0) return {};
    std::string text = "\\x";
    const bool as_list = 2 * count < bytes_a_map;
    for (std::size_t index = 0; index < words_a_block; ++index) {
        if (!as_list)
            for (int byte = 0; byte < 8; ++byte)
                append_hex(text, static_cast<unsigned>(words[index] >> 8 * byte & 255));
        else
            for (auto bits = words[index]; bits != 0; bits &= bits - 1) {
                const auto offset = static_cast<unsigned>(index) * bits_a_word
                                    + static_cast<unsigned>(std::countr_zero(bits));
                append_hex(text, offset & 255);
                append_hex(text, offset >> 8);
            }
    }
    return text;
}

} // namespace crm
