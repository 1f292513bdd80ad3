// Sets of positions, one bit each, and how a block of positions is stored. Pure: knows no database.
#pragma once
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

// A map of so many positions is 1,920 bytes, 240 words: four rows fill a page of PostgreSQL, and
// each stays below the 2,000 bytes from which values are moved out of the row.
inline constexpr std::int32_t positions_a_block = 15'360;
inline constexpr std::size_t bytes_a_map = positions_a_block / 8;

// Members of one block as PostgreSQL writes and reads them ("\x0a01…"): a map of the least bit
// first while it is not longer than the list of the members' offsets, 2 bytes each, the lower one
// first. Which of them it is, the length says.
class BlockMembers {
  public:
    // std::invalid_argument: not of such a form.
    explicit BlockMembers(std::string_view stored);

    bool is_map() const { return bytes_.size() == bytes_a_map; }
    std::size_t count() const;
    // Calls `take` with the offsets, in order.
    template <class Take>
    void for_each(Take&& take) const;
    std::uint64_t word(std::size_t index) const; // of a map

  private:
    std::string bytes_;
};

class PositionSet {
  public:
    // Positions from 0 on; negative ones are a std::out_of_range.
    void add(std::int32_t position);
    void remove(std::int32_t position);
    bool contains(std::int32_t position) const; // false of a negative one
    void add(std::int32_t block, const BlockMembers& members);
    // Those of the block that stand here as well, in order.
    void append_common(std::int32_t block, const BlockMembers& members,
                       std::vector<std::int32_t>& common) const;

    PositionSet& operator&=(const PositionSet& other);
    std::size_t count() const;
    std::vector<std::int32_t> positions() const;
    // One block as it is stored; empty: nobody.
    std::string stored(std::int32_t block) const;

    friend bool operator==(const PositionSet&, const PositionSet&) = default;

  private:
    std::uint64_t& word_of(std::int32_t position);

    std::vector<std::uint64_t> words_;
};

template <class Take>
void BlockMembers::for_each(Take&& take) const {
    if (!is_map()) {
        for (std::size_t at = 0; at < bytes_.size(); at += 2)
            take(static_cast<unsigned char>(bytes_[at])
                 | static_cast<unsigned char>(bytes_[at + 1]) << 8);
        return;
    }
    for (std::size_t index = 0; index < bytes_a_map / 8; ++index)
        for (auto bits = word(index); bits != 0; bits &= bits - 1)
            take(static_cast<std::int32_t>(index) * 64 + std::countr_zero(bits));
}

} // namespace crm
