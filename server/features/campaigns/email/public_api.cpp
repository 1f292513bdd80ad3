// What the links of a mail lead to. Anybody may call; what is forged, cut or old is harmless.
#include <algorithm>
#include <boost/json.hpp>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/hits.hpp"
#include "features/campaigns/email/message_links.hpp"
#include "features/campaigns/email/public.sql.hpp"
#include "features/campaigns/email/public_pages.hpp"
#include "features/campaigns/engine/workshop.hpp"
#include "features/campaigns/reports.hpp"
#include "features/crm/crm.hpp"
#include "platform/config/config.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"
#include "platform/log/log.hpp"
#include "platform/text/email.hpp"
#include "platform/text/url.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {

struct LinkRecipient {
    Uuid id, campaign_id, message_id;
    std::optional<Uuid> sender_id, contact_id;
    std::optional<std::string> address, address_hash;
    std::string campaign_name, project_name;
    std::optional<std::string> language; // the person's; of somebody erased: none
    std::string project_language;
};
BOOST_DESCRIBE_STRUCT(LinkRecipient, (),
                      (id, campaign_id, message_id, sender_id, contact_id, address, address_hash,
                       campaign_name, project_name, language, project_language))

namespace {

// Of whom nothing is known but his browser.
text::Language language_of(const http::Call& call) {
    return text::spoken_language(call.request.headers.get("Accept-Language"));
}

// The person's, else the project's, else the browser's: the first that is spoken here.
text::Language language_of(const http::Call& call, const LinkRecipient& recipient) {
    for (const auto& tag : {recipient.language.value_or(""), recipient.project_language}) {
        const auto language = text::spoken_language(tag);
        if (tag.starts_with(text::language_tag(language))) return language;
    }
    return language_of(call);
}

// --- opening and clicking ------------------------------------------------------------------------

bool is_prefetch(const http::Request& request) {
    for (const auto* name : {"Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"}) {
        const auto value = request.headers.get(name);
        if (value.find("prefetch") != value.npos || value.find("preview") != value.npos)
            return true;
    }
    return false;
}

// A HEAD looks and does not count.
void count_hit(const http::Call& call, HitKind kind, const MessageLink& link,
               std::string_view url = {}) {
    if (call.request.method == http::Method::head) return;
    const auto agent = text::repaired(call.request.headers.get("User-Agent"));
    const bool has_room = hit_queue().add(
        {.project_id = link.project_id,
         .execution_id = link.execution_id,
         .kind = kind,
         .url = std::string(url),
         .user_agent = std::string(text::first_code_points(agent, longest_user_agent)),
         .was_prefetched = is_prefetch(call.request),
         .at = call.now});
    if (!has_room) log::warn("a hit on a tracking link is lost: too many wait");
}

// GET /e/o/{token}.gif: one transparent pixel, whatever the token
http::Reply open_picture(http::Call& call, const std::string& file) {
    constexpr std::string_view pixel(
        "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00!\xF9\x04\x01\x00\x00\x00\x00,"
        "\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02"
        "D\x01\x00;",
        43);
    const auto token = std::string_view(file).substr(0, file.find('.'));
    if (const auto link = read_message_token(call.services.secrets, LinkPurpose::open, token))
        count_hit(call, HitKind::open, *link);
    auto reply = http::Reply::text(200, std::string(pixel), "image/gif");
    reply.headers.set("Cache-Control", "no-store");
    return reply;
}

// GET /e/c/{token}?to=: on to the address that was signed with the token, to no other
http::Reply follow_link(http::Call& call, const std::string& token) {
    const auto url = call.request.parameter("to").value_or("");
    const auto link = read_message_token(call.services.secrets, LinkPurpose::click, token, url);
    if (!link) return broken_link_page(language_of(call));
    count_hit(call, HitKind::click, *link, url);
    auto reply = http::Reply::empty(302);
    reply.headers.set("Location", std::string(url));
    reply.headers.set("Cache-Control", "no-store");
    return reply;
}

// GET /e/t/{token}: nobody sees this link
http::Reply spring_trap(http::Call& call, const std::string& token) {
    if (const auto link = read_message_token(call.services.secrets, LinkPurpose::trap, token))
        count_hit(call, HitKind::trap, *link);
    return broken_link_page(language_of(call));
}

// --- unsubscribing and preferences ---------------------------------------------------------------

std::string preferences_url(const http::Call& call, const std::string& token) {
    return call.services.config.pages_url + "/e/p/" + token;
}

// Calls `answer(tx, recipient)` in the project of the link; the page for broken links when there is
// no such recipient.
template <class Answer>
http::Reply with_recipient(http::Call& call, const std::string& token, LinkPurpose purpose,
                           Answer answer) {
    const auto link = read_message_token(call.services.secrets, purpose, token);
    if (!link) return broken_link_page(language_of(call));
    return call.services.database.in_transaction(
        {.role = db::Role::app, .project_id = link->project_id}, [&](db::Transaction& tx) {
            const auto recipient =
                tx.maybe<LinkRecipient>(email::sql::find_recipient, link->execution_id);
            return recipient ? answer(tx, *recipient) : broken_link_page(language_of(call));
        });
}

void leave(http::Call& call, db::Transaction& tx, const LinkRecipient& recipient,
           const std::vector<std::string>& topics) {
    if (!recipient.address_hash) return; // erased: nobody writes to him anyway
    const auto address =
        recipient.address ? text::normalise_email(*recipient.address) : std::nullopt;
    const auto left = tx.all<std::string>(email::sql::leave_topics, *recipient.address_hash,
                                          address, topics, call.now);
    if (left.empty()) return; // a second time
    crm::tell_suppressions_changed(tx);
    report(tx, {{.execution_id = recipient.id,
                 .kind = ReportKind::unsubscribed,
                 .at = call.now,
                 .detail = {}}});
    if (!recipient.contact_id) return;
    const boost::json::object metadata{{"topics", boost::json::value_from(left)}};
    crm::record_campaign_interaction(call.services, tx,
                                     {.contact_id = *recipient.contact_id,
                                      .campaign_id = recipient.campaign_id,
                                      .interaction_type = "email_unsubscribe",
                                      .title = recipient.campaign_name,
                                      .metadata = boost::json::serialize(metadata),
                                      .occurred_at = call.now});
}

// GET /e/u/{token}: changes nothing, since scanners follow every link (RFC 8058, 3.1)
http::Reply ask_to_unsubscribe(http::Call& call, const std::string& token) {
    return with_recipient(
        call, token, LinkPurpose::leave, [&](db::Transaction&, const LinkRecipient& recipient) {
            return unsubscribe_page(language_of(call, recipient), recipient.project_name,
                                    preferences_url(call, token));
        });
}

// POST /e/u/{token}: by the button of the page, or by a mail program's own (RFC 8058). At once, for
// all news, as often as anybody likes.
http::Reply unsubscribe(http::Call& call, const std::string& token) {
    return with_recipient(
        call, token, LinkPurpose::leave, [&](db::Transaction& tx, const LinkRecipient& recipient) {
            leave(call, tx, recipient, {""});
            return unsubscribed_page(language_of(call, recipient), recipient.project_name,
                                     preferences_url(call, token));
        });
}

std::vector<WantedTopic> topics_of(db::Transaction& tx, const LinkRecipient& recipient) {
    return tx.all<WantedTopic>(email::sql::topics_of_recipient, recipient.address_hash);
}

// GET /e/p/{token}
http::Reply show_preferences(http::Call& call, const std::string& token) {
    return with_recipient(
        call, token, LinkPurpose::leave, [&](db::Transaction& tx, const LinkRecipient& recipient) {
            return preferences_page(language_of(call, recipient), recipient.project_name,
                                    topics_of(tx, recipient), false);
        });
}

// POST /e/p/{token}: topic=…&topic=…, those that are wanted, or nothing=1
http::Reply save_preferences(http::Call& call, const std::string& token) {
    const auto form = text::parse_form(call.request.body).value_or(text::FormFields{});
    const auto has = [&](std::string_view name, std::string_view value) {
        return std::ranges::any_of(
            form, [&](const auto& field) { return field.first == name && field.second == value; });
    };
    return with_recipient(
        call, token, LinkPurpose::leave, [&](db::Transaction& tx, const LinkRecipient& recipient) {
            std::vector<std::string> wanted, unwanted;
            for (const auto& topic : topics_of(tx, recipient)) {
                const bool wants =
                    topic.key.empty() ? !has("nothing", "1") : has("topic", topic.key);
                (wants ? wanted : unwanted).push_back(topic.key);
            }
            if (tx.execute(email::sql::return_to_topics, recipient.address_hash, wanted) > 0)
                crm::tell_suppressions_changed(tx);
            leave(call, tx, recipient, unwanted);
            return preferences_page(language_of(call, recipient), recipient.project_name,
                                    topics_of(tx, recipient), true);
        });
}

// --- the mail on a page --------------------------------------------------------------------------

// GET /e/w/{token}: written anew from what the message and the person are now
http::Reply show_in_browser(http::Call& call, const std::string& token) {
    return with_recipient(
        call, token, LinkPurpose::browser,
        [&](db::Transaction& tx, const LinkRecipient& recipient) {
            if (!recipient.contact_id || !recipient.address)
                return broken_link_page(language_of(call, recipient));
            const auto data = tx.maybe<Json>(email::sql::data_of_contact, *recipient.contact_id);
            if (!data) return broken_link_page(language_of(call, recipient));
            try {
                const auto manuscript =
                    prepare(call.services, channels(), tx, recipient.campaign_id,
                            recipient.message_id, recipient.sender_id);
                Recipient reader{.execution_id = recipient.id,
                                 .contact_id = *recipient.contact_id,
                                 .address = *recipient.address,
                                 .data = manuscript.surroundings};
                reader.data["contact"] = boost::json::parse(data->text);
                const auto rendered = manuscript.message->render(reader);
                auto reply =
                    rendered.html.empty()
                        ? plain_mail_page(language_of(call, recipient), rendered.subject,
                                          rendered.text)
                        : http::Reply::text(200, rendered.html, "text/html; charset=utf-8");
                reply.headers.set("Content-Security-Policy",
                                  "default-src 'none'; img-src https: http: data:; "
                                  "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
                                  "frame-ancestors 'none'");
                reply.headers.set("Cache-Control", "no-store");
                return reply;
            } catch (const Unprepared&) { // changed since into something that cannot be sent
                return broken_link_page(language_of(call, recipient));
            } catch (const Unwritable&) {
                return broken_link_page(language_of(call, recipient));
            }
        });
}

} // namespace

void add_mail_link_routes(http::Router& on) {
    using namespace http;
    constexpr RouteOptions page{.cross_site = true, .produces = "text/html"};
    constexpr RouteOptions form{.body_limit = 16 * 1024,
                                .raw_body = true,
                                .idempotent_by_key = false,
                                .cross_site = true,
                                .produces = "text/html"};
    on.get<open_picture>("/e/o/{token}", anyone(), Rate::open,
                         {.cross_site = true, .produces = "image/gif"});
    on.get<follow_link>("/e/c/{token}", anyone(), Rate::open, page);
    on.get<spring_trap>("/e/t/{token}", anyone(), Rate::open, page);
    on.get<ask_to_unsubscribe>("/e/u/{token}", anyone(), Rate::open, page);
    on.post<unsubscribe>("/e/u/{token}", anyone(), Rate::open, form);
    on.get<show_preferences>("/e/p/{token}", anyone(), Rate::open, page);
    on.post<save_preferences>("/e/p/{token}", anyone(), Rate::open, form);
    on.get<show_in_browser>("/e/w/{token}", anyone(), Rate::open, page);
}

} // namespace campaigns
