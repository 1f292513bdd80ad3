#include "platform/mail/parts.hpp"

#include "platform/mail/gmime.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace mail {
namespace {

void take_headers(GMimeMessage* message, Parts& parts) {
    auto* headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
    for (int i = 0; i < g_mime_header_list_get_count(headers); ++i) {
        auto* header = g_mime_header_list_get_header_at(headers, i);
        const char* value = g_mime_header_get_value(header);
        parts.headers.emplace_back(text::repaired(g_mime_header_get_name(header)),
                                   text::repaired(value ? value : ""));
    }
}

void take_part(GMimeObject*, GMimeObject* part, gpointer out) {
    if (!GMIME_IS_TEXT_PART(part)) return;
    auto& parts = *static_cast<Parts*>(out);
    auto* type = g_mime_object_get_content_type(part);
    auto& target = g_mime_content_type_is_type(type, "text", "html") ? parts.html : parts.text;
    if (!target.empty()) return;
    char* content = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    if (!content) return;
    target = text::repaired(content);
    g_free(content);
}

std::string decoded(GMimePart* part) {
    auto* wrapper = g_mime_part_get_content(part);
    if (!wrapper) return {};
    const Object<GMimeStream> stream(g_mime_stream_mem_new());
    if (g_mime_data_wrapper_write_to_stream(wrapper, stream.get()) < 0) return {};
    const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::string header_of(GMimeMessagePart* part) {
    auto* inside = g_mime_message_part_get_message(part);
    char* header = inside ? g_mime_object_get_headers(GMIME_OBJECT(inside), nullptr) : nullptr;
    if (!header) return {};
    std::string text(header);
    g_free(header);
    return text;
}

void take_report_part(GMimeObject* part, std::vector<ReportPart>& parts, int depth) {
    constexpr int deepest = 10;
    if (depth > deepest || parts.size() >= most_report_parts) return;
    if (GMIME_IS_MULTIPART(part)) {
        auto* whole = GMIME_MULTIPART(part);
        for (int i = 0; i < g_mime_multipart_get_count(whole); ++i)
            take_report_part(g_mime_multipart_get_part(whole, i), parts, depth + 1);
        return;
    }
    auto* type = g_mime_object_get_content_type(part);
    auto name = text::to_lower_ascii(std::string(g_mime_content_type_get_media_type(type)) + "/"
                                     + g_mime_content_type_get_media_subtype(type));
    if (GMIME_IS_MESSAGE_PART(part))
        parts.push_back({std::move(name), header_of(GMIME_MESSAGE_PART(part))});
    else if (GMIME_IS_PART(part))
        parts.push_back({std::move(name), decoded(GMIME_PART(part))});
}

} // namespace

Parts read_parts(std::string_view source) {
    Parts parts;
    start_gmime();
    const Object<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(source.data(), source.size()));
    const Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Object<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) return parts;
    take_headers(message.get(), parts);
    if (auto* body = g_mime_message_get_mime_part(message.get()); body && GMIME_IS_TEXT_PART(body))
        take_part(nullptr, body, &parts);
    g_mime_message_foreach(message.get(), &take_part, &parts);
    return parts;
}

std::vector<ReportPart> read_report(std::string_view source) {
    std::vector<ReportPart> parts;
    start_gmime();
    const Object<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(source.data(), source.size()));
    const Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Object<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) return parts;
    if (auto* body = g_mime_message_get_mime_part(message.get())) take_report_part(body, parts, 0);
    return parts;
}

} // namespace mail
