// Files of strangers: their names made safe, their kind and the size of a picture told from the
// first bytes.
#include <algorithm>

#include "fuzz.hpp"
#include "platform/files/file_name.hpp"
#include "platform/files/media_type.hpp"
#include "platform/text/utf8.hpp"

namespace {

bool is_printable_ascii(char c) {
    return c >= ' ' && c <= '~';
}

void as_name(std::string_view given) {
    const auto name = files::safe_file_name(given);
    fuzz::require(!name.empty() && name.size() <= files::file_name_limit_bytes);
    fuzz::require(text::is_storable(name) && name != "." && name != "..");
    fuzz::require(name.find_first_of("/\\") == name.npos);
    fuzz::require(files::safe_file_name(name) == name);
    const auto header = files::content_disposition(files::Disposition::attachment, name);
    fuzz::require(std::ranges::all_of(header, is_printable_ascii));
    fuzz::require(std::ranges::count(header, '"') == 2);
}

void as_content(std::string_view bytes) {
    const auto type = files::sniff_media_type(bytes);
    fuzz::require(!type.name.empty());
    fuzz::require(!type.inline_safe || (type.name != "text/html" && type.name != "image/svg+xml"));
    const auto size = files::read_image_size(bytes);
    if (size) fuzz::require(size->width > 0 && size->height > 0);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    as_name(fuzz::text_of(data, size));
    as_content(fuzz::text_of(data, size));
    return 0;
}
