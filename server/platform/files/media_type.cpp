#include "platform/files/media_type.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "platform/files/store.hpp"

namespace files {
namespace {

using namespace std::string_view_literals;

constexpr MediaType unknown{"application/octet-stream", ""};
constexpr MediaType zip{"application/zip", "zip"};

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    MediaType type;
};

// WHATWG MIME Sniffing, and the formats' own specifications. The first that fits decides.
constexpr Signature signatures[] = {
    {0, "\x89PNG\r\n\x1A\n"sv, {"image/png", "png", true}},
    {0, "\xFF\xD8\xFF"sv, {"image/jpeg", "jpg", true}},
    {0, "GIF87a"sv, {"image/gif", "gif", true}},
    {0, "GIF89a"sv, {"image/gif", "gif", true}},
    {8, "WEBPVP"sv, {"image/webp", "webp", true}},
    {0, "II*\0"sv, {"image/tiff", "tif"}},
    {0, "MM\0*"sv, {"image/tiff", "tif"}},
    {0, "\0\0\1\0"sv, {"image/vnd.microsoft.icon", "ico"}},
    {0, "%PDF-"sv, {"application/pdf", "pdf"}},
    {0,
     "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
     {"application/x-ole-storage", "doc"}}, // Office until 2003
    {0, "{\\rtf"sv, {"application/rtf", "rtf"}},
    {0, "\x1F\x8B\x08"sv, {"application/gzip", "gz"}},
    {0, "7z\xBC\xAF\x27\x1C"sv, {"application/x-7z-compressed", "7z"}},
    {0, "Rar!\x1A\x07"sv, {"application/vnd.rar", "rar"}},
    {8, "WAVE"sv, {"audio/wav", "wav", true}},
    {8, "AVI "sv, {"video/x-msvideo", "avi"}},
    {0, "OggS\0"sv, {"application/ogg", "ogg", true}},
    {0, "fLaC"sv, {"audio/flac", "flac", true}},
    {0, "ID3"sv, {"audio/mpeg", "mp3", true}},
    {0, "\xFF\xFB"sv, {"audio/mpeg", "mp3", true}},
    {0, "\x1A\x45\xDF\xA3"sv, {"video/webm", "webm", true}}, // Matroska too
    {0, "BEGIN:VCARD"sv, {"text/vcard", "vcf"}},
    {0, "BEGIN:VCALENDAR"sv, {"text/calendar", "ics"}},
    {0, "BM"sv, {"image/bmp", "bmp"}},
};

bool fits(const Signature& signature, std::string_view head) {
    if (signature.offset == 8 && !head.starts_with("RIFF")) return false;
    return head.size() >= signature.offset
           && head.substr(signature.offset).starts_with(signature.bytes);
}

// ISO/IEC 14496-12, 4.3: a `ftyp` box, whose brands say which of the family it is.
std::optional<MediaType> sniff_iso_media(std::string_view head) {
    if (head.size() < 12 || head.substr(4, 4) != "ftyp") return std::nullopt;
    const auto brand = head.substr(8, 4);
    for (const auto heic : {"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"})
        if (brand == heic) return MediaType{"image/heic", "heic"};
    if (brand == "avif" || brand == "avis") return MediaType{"image/avif", "avif", true};
    if (brand == "qt  ") return MediaType{"video/quicktime", "mov"};
    if (brand == "M4A ") return MediaType{"audio/mp4", "m4a", true};
    return MediaType{"video/mp4", "mp4", true};
}

// What lies in the archive says what it is: its first entries stand in the head.
std::optional<MediaType> sniff_archive(std::string_view head) {
    if (!head.starts_with("PK\x03\x04") && !head.starts_with("PK\x05\x06")) return std::nullopt;
    struct Inside {
        std::string_view mark;
        MediaType type;
    };
    static constexpr Inside known[] = {
        {"mimetypeapplication/vnd.oasis.opendocument.text",
         {"application/vnd.oasis.opendocument.text", "odt"}},
        {"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
         {"application/vnd.oasis.opendocument.spreadsheet", "ods"}},
        {"mimetypeapplication/vnd.oasis.opendocument.presentation",
         {"application/vnd.oasis.opendocument.presentation", "odp"}},
        {"mimetypeapplication/epub+zip", {"application/epub+zip", "epub"}},
        {"word/",
         {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"}},
        {"xl/", {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"}},
        {"ppt/",
         {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"}},
    };
    const bool office =
        head.find("[Content_Types].xml") != head.npos || head.find("_rels/.rels") != head.npos;
    for (const auto& [mark, type] : known) {
        const bool open_document = mark.starts_with("mimetype");
        const auto found = head.find(mark);
        // An entry's name follows the 30 bytes of its header (APPNOTE.TXT, 4.3.7).
        if (found != head.npos && (open_document ? found == 30 : office)) return type;
    }
    return zip;
}

// WHATWG MIME Sniffing, 3: bytes that no text has.
bool reads_like_text(std::string_view head) {
    if (head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE")) return true;
    return !head.empty() && std::ranges::none_of(head, [](unsigned char c) {
        return c <= 0x08 || c == 0x0B || (c >= 0x0E && c <= 0x1A) || (c >= 0x1C && c <= 0x1F);
    });
}

std::string in_lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return lower;
}

// Rather too much taken for markup than too little: markup is only ever offered as a download.
MediaType sniff_markup(std::string_view head) {
    const auto lower = in_lower_case(head);
    if (lower.find("<svg") != lower.npos) return {"image/svg+xml", "svg"};
    if (lower.starts_with("<?xml") && lower.find("<html") == lower.npos)
        return {"application/xml", "xml"};
    return {"text/html", "html"};
}

bool looks_like_table(std::string_view text) {
    const auto first_end = text.find('\n');
    if (first_end == text.npos) return false;
    const auto second_end = text.find('\n', first_end + 1);
    const auto first = text.substr(0, first_end);
    const auto second = text.substr(
        first_end + 1, second_end == text.npos ? text.npos : second_end - first_end - 1);
    return std::ranges::any_of(",;\t"sv, [&](char delimiter) {
        const auto count = std::ranges::count(first, delimiter);
        return count > 0 && count == std::ranges::count(second, delimiter);
    });
}

} // namespace

MediaType sniff_media_type(std::string_view bytes) {
    const auto head = bytes.substr(0, head_limit_bytes);
    const auto found =
        std::ranges::find_if(signatures, [&](const Signature& each) { return fits(each, head); });
    if (found != std::end(signatures)) return found->type;
    if (const auto type = sniff_iso_media(head)) return *type;
    if (const auto type = sniff_archive(head)) return *type;
    if (!reads_like_text(head)) return unknown;
    auto text = head;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
    if (text.starts_with('<')) return sniff_markup(text);
    if (looks_like_table(text)) return {"text/csv", "csv"};
    return {"text/plain", "txt"};
}

} // namespace files
