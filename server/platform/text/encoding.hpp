// The encodings that files of people arrive in, and their way to UTF-8.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/text/byte_source.hpp"

struct UConverter;

namespace text {

// ISO-8859-1 is read as Windows-1252, as the WHATWG Encoding Standard does: they differ only in
// 0x80 to 0x9F, which ISO-8859-1 gives to control characters that nobody's contacts hold.
enum class Encoding { utf8, utf16_le, utf16_be, windows_1252 };

// "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252".
std::string_view to_text(Encoding encoding);
std::optional<Encoding> parse_encoding(std::string_view name);

// How many bytes `utf8` took in `encoding`; exact for all that Utf8Source gives out, malformed
// sequences too.
std::uint64_t encoded_size_bytes(Encoding encoding, std::string_view utf8);

// Finds the encoding of a file while it streams by, so that one accent in the last row is seen too.
// Rules, in this order: a byte order mark; zero bytes mostly on one side of the pairs (UTF-16);
// more well-formed than malformed multi-byte sequences (UTF-8, whose malformed rows a reader then
// names); otherwise Windows-1252.
class EncodingDetector {
  public:
    void feed(std::string_view bytes);
    Encoding encoding() const;

    // A spreadsheet, archive or other format that is no text, by its first bytes: "an Excel
    // workbook". Empty for text.
    std::string_view foreign_format() const;

  private:
    void feed_byte(unsigned char byte);
    bool starts_with(std::string_view magic) const;

    std::array<unsigned char, 8> front_{};
    std::uint64_t size_ = 0;
    std::array<std::uint64_t, 2> zero_bytes_{}; // at even and at odd offsets
    std::uint64_t well_formed_ = 0;             // multi-byte sequences
    std::uint64_t malformed_ = 0;
    // Of the sequence under way: bytes still to come, and the range that the next one must be in.
    int missing_ = 0;
    unsigned char low_ = 0x80;
    unsigned char high_ = 0xBF;
};

Encoding detect_encoding(std::string_view bytes);

// UTF-8 out of another encoding, by ICU. What is malformed there (a lone surrogate, half a pair at
// the end) comes out as malformed UTF-8, so that one check, is_valid_utf8, finds the row whatever
// the file's encoding. A byte order mark is kept.
class Utf8Source : public ByteSource {
  public:
    Utf8Source(std::unique_ptr<ByteSource> source, Encoding encoding);
    ~Utf8Source() override;

    std::size_t read(std::span<char> into) override;

  private:
    bool refill();
    void append_units(const char16_t* units, std::size_t count);
    void append_malformed_marks();

    std::unique_ptr<ByteSource> source_;
    std::unique_ptr<UConverter, void (*)(UConverter*)> converter_;
    std::vector<char> raw_;
    std::vector<char16_t> units_;
    std::string ready_;
    std::size_t taken_ = 0; // of ready_
    bool ended_ = false;
};

} // namespace text
