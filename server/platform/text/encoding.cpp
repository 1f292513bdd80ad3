#include "platform/text/encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "platform/text/ascii.hpp"

namespace text {
namespace {

constexpr std::size_t raw_chunk_bytes = 64 * 1024;

// A surrogate in UTF-8's form, which no well-formed text has. It counts as one UTF-16 unit, as what
// it stands for did.
constexpr std::string_view malformed_mark = "\xED\xA0\x80";

struct NamedEncoding {
    Encoding encoding;
    std::string_view name; // the IANA name, which ICU takes too
};
constexpr NamedEncoding encodings[] = {
    {Encoding::utf8, "UTF-8"},
    {Encoding::utf16_le, "UTF-16LE"},
    {Encoding::utf16_be, "UTF-16BE"},
    {Encoding::windows_1252, "windows-1252"},
};

bool is_malformed(UErrorCode status) {
    return status == U_ILLEGAL_CHAR_FOUND || status == U_INVALID_CHAR_FOUND
           || status == U_TRUNCATED_CHAR_FOUND;
}

bool is_lead(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

} // namespace

std::string_view to_text(Encoding encoding) {
    for (const auto& each : encodings)
        if (each.encoding == encoding) return each.name;
    throw std::logic_error("an encoding without a name");
}

std::optional<Encoding> parse_encoding(std::string_view name) {
    for (const auto& each : encodings)
        if (each.name == name) return each.encoding;
    return std::nullopt;
}

std::uint64_t encoded_size_bytes(Encoding encoding, std::string_view utf8) {
    if (encoding == Encoding::utf8) return utf8.size();
    const auto characters = static_cast<std::uint64_t>(std::ranges::count_if(utf8, is_lead));
    if (encoding == Encoding::windows_1252) return characters;
    const auto beyond_the_first_plane = static_cast<std::uint64_t>(
        std::ranges::count_if(utf8, [](char c) { return static_cast<unsigned char>(c) >= 0xF0; }));
    return 2 * (characters + beyond_the_first_plane);
}

void EncodingDetector::feed(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size() && size_ + i < front_.size(); ++i)
        front_[size_ + i] = static_cast<unsigned char>(bytes[i]);
    while (!bytes.empty()) {
        // Text without zero bytes and accents, the common case, is skipped at the speed of memory.
        auto plain = missing_ == 0 ? ascii_prefix_bytes(bytes) : 0;
        if (const void* zero = std::memchr(bytes.data(), 0, plain))
            plain = static_cast<std::size_t>(static_cast<const char*>(zero) - bytes.data());
        size_ += plain;
        bytes.remove_prefix(plain);
        if (bytes.empty()) break;
        feed_byte(static_cast<unsigned char>(bytes.front()));
        bytes.remove_prefix(1);
    }
}

// The table of well-formed sequences of the Unicode standard (3-7): the second byte's range depends
// on the first.
void EncodingDetector::feed_byte(unsigned char byte) {
    if (byte == 0) ++zero_bytes_[size_ % 2];
    ++size_;
    if (missing_ > 0) {
        const bool fits = byte >= low_ && byte <= high_;
        low_ = 0x80;
        high_ = 0xBF;
        if (fits) {
            if (--missing_ == 0) ++well_formed_;
            return;
        }
        missing_ = 0;
        ++malformed_;
    }
    if (byte < 0x80) return;
    if (byte < 0xC2 || byte > 0xF4) {
        ++malformed_;
        return;
    }
    missing_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    if (byte == 0xE0) low_ = 0xA0;
    if (byte == 0xED) high_ = 0x9F;
    if (byte == 0xF0) low_ = 0x90;
    if (byte == 0xF4) high_ = 0x8F;
}

bool EncodingDetector::starts_with(std::string_view magic) const {
    return size_ >= magic.size() && std::memcmp(front_.data(), magic.data(), magic.size()) == 0;
}

Encoding EncodingDetector::encoding() const {
    if (starts_with("\xEF\xBB\xBF")) return Encoding::utf8;
    if (starts_with("\xFF\xFE")) return Encoding::utf16_le;
    if (starts_with("\xFE\xFF")) return Encoding::utf16_be;
    // Even Greek or Chinese text has its digits, commas and line ends in the first 256 characters:
    // a twentieth is enough.
    const auto pairs = size_ / 2;
    if (zero_bytes_[1] * 20 > pairs && zero_bytes_[0] * 8 < zero_bytes_[1])
        return Encoding::utf16_le;
    if (zero_bytes_[0] * 20 > pairs && zero_bytes_[1] * 8 < zero_bytes_[0])
        return Encoding::utf16_be;
    return malformed_ == 0 || well_formed_ > malformed_ ? Encoding::utf8 : Encoding::windows_1252;
}

std::string_view EncodingDetector::foreign_format() const {
    using namespace std::string_view_literals;
    struct Format {
        std::string_view magic, name;
    };
    static constexpr Format formats[] = {
        {"PK\x03\x04"sv, "an Excel workbook or another archive"sv},
        {"\xD0\xCF\x11\xE0"sv, "an old Excel workbook"sv},
        {"%PDF-"sv, "a PDF document"sv},
        {"\x1F\x8B"sv, "a compressed file"sv},
        {"{\\rtf"sv, "a rich text document"sv},
        {"\x89PNG"sv, "an image"sv},
        {"\xFF\xD8\xFF"sv, "an image"sv},
        {"BEGIN:VC"sv, "a vCard"sv},
    };
    for (const auto& format : formats)
        if (starts_with(format.magic)) return format.name;
    return {};
}

Encoding detect_encoding(std::string_view bytes) {
    EncodingDetector detector;
    detector.feed(bytes);
    return detector.encoding();
}

Utf8Source::Utf8Source(std::unique_ptr<ByteSource> source, Encoding encoding)
    : source_(std::move(source)),
      converter_(nullptr, ucnv_close),
      raw_(raw_chunk_bytes),
      units_(raw_chunk_bytes) {
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(std::string(to_text(encoding)).c_str(), &status));
    if (U_SUCCESS(status))
        ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                            &status);
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
}

