#include "platform/mail/parts.hpp"

#include "platform/mail/gmime.hpp"
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

} // namespace mail
