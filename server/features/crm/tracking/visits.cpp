#include "features/crm/tracking/visits.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "features/accounts/accounts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/interactions.hpp"
#include "features/crm/tracking/tracking_link.hpp"
#include "features/crm/tracking/visits.sql.hpp"
#include "platform/base/url.hpp"
#include "platform/config/config.hpp"
#include "platform/db/database.hpp"
#include "platform/http/if_match.hpp"
#include "platform/text/domain.hpp"
#include "platform/text/url.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/zones.hpp"

namespace crm {

struct SiteOfScript {
    Uuid project_id;
    std::string domain;
    bool enabled = false;
};
BOOST_DESCRIBE_STRUCT(SiteOfScript, (), (project_id, domain, enabled))

struct VisitDay {
    Date day;
    std::int64_t visits = 0, identified = 0;
};
BOOST_DESCRIBE_STRUCT(VisitDay, (), (day, visits, identified))

struct VisitedPage {
    std::string path;
    std::int64_t visits = 0, identified = 0;
};
BOOST_DESCRIBE_STRUCT(VisitedPage, (), (path, visits, identified))

struct SiteVisits {
    std::vector<VisitDay> days; // of the last 30, those with visits
    std::vector<VisitedPage> pages;
    std::string snippet; // to be put on every page of the site
};
BOOST_DESCRIBE_STRUCT(SiteVisits, (), (days, pages, snippet))

struct TrackingLinkInput {
    std::string url;
};
BOOST_DESCRIBE_STRUCT(TrackingLinkInput, (), (url))

struct TrackingLink {
    std::string url;
    Timestamp ends_at;
};
BOOST_DESCRIBE_STRUCT(TrackingLink, (), (url, ends_at))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::TrackingLinkInput> =
    std::to_array<meta::Rule>({{.field = "url", .min = 8, .max = 2000, .format = "uri"}});

namespace crm {
namespace {

constexpr std::size_t longest_path = 300;
constexpr std::size_t most_utm_values = 10;
constexpr std::size_t longest_utm_value = 200;

bool belongs_to(const std::string& host, const std::string& domain) {
    return host == domain || host.ends_with("." + domain);
}

// The parameters that marketing people put on links, as the contact keeps them.
boost::json::object utm_of(const Url& url) {
    boost::json::object utm;
    const auto fields = text::parse_form(url.query);
    if (!fields) return utm;
    for (const auto& [name, value] : *fields)
        if (name.starts_with("utm_") && utm.size() < most_utm_values && name.size() <= 50)
            utm[name] = text::first_code_points(value, longest_utm_value);
    return utm;
}

std::string path_of(const Url& url) {
    return std::string(text::first_code_points(text::repaired(url.path), longest_path));
}

InteractionInput interaction_of(const Visit& visit, const Url& url) {
    boost::json::object metadata{{"path", path_of(url)}, {"host", url.host}};
    if (const auto from = parse_url(visit.referrer); from && from->host != url.host)
        metadata["referrer_host"] = from->host;
    if (auto utm = utm_of(url); !utm.empty()) metadata["utm"] = std::move(utm);
    InteractionInput interaction;
    interaction.interaction_type = "website_visit";
    interaction.platform = "website";
    interaction.title = visit.title.empty() ? path_of(url) : visit.title;
    interaction.metadata = {boost::json::serialize(metadata)};
    return interaction;
}

// On the timeline of who came by a signed link. False: the contact is gone.
bool record_of_contact(http::Call& call, const Uuid& contact_id, const Visit& visit,
                       const Url& url) {
    if (!call.tx.maybe<Uuid>(tracking::sql::lock_live_contact, contact_id)) return false;
    if (call.tx.one<bool>(tracking::sql::visited_lately, contact_id, call.now - one_visit_lasts,
                          path_of(url)))
        return true;
    record_interaction(call, contact_id, interaction_of(visit, url));
    if (const auto utm = utm_of(url); !utm.empty())
        call.tx.later(tracking::sql::keep_first_utm, contact_id, Json{boost::json::serialize(utm)},
                      call.now);
    return true;
}

void record_in_project(http::Call& call, const Visit& visit, const Url& url) {
    const auto zone = accounts::project_zone(call.tx);
    const auto contact_id =
        visit.token
            ? read_tracking_token(call.services.secrets, call.project_id(), *visit.token, call.now)
            : std::nullopt;
    const bool known = contact_id && record_of_contact(call, *contact_id, visit, url);
    call.tx.later(tracking::sql::count_visit, visit.site, zone.date_at(call.now), path_of(url),
                  known ? 1 : 0, most_paths_a_day);
}

bool asks_not_to_be_tracked(const http::Request& request) {
    return request.headers.get("DNT") == "1" || request.headers.get("Sec-GPC") == "1";
}

// POST /t/visit. Always 204: a page that calls us learns nothing, not even whether a token holds.
http::NoContent receive_visit(http::Call& call) {
    call.reply_headers.set("Access-Control-Allow-Origin", "*");
    if (asks_not_to_be_tracked(call.request)) return {};
    const auto visit = meta::parse<Visit>(call.request.body);
    const auto site = call.tx.maybe<SiteOfScript>(tracking::sql::find_site_of_script, visit.site);
    const auto url = parse_url(visit.url);
    if (!site || !site->enabled || !url || !belongs_to(url->host, site->domain)) return {};
    const http::Identity visitor{.project_id = site->project_id, .name = "Website"};
    call.services.database.in_transaction(
        {.role = db::Role::app, .project_id = site->project_id}, [&](db::Transaction& tx) {
            http::Call inside{tx,       call.request,  visitor,
                              call.now, call.services, call.reply_headers};
            record_in_project(inside, visit, *url);
        });
    return {};
}

std::string checked_domain(const std::string& typed) {
    auto domain = text::website_domain(typed);
    if (!domain)
        throw Refusal::field("domain", "bad_format", "must be a domain, such as example.com");
    return std::move(*domain);
}

TrackedSite find_site(http::Call& call, const Uuid& id) {
    auto site = call.tx.maybe<TrackedSite>(tracking::sql::list_sites, std::optional(id));
    if (!site) throw Refusal("not_found");
    return std::move(*site);
}

// GET /api/crm/sites
http::Items<TrackedSite> list_sites(http::Call& call) {
    return {call.tx.all<TrackedSite>(tracking::sql::list_sites, std::optional<Uuid>())};
}

// POST /api/crm/sites
http::Created<TrackedSite> create_site(http::Call& call, const TrackedSiteInput& input) {
    const auto domain = checked_domain(input.domain);
    if (call.tx.one<std::int64_t>(tracking::sql::count_sites) >= most_sites)
        throw Refusal("limit_reached", "at most 20 sites");
    const auto id = Uuid::make();
    call.tx.query(tracking::sql::insert_site, id, input.name, domain, input.enabled,
                  call.identity.user_id, call.now);
    accounts::record(call, "site.created", "site", id, input.name);
    return {find_site(call, id), "/api/crm/sites/" + id.text()};
}

// PATCH /api/crm/sites/{id}
TrackedSite update_site(http::Call& call, const Uuid& id,
                        const meta::Patch<TrackedSiteInput>& patch) {
    const auto before = find_site(call, id);
    http::expect_version(call, before.version);
    TrackedSiteInput after{before.name, before.domain, before.enabled};
    meta::apply(patch, after);
    if (!call.tx.maybe<std::int64_t>(tracking::sql::update_site, id, after.name,
                                     checked_domain(after.domain), after.enabled, before.version))
        throw Refusal("version_conflict");
    accounts::record(call, "site.updated", "site", id, after.name);
    return find_site(call, id);
}

// DELETE /api/crm/sites/{id}
http::NoContent delete_site(http::Call& call, const Uuid& id) {
    const auto name = http::name_of_deleted(
        call, call.tx.maybe<http::DeletedRecord>(tracking::sql::delete_site, id));
    accounts::record(call, "site.deleted", "site", id, name);
    return {};
}

// GET /api/crm/sites/{id}/visits: of the last 30 days, with the script for the pages
SiteVisits get_visits(http::Call& call, const Uuid& id) {
    find_site(call, id);
    const Date since{std::chrono::floor<std::chrono::days>(call.now) - std::chrono::days(30)};
    return {.days = call.tx.all<VisitDay>(tracking::sql::visit_counts, id, since),
            .pages = call.tx.all<VisitedPage>(tracking::sql::top_pages, id, since),
            .snippet = fmt::format(R"(<script src="{}/t.js" data-site="{}" defer></script>)",
                                   call.services.config.pages_url, id.text())};
}

// POST /api/crm/contacts/{id}/tracking-link: an address that tells that this person came by it
TrackingLink make_link(http::Call& call, const Uuid& contact_id, const TrackingLinkInput& input) {
    find_contact(call.tx, contact_id);
    return {
        with_tracking_token(input.url, make_tracking_token(call.services.secrets, call.project_id(),
                                                           contact_id, call.now)),
        call.now + tracking_token_lives};
}

} // namespace

void add_tracking_routes(http::Router& on) {
    using namespace http;
    on.post<receive_visit>(
        "/t/visit", anyone(), Rate::open,
        {.body_limit = 8 * 1024, .raw_body = true, .idempotent_by_key = false, .cross_site = true});
    on.get<list_sites>("/api/crm/sites", viewer("contacts:read"), Rate::read);
    on.post<create_site>("/api/crm/sites", manager("contacts:write"), Rate::write);
    on.patch<update_site>("/api/crm/sites/{id}", manager("contacts:write"), Rate::write);
    on.del<delete_site>("/api/crm/sites/{id}", manager("contacts:write"), Rate::write);
    on.get<get_visits>("/api/crm/sites/{id}/visits", viewer("contacts:read"), Rate::read);
    on.post<make_link>("/api/crm/contacts/{id}/tracking-link", member("contacts:write"),
                       Rate::write);
}

} // namespace crm
