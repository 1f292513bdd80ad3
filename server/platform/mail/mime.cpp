#include "platform/mail/mime.hpp"

#include <algorithm>
#include <stdexcept>

#include "platform/mail/gmime.hpp"

namespace mail {
namespace {

using Part = Object<GMimeObject>;

// GMime turns line ends into CRLF when it writes, from LF only.
std::string with_plain_line_ends(std::string_view text) {
    std::string plain;
    plain.reserve(text.size() + 1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            plain += text[i];
        else if (i + 1 == text.size() || text[i + 1] != '\n')
            plain += '\n';
    }
    if (!plain.ends_with('\n')) plain += '\n';
    return plain;
}

Object<GMimePart> part_of(const std::string& type, const std::string& subtype,
                          std::string_view content, GMimeContentEncoding encoding) {
    Object<GMimePart> part(g_mime_part_new_with_type(type.c_str(), subtype.c_str()));
    const Object<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(content.data(), content.size()));
    const Object<GMimeDataWrapper> wrapper(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_part_set_content(part.get(), wrapper.get());
    g_mime_part_set_content_encoding(part.get(), encoding);
    return part;
}

// From a stream: GMime's own text part falls back to iso-8859-1.
Part text_part(const std::string& subtype, std::string_view text) {
    auto part = part_of("text", subtype, with_plain_line_ends(text),
                        GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    return Part(GMIME_OBJECT(part.release()));
}

Object<GMimePart> binary_part(std::string_view media_type, std::string_view content) {
    const auto is_token = [](std::string_view text) {
        return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
            return std::isalnum(c) || c == '-' || c == '+' || c == '.' || c == '_';
        });
    };
    const auto slash = std::min(media_type.find('/'), media_type.size());
    const auto type = media_type.substr(0, slash);
    const auto subtype = media_type.substr(std::min(slash + 1, media_type.size()));
    // Not text: its line ends would be changed. Not multipart or message: they have a structure of
    // their own.
    const bool good =
        is_token(type) && is_token(subtype) && type != "multipart" && type != "message";
    return part_of(good ? std::string(type) : "application",
                   good ? std::string(subtype) : "octet-stream", content,
                   GMIME_CONTENT_ENCODING_BASE64);
}

Part multipart(const char* subtype, std::vector<Part> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    Object<GMimeMultipart> whole(g_mime_multipart_new_with_subtype(subtype));
    for (const auto& part : parts) g_mime_multipart_add(whole.get(), part.get());
    return Part(GMIME_OBJECT(whole.release()));
}

Part html_part(const Message& message) {
    std::vector<Part> parts;
    parts.push_back(text_part("html", message.html));
    for (const auto& given : message.inline_parts) {
        auto part = binary_part(given.media_type, given.content);
        g_mime_object_set_disposition(GMIME_OBJECT(part.get()), GMIME_DISPOSITION_INLINE);
        g_mime_part_set_content_id(part.get(), given.content_id.c_str());
        parts.emplace_back(GMIME_OBJECT(part.release()));
    }
    return multipart("related", std::move(parts));
}

// mixed( alternative( text, related( html, pictures ) ), attachments ), each level only where it
// has several parts.
Part body(const Message& message) {
    std::vector<Part> alternatives;
    if (!message.text.empty()) alternatives.push_back(text_part("plain", message.text));
    if (!message.html.empty()) alternatives.push_back(html_part(message));
    std::vector<Part> parts;
    parts.push_back(multipart("alternative", std::move(alternatives)));
    for (const auto& given : message.attachments) {
        auto part = binary_part(given.media_type, given.content);
        g_mime_object_set_disposition(GMIME_OBJECT(part.get()), GMIME_DISPOSITION_ATTACHMENT);
        g_mime_part_set_filename(part.get(), given.file_name.c_str());
        parts.emplace_back(GMIME_OBJECT(part.release()));
    }
    return multipart("mixed", std::move(parts));
}

void add_address(GMimeMessage* whole, GMimeAddressType role, const Address& given) {
    const Object<InternetAddress> address(internet_address_mailbox_new(
        given.name.empty() ? nullptr : given.name.c_str(), given.address.c_str()));
    internet_address_set_charset(address.get(), "utf-8");
    internet_address_list_add(g_mime_message_get_addresses(whole, role), address.get());
}

void set_date(GMimeMessage* whole, Timestamp date) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(date).time_since_epoch().count();
    const std::unique_ptr<GDateTime, void (*)(GDateTime*)> instant(
        g_date_time_new_from_unix_utc(seconds), g_date_time_unref);
    if (!instant) throw Unsendable("the date is none that a mail can have");
    g_mime_message_set_date(whole, instant.get());
}

std::string written(GMimeMessage* whole) {
    const std::unique_ptr<GMimeFormatOptions, void (*)(GMimeFormatOptions*)> format(
        g_mime_format_options_new(), g_mime_format_options_free);
    g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
    const Object<GMimeStream> stream(g_mime_stream_mem_new());
    if (g_mime_object_write_to_stream(GMIME_OBJECT(whole), format.get(), stream.get()) < 0)
        throw std::runtime_error("GMime does not write the mail");
    const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

} // namespace

std::string write_mime(const Message& message, Timestamp date) {
    start_gmime();
    const Object<GMimeMessage> whole(g_mime_message_new(TRUE));
    add_address(whole.get(), GMIME_ADDRESS_TYPE_FROM, message.from);
    if (message.reply_to) add_address(whole.get(), GMIME_ADDRESS_TYPE_REPLY_TO, *message.reply_to);
    for (const auto& recipient : message.to)
        add_address(whole.get(), GMIME_ADDRESS_TYPE_TO, recipient);
    g_mime_message_set_subject(whole.get(), message.subject.c_str(), "utf-8");
    g_mime_message_set_message_id(whole.get(), message.message_id.c_str());
    set_date(whole.get(), date);
    for (const auto& [name, value] : message.headers)
        g_mime_object_append_header(GMIME_OBJECT(whole.get()), name.c_str(), value.c_str(),
                                    "utf-8");
    const auto content = body(message);
    g_mime_message_set_mime_part(whole.get(), content.get());
    return written(whole.get());
}

} // namespace mail
