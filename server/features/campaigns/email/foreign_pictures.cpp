#include "features/campaigns/email/foreign_pictures.hpp"

#include "features/campaigns/email/message_token.hpp"
#include "platform/files/media_type.hpp"
#include "platform/http/handler.hpp"
#include "platform/http/outward.hpp"
#include "platform/outbound/client.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/html.hpp"
#include "platform/text/url.hpp"

namespace campaigns {

struct ForeignPicture {
    std::string url;
};
BOOST_DESCRIBE_STRUCT(ForeignPicture, (), (url))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::ForeignPicture> =
    std::to_array<meta::Rule>({{.field = "url", .min = 1, .max = 2000}});

namespace campaigns {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_address = 2000;
constexpr std::chrono::milliseconds longest_fetch{4000};

// Where the value of src in quotes stands in the tag; an empty piece of `tag` when there is none.
std::string_view source_in(std::string_view tag) {
    const auto lower = text::to_lower_ascii(tag);
    for (const auto* name : {" src=", "\nsrc=", "\tsrc="})
        if (const auto at = lower.find(name); at != npos && at + 5 < tag.size()) {
            const char quote = tag[at + 5];
            if (quote != '"' && quote != '\'') continue;
            const auto end = tag.find(quote, at + 6);
            if (end != npos) return tag.substr(at + 6, end - at - 6);
        }
    return tag.substr(0, 0);
}

std::string without_references(std::string_view value) {
    std::string out(value);
    for (auto at = out.find("&amp;"); at != npos; at = out.find("&amp;", at + 1))
        out.erase(at + 1, 4);
    return out;
}

bool is_foreign(std::string_view url, std::string_view own) {
    const auto lower = text::to_lower_ascii(url.substr(0, 8));
    return url.size() <= longest_address && (own.empty() || !url.starts_with(own))
           && (lower.starts_with("https://") || lower.starts_with("http://"));
}

// The picture itself is asked, whatever its server says of it.
std::optional<files::MediaType> picture_type(std::string_view bytes) {
    const auto type = files::sniff_media_type(bytes);
    if (!type.inline_safe || !type.name.starts_with("image/")) return std::nullopt;
    return type;
}

http::Reply fetch_picture(const outbound::Client& client, const std::string& url) {
    outbound::Response response;
    try {
        response = client.send({.method = "GET",
                                .url = url,
                                .headers = {{"Accept", "image/*"}},
                                .total_time = longest_fetch,
                                .body_limit_bytes = largest_foreign_picture});
    } catch (const outbound::Failure&) {
        throw Refusal("not_found"); // the same for each reason: nobody learns what stands where
    }
    const auto type = picture_type(response.body);
    if (response.status != 200 || !type) throw Refusal("not_found");
    auto reply = http::Reply::text(200, std::move(response.body), type->name);
    reply.headers.set("Cache-Control", "private, max-age=3600");
    reply.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    return reply;
}

// GET /api/email/pictures/{token}?url=…
http::Reply show_picture(http::Call& call, const std::string& token,
                         const http::Query<ForeignPicture>& query) {
    if (!read_message_token(call.services.secrets, LinkPurpose::picture, token, query->url))
        throw Refusal("not_found");
    throw http::Outward{[&client = call.services.outbound, url = query->url] {
        return fetch_picture(client, url);
    }};
}

} // namespace

std::string with_local_pictures(std::string_view html, std::string_view own,
                                const crypto::SecretBox& box, const Uuid& project_id) {
    std::string out;
    std::size_t written = 0;
    const auto lower = text::to_lower_ascii(html);
    for (auto tag = lower.find("<img"); tag != npos; tag = lower.find("<img", tag + 4)) {
        const auto end = std::min(html.find('>', tag), html.size());
        const auto source = source_in(html.substr(tag, end - tag));
        const auto url = without_references(source);
        if (!is_foreign(url, own)) continue;
        const auto token = make_message_token(box, LinkPurpose::picture,
                                              {.project_id = project_id, .execution_id = {}}, url);
        const auto begin = static_cast<std::size_t>(source.data() - html.data());
        out.append(html.substr(written, begin - written));
        out += "/api/email/pictures/" + token + "?url=" + text::percent_encode(url);
        written = begin + source.size();
    }
    return out.append(html.substr(written));
}

void add_picture_routes(http::Router& on) {
    using namespace http;
    // The frame that shows a mail is sandboxed: to the browser it is another site.
    on.get<show_picture>("/api/email/pictures/{token}", anyone(), Rate::open,
                         {.cross_site = true, .produces = "image/*"});
}

} // namespace campaigns
