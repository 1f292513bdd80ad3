#include "platform/http/call.hpp"

#include <charconv>

namespace http {

const Uuid& Call::user_id() const {
    if (!identity.user_id) throw Refusal("user_required");
    return *identity.user_id;
}

std::optional<std::int64_t> Call::if_match() const {
    const auto field = request.headers.find("If-Match");
    if (!field || *field == "*") return std::nullopt;
    auto text = *field;
    if (text.starts_with("W/")) text.remove_prefix(2);
    std::int64_t version = 0;
    const bool quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
    if (quoted) {
        // What a GET was tagged with is the version and a hash of what it showed.
        auto digits = text.substr(1, text.size() - 2);
        if (const auto dash = digits.find('-'); dash != std::string_view::npos && dash > 0)
            digits = digits.substr(0, dash);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), version);
        if (error == std::errc() && version >= 0 && end == digits.data() + digits.size())
            return version;
    }
    throw Refusal::field("If-Match", "bad_format", "must be the ETag of the record, such as \"7\"");
}

bool Identity::has_scope(std::string_view scope) const {
    return std::ranges::find(scopes, scope) != scopes.end();
}

} // namespace http
