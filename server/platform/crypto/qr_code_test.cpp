#include "platform/crypto/qr_code.hpp"

#include <gtest/gtest.h>

using namespace crypto;

TEST(QrCode, is_one_svg_path_with_its_margin) {
    const auto svg = qr_svg("HELLO"); // version 1: 21 modules, and 4 on each side
    EXPECT_TRUE(svg.starts_with(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29")"));
    // The upper edge of both upper finder patterns: seven dark modules.
    EXPECT_NE(std::string::npos, svg.find("M4 4h7v1h-7z"));
    EXPECT_NE(std::string::npos, svg.find("M18 4h7v1h-7z"));
    EXPECT_TRUE(svg.ends_with("</svg>"));
}

TEST(QrCode, holds_up_to_1024_bytes) {
    EXPECT_NO_THROW(qr_svg(std::string(1024, 'x')));
    EXPECT_THROW(qr_svg(std::string(1025, 'x')), std::logic_error);
    EXPECT_THROW(qr_svg(""), std::logic_error);
    EXPECT_THROW(qr_svg(std::string("a\0b", 3)), std::logic_error);
}
