#include "features/crm/companies.hpp"

#include "features/accounts/accounts.hpp"
#include "features/crm/companies.sql.hpp"
#include "platform/http/cursor.hpp"
#include "platform/http/if_match.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/text/domain.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/like.hpp"
#include "platform/text/phone.hpp"
#include "platform/text/utf8.hpp"

namespace crm {

struct CompanyName {
    Uuid id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(CompanyName, (), (id, name))

namespace {

constexpr std::string_view sizes[] = {"1-10", "11-50", "51-200", "201-500", "501-1000", "1001+"};

// What of an input had to be worked out.
struct PreparedCompany {
    std::string name, name_folded;
    std::optional<std::string> domain, phone_e164;
};

// A phone number of before keeps its meaning: the project may be in another region since.
PreparedCompany prepare(http::Call& call, const CompanyInput& input,
                        const std::optional<std::string>& phone_before = {}) {
    meta::Problems problems;
    const auto complain = [&](std::string field, std::string code, std::string message) {
        problems.at = std::move(field);
        problems.add(std::move(code), std::move(message));
    };
    PreparedCompany made{std::string(text::trim(input.name)), text::fold(input.name), {}, {}};
    if (input.size && std::ranges::find(sizes, *input.size) == std::end(sizes))
        complain("size", "not_allowed",
                 "must be one of: 1-10, 11-50, 51-200, 201-500, 501-1000, 1001+");
    if (input.domain && !(made.domain = text::website_domain(*input.domain)))
        complain("domain", "bad_format", "must be a domain, such as example.com");
    if (input.phone && input.phone != phone_before) {
        const auto region = accounts::project_settings(call.tx).default_region;
        made.phone_e164 = text::phone_e164(*input.phone, region);
        if (!made.phone_e164)
            complain("phone", "bad_format", "must be a phone number, such as +44 20 7946 0958");
    }
    http::refuse_if_any(problems);
    return made;
}

Company find_company(http::Call& call, const Uuid& id) {
    auto company = call.tx.maybe<Company>(sql::find_company, id);
    if (!company) throw Refusal("not_found");
    return std::move(*company);
}

void tell(http::Call& call, std::string_view what, const Uuid& id, const std::string& name) {
    realtime::publish(call.tx, "companies", what, CompanyName{id, name});
    accounts::audit::record(call, what, {"company", id, name});
}

// A cursor of (folded name, id).
struct NameCursor {
    std::optional<std::string> name;
    std::optional<Uuid> id;
};

NameCursor read_name_cursor(const std::optional<std::string>& after) {
    if (!after) return {};
    const auto keys = http::read_cursor(*after, 2);
    const auto id = keys[1] ? Uuid::parse(*keys[1]) : std::nullopt;
    if (!keys[0] || !id)
        throw Refusal::field("after", "bad_format", "must be the `next` of an earlier page");
    return {keys[0], id};
}

// GET /api/crm/companies
http::Page<Company> list_companies(http::Call& call, const http::Query<ListCompanies>& query) {
    const auto cursor = read_name_cursor(query->after);
    const auto pattern =
        query->q ? std::optional(text::contains_pattern(text::fold(*query->q))) : std::nullopt;
    http::Page<Company> page;
    page.items = call.tx.all<Company>(sql::list_companies, call.project_id(), pattern, cursor.name,
                                      cursor.id, query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next = http::make_cursor(
            {call.tx.one<std::string>(sql::company_sort_key, last.id), last.id.text()});
    }
    return page;
}

// Whoever makes or names a company waits for the one who does the same with this name.
std::optional<CompanyName> named(db::Transaction& tx, std::string_view name_folded) {
    tx.query(sql::lock_company_name, name_folded);
    return tx.maybe<CompanyName>(sql::company_by_name, name_folded);
}

// POST /api/crm/companies
http::Created<Company> create_company(http::Call& call, const CompanyInput& input) {
    const auto made = prepare(call, input);
    if (const auto same = named(call.tx, made.name_folded))
        throw Refusal("company_exists").with("company_id", same->id.text());
    const auto id = Uuid::make();
    call.tx.query(sql::insert_company, id, made.name, made.name_folded, made.domain, input.website,
                  input.phone, made.phone_e164, input.industry, input.size, input.address,
                  input.description, input.custom_fields, input.assigned_to, call.identity.user_id,
                  call.now);
    tell(call, "company.created", id, made.name);
    return {find_company(call, id), "/api/crm/companies/" + id.text()};
}

// GET /api/crm/companies/{id}
Company get_company(http::Call& call, const Uuid& id) {
    return find_company(call, id);
}

// PATCH /api/crm/companies/{id}. A new name goes to its people as well.
Company update_company(http::Call& call, const Uuid& id, const meta::Patch<CompanyInput>& patch) {
    call.tx.query(sql::lock_company, id);
    const auto before = find_company(call, id);
    http::expect_version(call, before.version);
    CompanyInput after{before.name,          before.domain,     before.website, before.phone,
                       before.industry,      before.size,       before.address, before.description,
                       before.custom_fields, before.assigned_to};
    meta::apply(patch, after);
    const auto made = prepare(call, after, before.phone);
    const bool renamed = made.name != before.name;
    if (made.name_folded != text::fold(before.name))
        if (const auto other = named(call.tx, made.name_folded))
            throw Refusal("company_exists").with("company_id", other->id.text());
    call.tx.query(sql::update_company, id, made.name, made.name_folded, made.domain, after.website,
                  after.phone, made.phone_e164, after.industry, after.size, after.address,
                  after.description, after.custom_fields, after.assigned_to, call.now);
    if (renamed) call.tx.later(sql::rename_company_of_contacts, id, made.name, made.name_folded);
    tell(call, "company.updated", id, made.name);
    return find_company(call, id);
}

// DELETE /api/crm/companies/{id}. Its people stay, and keep the name as text.
http::NoContent delete_company(http::Call& call, const Uuid& id) {
    call.tx.query(sql::lock_company, id);
    const auto company = find_company(call, id);
    http::expect_version(call, company.version);
    call.tx.query(sql::delete_company, id);
    tell(call, "company.deleted", id, company.name);
    return {};
}

// GET /api/crm/companies/{id}/contacts
http::Page<Contact> list_company_contacts(http::Call& call, const Uuid& id,
                                          const http::Query<ListCompanyContacts>& query) {
    find_company(call, id);
    const auto cursor = read_name_cursor(query->after);
    http::Page<Contact> page;
    page.items = call.tx.all<Contact>(sql::contacts_of_company, id, cursor.name, cursor.id,
                                      query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next = http::make_cursor(
            {call.tx.one<std::string>(sql::contact_sort_key, last.id), last.id.text()});
    }
    return page;
}

} // namespace

LinkedCompany link_company(http::Call& call, const std::optional<Uuid>& id,
                           const std::optional<std::string>& name) {
    if (id) {
        auto known = call.tx.maybe<std::string>(sql::company_name, *id);
        if (!known)
            throw Refusal::field("company_id", "reference_not_found", "there is no such company");
        return {id, std::move(known)};
    }
    const auto shown = name ? text::trim(*name) : std::string_view{};
    if (shown.empty()) return {};
    if (auto same = named(call.tx, text::fold(shown))) return {same->id, same->name};
    const auto made = Uuid::make();
    call.tx.query(sql::insert_company, made, shown, text::fold(shown), std::nullopt, std::nullopt,
                  std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt,
                  std::nullopt, Json{"{}"}, std::nullopt, call.identity.user_id, call.now);
    return {made, std::string(shown)};
}

void add_company_routes(http::Router& on) {
    using namespace http;
    on.get<list_companies>("/api/crm/companies", viewer("contacts:read"), Rate::read);
    on.post<create_company>("/api/crm/companies", member("contacts:write"), Rate::write);
    on.get<get_company>("/api/crm/companies/{id}", viewer("contacts:read"), Rate::read);
    on.patch<update_company>("/api/crm/companies/{id}", member("contacts:write"), Rate::write);
    on.del<delete_company>("/api/crm/companies/{id}", manager("contacts:write"), Rate::write);
    on.get<list_company_contacts>("/api/crm/companies/{id}/contacts", viewer("contacts:read"),
                                  Rate::read);
}

} // namespace crm
