#include "features/crm/companies.hpp"

#include "features/accounts/accounts.hpp"
#include "features/crm/companies.sql.hpp"
#include "platform/http/cursor.hpp"
#include "platform/realtime/outbox.hpp"
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

// "https://www.Example.com/about" and "Example.com" are "example.com".
std::string bare_domain(std::string_view typed) {
    auto domain = text::fold(typed);
    if (const auto scheme = domain.find("://"); scheme != domain.npos) domain.erase(0, scheme + 3);
    if (const auto path = domain.find_first_of("/?#:"); path != domain.npos) domain.erase(path);
    if (domain.starts_with("www.")) domain.erase(0, 4);
    return domain;
}

void check(const CompanyInput& input) {
    meta::Problems problems;
    const auto complain = [&](std::string field, std::string code, std::string message) {
        problems.at = std::move(field);
        problems.add(std::move(code), std::move(message));
    };
    if (input.size && std::ranges::find(sizes, *input.size) == std::end(sizes))
        complain("size", "not_allowed",
                 "must be one of: 1-10, 11-50, 51-200, 201-500, 501-1000, 1001+");
    if (input.domain && bare_domain(*input.domain).find('.') == std::string::npos)
        complain("domain", "bad_format", "must be a domain, such as example.com");
    http::refuse_if_any(problems);
}

std::optional<std::string> e164_of(http::Call& call, const std::optional<std::string>& phone) {
    if (!phone) return std::nullopt;
    auto e164 = text::phone_e164(*phone, accounts::project_settings(call.tx).default_region);
    if (!e164)
        throw Refusal::field("phone", "bad_format",
                             "must be a phone number, such as +44 20 7946 0958");
    return e164;
}

std::optional<std::string> domain_of(const CompanyInput& input) {
    return input.domain ? std::optional(bare_domain(*input.domain)) : std::nullopt;
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

// POST /api/crm/companies
http::Created<Company> create_company(http::Call& call, const CompanyInput& input) {
    check(input);
    if (const auto same = call.tx.maybe<CompanyName>(sql::company_by_name, text::fold(input.name)))
        throw Refusal("company_exists").with("company_id", same->id.text());
    const auto id = Uuid::make();
    call.tx.query(sql::insert_company, id, input.name, text::fold(input.name), domain_of(input),
                  input.website, input.phone, e164_of(call, input.phone), input.industry,
                  input.size, input.address, input.description, input.custom_fields,
                  input.assigned_to, call.identity.user_id, call.now);
    tell(call, "company.created", id, input.name);
    return {find_company(call, id), "/api/crm/companies/" + id.text()};
}

// GET /api/crm/companies/{id}
Company get_company(http::Call& call, const Uuid& id) {
    return find_company(call, id);
}

// PATCH /api/crm/companies/{id}. A new name goes to its people as well.
Company update_company(http::Call& call, const Uuid& id, const meta::Patch<CompanyInput>& patch) {
    const auto before = find_company(call, id);
    if (const auto expected = call.if_match(); expected && *expected != before.version)
        throw Refusal("version_conflict").with("current", std::to_string(before.version));
    CompanyInput after{before.name,          before.domain,     before.website, before.phone,
                       before.industry,      before.size,       before.address, before.description,
                       before.custom_fields, before.assigned_to};
    meta::apply(patch, after);
    check(after);
    const auto changed = call.tx.maybe<std::int64_t>(
        sql::update_company, id, after.name, text::fold(after.name), domain_of(after),
        after.website, after.phone, e164_of(call, after.phone), after.industry, after.size,
        after.address, after.description, after.custom_fields, after.assigned_to, call.now,
        before.version);
    if (!changed) throw Refusal("version_conflict");
    if (after.name != before.name)
        call.tx.later(sql::rename_company_of_contacts, id, after.name, text::fold(after.name));
    tell(call, "company.updated", id, after.name);
    return find_company(call, id);
}

// DELETE /api/crm/companies/{id}. Its people stay, and keep the name as text.
http::NoContent delete_company(http::Call& call, const Uuid& id) {
    const auto name = call.tx.maybe<std::string>(sql::delete_company, id);
    if (!name) throw Refusal("not_found");
    tell(call, "company.deleted", id, *name);
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
    if (auto same = call.tx.maybe<CompanyName>(sql::company_by_name, text::fold(shown)))
        return {same->id, same->name};
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
