// The search box: name, e-mail, phone, company; accents and case ignored; any part of three letters
// or more.
#pragma once
#include "features/crm/contacts.hpp"

namespace crm {

inline constexpr std::int32_t most_search_results = 1000;

enum class MatchedBy { email, phone, name, company };
BOOST_DESCRIBE_ENUM(MatchedBy, email, phone, name, company)

struct SearchHit {
    Uuid id;
    MatchedBy matched = MatchedBy::name;
};
BOOST_DESCRIBE_STRUCT(SearchHit, (), (id, matched))

struct SearchResult {
    std::vector<SearchHit> hits; // exact e-mail or phone first, then the newest
    bool partial = false;        // a part took longer than 250 ms and was left out
};

// Whether of many matches a search gives the newest: not for one or two letters, whose matches are
// the first by name.
bool finds_the_newest(std::string_view typed);

SearchResult search_contacts(db::Transaction& tx, std::string_view typed, std::int32_t limit);

// The same as a condition over `contacts c` whose first parameter is the project: everybody whom
// the term finds, however many. Appends to `params`.
std::string search_condition(db::Transaction& tx, std::string_view typed, db::Params& params);

void add_search_routes(http::Router& router);

} // namespace crm