Utf8Source::~Utf8Source() = default;

std::size_t Utf8Source::read(std::span<char> into) {
    while (taken_ == ready_.size())
        if (!refill()) return 0;
    const auto count = std::min(into.size(), ready_.size() - taken_);
    std::copy_n(ready_.data() + taken_, count, into.data());
    taken_ += count;
    return count;
}

bool Utf8Source::refill() {
    if (ended_) return false;
    ready_.clear();
    taken_ = 0;
    const auto count = source_->read(raw_);
    ended_ = count == 0;
    const char* from = raw_.data();
    for (UErrorCode status = U_BUFFER_OVERFLOW_ERROR; U_FAILURE(status);) {
        status = U_ZERO_ERROR;
        auto* to = units_.data();
        ucnv_toUnicode(converter_.get(), &to, units_.data() + units_.size(), &from,
                       raw_.data() + count, nullptr, ended_, &status);
        append_units(units_.data(), static_cast<std::size_t>(to - units_.data()));
        if (is_malformed(status))
            append_malformed_marks();
        else if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR)
            throw std::runtime_error(u_errorName(status));
    }
    return true;
}

void Utf8Source::append_units(const char16_t* units, std::size_t count) {
    const auto before = ready_.size();
    ready_.resize(before + 3 * count);
    UErrorCode status = U_ZERO_ERROR;
    int32_t written = 0;
    u_strToUTF8(ready_.data() + before, static_cast<int32_t>(3 * count), &written, units,
                static_cast<int32_t>(count), &status);
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
    ready_.resize(before + static_cast<std::size_t>(written));
}

// One for each unit of the sequence, so that its size can be told back; half a unit at the end
// counts as one.
void Utf8Source::append_malformed_marks() {
    std::array<char, 32> bytes{};
    auto size = static_cast<int8_t>(bytes.size());
    UErrorCode status = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter_.get(), bytes.data(), &size, &status);
    for (int at = 0; at < size; at += 2) ready_ += malformed_mark;
}

} // namespace text
