// Where a page ended: a made-up cursor is a refusal, a true one comes back as it was.
#include "fuzz.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/http/cursor.hpp"
#include "platform/text/utf8.hpp"

namespace {

using Keys = std::vector<std::optional<std::string>>;

void read(std::string_view cursor) {
    for (const std::size_t count : {1, 2, 3}) {
        try {
            const auto keys = http::read_cursor(cursor, count);
            fuzz::require(keys.size() == count);
            for (const auto& key : keys) fuzz::require(!key || text::is_storable(*key));
            fuzz::require(http::read_cursor(http::make_cursor(keys), count) == keys);
        } catch (const Refusal& refusal) {
            fuzz::require(refusal.problems.size() == 1 && refusal.problems[0].field == "after");
        }
    }
    try {
        const auto time = http::read_time_cursor(std::string(cursor));
        const auto again = http::read_time_cursor(http::make_cursor(*time));
        fuzz::require(again->at == time->at && again->id == time->id);
    } catch (const Refusal& refusal) {
        fuzz::require(refusal.problems.size() == 1);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text_of(data, size);
    read(input);
    read(crypto::to_base64url(input)); // past the base64
    if (text::is_storable(input) && size < 1000) {
        const Keys keys{std::string(input), std::nullopt};
        fuzz::require(http::read_cursor(http::make_cursor(keys), 2) == keys);
    }
    return 0;
}
