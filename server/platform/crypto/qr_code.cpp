#include "platform/crypto/qr_code.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace crypto {
namespace {

constexpr int margin = 4; // ISO/IEC 18004 asks for it

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

// Each dark run of a row as one rectangle: "M4 4h7v1h-7z".
std::string path_of(const QRcode& code) {
    std::string path;
    for (int y = 0; y < code.width; ++y) {
        const unsigned char* row = code.data + y * code.width;
        for (int x = 0; x < code.width;) {
            int run = 0;
            while (x + run < code.width && (row[x + run] & 1) != 0) ++run; // bit 0: dark
            if (run > 0) path += fmt::format("M{} {}h{}v1h-{}z", x + margin, y + margin, run, run);
            x += run + 1;
        }
    }
    return path;
}

} // namespace

std::string qr_svg(std::string_view text) {
    if (text.empty() || text.size() > qr_limit_bytes || text.find('\0') != std::string_view::npos)
        throw std::logic_error("QR code: 1 to 1024 bytes without NUL");
    const std::unique_ptr<QRcode, FreeCode> code(
        QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M));
    if (!code) throw std::runtime_error("QR code: cannot be made");
    const int side = code->width + 2 * margin;
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" shape-rendering="crispEdges">)"
        R"(<path fill="#fff" d="M0 0h{0}v{0}h-{0}z"/><path d="{1}"/></svg>)",
        side, path_of(*code));
}

} // namespace crypto
