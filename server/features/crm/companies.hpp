// The businesses that contacts work for: records of their own, linked by the contact's `company`.
#pragma once
#include "features/crm/contacts.hpp"

namespace crm {

struct Company {
    Uuid id;
    std::string name;
    std::optional<std::string> domain; // "example.com"
    std::optional<std::string> website, phone, industry;
    std::optional<std::string> size; // people: "1-10" … "1001+"
    std::optional<std::string> address, description;
    Json custom_fields;
    std::int64_t contacts_count = 0;
    std::optional<Uuid> assigned_to;
    Timestamp created_at, updated_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Company, (),
                      (id, name, domain, website, phone, industry, size, address, description,
                       custom_fields, contacts_count, assigned_to, created_at, updated_at, version))

struct CompanyInput {
    std::string name;
    std::optional<std::string> domain, website, phone, industry, size, address, description;
    Json custom_fields{"{}"};
    std::optional<Uuid> assigned_to;
};
BOOST_DESCRIBE_STRUCT(CompanyInput, (),
                      (name, domain, website, phone, industry, size, address, description,
                       custom_fields, assigned_to))

struct ListCompanies {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(ListCompanies, (), (limit, after, q))

struct ListCompanyContacts {
    std::int32_t limit = 50;
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(ListCompanyContacts, (), (limit, after))

// What a contact's company is: by id, else by name, made when nobody has the name yet.
struct LinkedCompany {
    std::optional<Uuid> id;
    std::optional<std::string> name;
};
LinkedCompany link_company(http::Call& call, const std::optional<Uuid>& id,
                           const std::optional<std::string>& name);

void add_company_routes(http::Router& router);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::CompanyInput> = std::to_array<meta::Rule>({
    {.field = "name", .min = 1, .max = 255, .format = "not-blank"},
    {.field = "domain", .max = 253},
    {.field = "website", .max = 2000, .format = "uri"},
    {.field = "phone", .max = 50},
    {.field = "industry", .max = 100},
    {.field = "size", .max = 10, .text = "1-10, 11-50, 51-200, 201-500, 501-1000 or 1001+"},
    {.field = "address", .max = 1000},
    {.field = "description", .max = 5000},
    {.field = "custom_fields", .max = 16384, .format = "object", .optional = true},
});
template <>
inline constexpr auto meta::rules<crm::ListCompanies> = std::to_array<meta::Rule>(
    {{.field = "limit", .min = 1, .max = 200, .optional = true}, {.field = "q", .max = 255}});
template <>
inline constexpr auto meta::rules<crm::ListCompanyContacts> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true}});
