#include "platform/files/file_name.hpp"

#include <gtest/gtest.h>

#include "platform/text/utf8.hpp"

using files::content_disposition;
using files::Disposition;
using files::safe_file_name;

TEST(FileName, is_made_safe) {
    const std::pair<std::string, std::string> cases[] = {
        {"report.pdf", "report.pdf"},
        {"Übersicht 名前 🙂.pdf", "Übersicht 名前 🙂.pdf"},
        {"/etc/passwd", "passwd"},
        {"C:\\Users\\ada\\report.pdf", "report.pdf"},
        {"../../x", "x"},
        {"..", "file"},
        {".", "file"},
        {"", "file"},
        {"a/", "file"},
        {".htaccess", "htaccess"},
        {" a . ", "a"},
        {"a\r\nb\x7f.txt", "ab.txt"},
        {std::string("a\0b", 3),
         "a\xEF\xBF\xBD"
         "b"},
        {"a<b>c:d\"e|f?g*.txt", "a_b_c_d_e_f_g_.txt"},
        {"photo\xE2\x80\xAEgpj.exe", "photogpj.exe"},
        {"\xE2\x80\x8B", "file"},
        {"fam\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
         "fam\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9"},
        {"cafe\xCC\x81.txt", "café.txt"},
        {"cafe\x0C\xCC\x81.txt", "café.txt"},
        {"broken\xFF.txt", "broken\xEF\xBF\xBD.txt"},
        {"CON", "_CON"},
        {"con.txt", "_con.txt"},
        {"lpt1.txt", "_lpt1.txt"},
        {"console.txt", "console.txt"},
    };
    for (const auto& [given, expected] : cases) EXPECT_EQ(expected, safe_file_name(given)) << given;
}

TEST(FileName, has_a_longest_length_and_keeps_its_extension) {
    std::string exact(files::file_name_limit_bytes - 4, 'x');
    exact += ".pdf";
    EXPECT_EQ(exact, safe_file_name(exact));
    EXPECT_EQ(exact, safe_file_name("x" + exact));
    const auto umlauts = safe_file_name([] {
        std::string name;
        for (int i = 0; i < 300; ++i) name += "ä";
        return name + ".docx";
    }());
    EXPECT_LE(umlauts.size(), files::file_name_limit_bytes);
    EXPECT_TRUE(umlauts.ends_with("ä.docx"));
    EXPECT_EQ(files::file_name_limit_bytes, safe_file_name("a." + std::string(500, 'b')).size());
    EXPECT_TRUE(text::is_valid_utf8(umlauts));
    const std::string stem(files::file_name_limit_bytes - 1, 'x');
    EXPECT_EQ(stem, safe_file_name(stem + " " + std::string(20, 'y')))
        << "no blank where it was cut";
}

TEST(ContentDisposition, names_the_file_in_ascii_and_in_full) {
    const std::pair<std::string, std::string> cases[] = {
        {"report.pdf", "attachment; filename=\"report.pdf\""},
        {"my report (1).pdf", "attachment; filename=\"my report (1).pdf\""},
        {"Zoë.pdf", "attachment; filename=\"Zo_.pdf\"; filename*=UTF-8''Zo%C3%AB.pdf"},
        {"🙂", "attachment; filename=\"_\"; filename*=UTF-8''%F0%9F%99%82"},
        {"100%.txt", "attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt"},
        {"a\"b\\c;d.txt", "attachment; filename=\"c;d.txt\""},
        {"a\r\nSet-Cookie: x", "attachment; filename=\"aSet-Cookie_ x\""},
        {"'quoted' ä",
         "attachment; filename=\"'quoted' _\"; filename*=UTF-8''%27quoted%27%20%C3%A4"},
    };
    for (const auto& [name, expected] : cases)
        EXPECT_EQ(expected, content_disposition(Disposition::attachment, name));
    EXPECT_EQ("inline; filename=\"a.png\"", content_disposition(Disposition::as_inline, "a.png"));
}
