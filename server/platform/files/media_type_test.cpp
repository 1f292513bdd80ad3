#include "platform/files/media_type.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace std::string_literals;
using files::ImageSize;
using files::read_image_size;
using files::sniff_media_type;

namespace {

std::string zip_entry(const std::string& name) {
    return "PK\x03\x04"s + std::string(26, '\0') + name;
}
std::string box(const std::string& brand) {
    return "\0\0\0\x18"s + "ftyp" + brand + "\0\0\0\0"s;
}

} // namespace

TEST(MediaType, is_told_from_the_first_bytes) {
    const std::pair<std::string, std::string> cases[] = {
        {"\x89PNG\r\n\x1A\n"s, "image/png"},
        {"\xFF\xD8\xFF\xE0"s, "image/jpeg"},
        {"GIF89a", "image/gif"},
        {"GIF88a", "text/plain"},
        {"RIFF\0\0\0\0WEBPVP8 "s, "image/webp"},
        {"RIFF\0\0\0\0WAVEfmt "s, "audio/wav"},
        {"RIFF\0\0\0\0NONE"s, "application/octet-stream"},
        {"XXXX\0\0\0\0WEBPVP8 "s, "application/octet-stream"},
        {"%PDF-1.7\n", "application/pdf"},
        {zip_entry("a.txt"), "application/zip"},
        {zip_entry("[Content_Types].xml") + zip_entry("word/document.xml"),
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {zip_entry("_rels/.rels") + zip_entry("xl/workbook.xml"),
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {zip_entry("[Content_Types].xml") + zip_entry("ppt/slides"),
         "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
        {zip_entry("word/game.txt"), "application/zip"},
        {zip_entry("mimetypeapplication/vnd.oasis.opendocument.text"),
         "application/vnd.oasis.opendocument.text"},
        {zip_entry("x") + "mimetypeapplication/epub+zip", "application/zip"},
        {"PK\x05\x06"s, "application/zip"},
        {box("isom"), "video/mp4"},
        {box("mp42"), "video/mp4"},
        {box("heic"), "image/heic"},
        {box("mif1"), "image/heic"},
        {box("avif"), "image/avif"},
        {box("qt  "), "video/quicktime"},
        {box("M4A "), "audio/mp4"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s, "application/x-ole-storage"},
        {"\x1F\x8B\x08"s, "application/gzip"},
        {"ID3\x03", "audio/mpeg"},
        {"\x1A\x45\xDF\xA3"s, "video/webm"},
        {"BEGIN:VCARD\r\n", "text/vcard"},
        {"BEGIN:VCALENDAR\r\n", "text/calendar"},
        {"hello", "text/plain"},
        {"Grüße", "text/plain"},
        {"caf\xE9", "text/plain"},
        {"\xFF\xFEh\0i\0"s, "text/plain"},
        {"name,email\nAda,ada@example.com\n", "text/csv"},
        {"\xEF\xBB\xBFname;email\r\nAda;ada@example.com\r\n", "text/csv"},
        {"a,b\nc\n", "text/plain"},
        {"one line, only", "text/plain"},
        {"", "application/octet-stream"},
        {"\0"s, "application/octet-stream"},
        {"text\x01", "application/octet-stream"},
        {"MZ\x90\0\x03"s, "application/octet-stream"},
        {"<!doctype html><p>", "text/html"},
        {"  \n<HTML>", "text/html"},
        {"<script>alert(1)</script>", "text/html"},
        {"<p>", "text/html"},
        {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "image/svg+xml"},
        {"<?xml version=\"1.0\"?><SVG/>", "image/svg+xml"},
        {"<?xml version=\"1.0\"?><feed/>", "application/xml"},
        {"<?xml version=\"1.0\"?><html/>", "text/html"},
        {"\xEF\xBB\xBF<!-- a --><svg onload=alert(1)>", "image/svg+xml"},
    };
    for (const auto& [bytes, expected] : cases)
        EXPECT_EQ(expected, sniff_media_type(bytes).name) << bytes;
}

TEST(MediaType, lets_only_pictures_sound_and_film_be_shown_in_place) {
    for (const auto& bytes :
         {"\x89PNG\r\n\x1A\n"s, "\xFF\xD8\xFF\xE0"s, box("isom"), box("avif"), "ID3\x03"s})
        EXPECT_TRUE(sniff_media_type(bytes).inline_safe) << bytes;
    for (const auto& bytes : {"<svg/>"s, "<html>"s, "<?xml?>"s, "%PDF-1.7"s, "hello"s,
                              zip_entry("a"), "\0"s, "GIF88a<script>"s})
        EXPECT_FALSE(sniff_media_type(bytes).inline_safe) << bytes;
}

TEST(MediaType, looks_no_further_than_the_head) {
    const std::string late = "<?xml version=\"1.0\"?>" + std::string(8 * 1024 - 24, ' ') + "<svg/>";
    EXPECT_EQ("application/xml", sniff_media_type(late).name);
    EXPECT_EQ("image/svg+xml", sniff_media_type(late.substr(0, 21) + late.substr(100)).name);
}

TEST(ImageSizeOf, is_read_from_the_header) {
    const std::string webp = "RIFF\0\0\0\0WEBP"s;
    const std::string jpeg_start = "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"s;
    const std::string frame = "\xFF\xC0\0\x11\x08\x01\x02\x03\x04\x03"s;
    const std::pair<std::string, std::optional<ImageSize>> cases[] = {
        {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0"s, ImageSize{640, 480}},
        {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01"s, std::nullopt},
        {"\x89PNG\r\n\x1A\n\0\0\0\rXXXX\0\0\x02\x80\0\0\x01\xE0"s, std::nullopt},
        {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\0\0\0\x01\xE0"s, std::nullopt},
        {"GIF89a\x80\x02\xE0\x01"s, ImageSize{640, 480}},
        {"GIF89a\x80\x02\xE0"s, std::nullopt},
        {webp + "VP8X\x0A\0\0\0\0\0\0\0\x7F\x02\0\xDF\x01\0"s, ImageSize{640, 480}},
        {webp + "VP8L\x0A\0\0\0\x2F\x7F\xC2\x77\0\0\0\0\0\0"s, ImageSize{640, 480}},
        {webp + "VP8L\x0A\0\0\0\x2E\x7F\xC2\x77\0\0\0\0\0\0"s, std::nullopt},
        {webp + "VP8 \x0A\0\0\0\0\0\0\x9D\x01\x2A\x80\x02\xE0\x01"s, ImageSize{640, 480}},
        {webp + "VP8 "s, std::nullopt},
        {jpeg_start + frame, ImageSize{0x304, 0x102}},
        {jpeg_start + "\xFF\xFF"s + frame, ImageSize{0x304, 0x102}},
        {jpeg_start + "\xFF\xDA\0\x02"s + frame, std::nullopt},
        {jpeg_start + frame.substr(0, 8), std::nullopt},
        {jpeg_start + "\xFF\xE1\xFF\xFF"s + frame, std::nullopt},
        {jpeg_start + "x"s + frame, std::nullopt},
        {"hello", std::nullopt},
        {"", std::nullopt},
    };
    for (const auto& [bytes, expected] : cases)
        EXPECT_EQ(expected, read_image_size(bytes)) << bytes;
}
