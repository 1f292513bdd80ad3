#include "features/crm/search.hpp"

#include "features/accounts/accounts.hpp"
#include "features/crm/contact_values.hpp"
#include "features/crm/search.sql.hpp"
#include "platform/text/email.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/like.hpp"
#include "platform/text/phone.hpp"

namespace crm {

struct NewestCandidate {
    Uuid id;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(NewestCandidate, (), (id, created_at))

struct SearchRecord {
    Uuid id;
    std::string display_name;
    std::optional<std::string> email, phone, company;
};
BOOST_DESCRIBE_STRUCT(SearchRecord, (), (id, display_name, email, phone, company))

struct CompanyRecord {
    Uuid id;
    std::string name;
    std::optional<std::string> domain;
};
BOOST_DESCRIBE_STRUCT(CompanyRecord, (), (id, name, domain))

enum class FoundKind { contact, company };
BOOST_DESCRIBE_ENUM(FoundKind, contact, company)

struct Found {
    FoundKind kind = FoundKind::contact;
    Uuid id;
    std::string title;
    std::optional<std::string> subtitle;
    MatchedBy matched = MatchedBy::name;
};
BOOST_DESCRIBE_STRUCT(Found, (), (kind, id, title, subtitle, matched))

struct SearchAnswer {
    std::vector<Found> items;
    bool partial = false;
};
BOOST_DESCRIBE_STRUCT(SearchAnswer, (), (items, partial))

struct SearchQuery {
    std::string q;
    std::int32_t limit = 20;
};
BOOST_DESCRIBE_STRUCT(SearchQuery, (), (q, limit))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::SearchQuery> = std::to_array<meta::Rule>({
    {.field = "q", .min = 1, .max = 200},
    {.field = "limit", .min = 1, .max = 100, .optional = true},
});

namespace crm {
namespace {

// Up to here all matches are read and the newest shown first; beyond, a match is so common that
// walking back from the newest finds a page sooner. Both ways cost about the same here: 1,500 rows
// by the index, or 1,500 ⁄ share of them.
constexpr std::int32_t common_from = 1500;
constexpr std::size_t shortest_part = 3; // letters of a trigram
constexpr std::size_t fewest_digits = 4;
constexpr std::size_t most_words = 6;

// The words of a folded term that can use a trigram index.
std::vector<std::string> patterns_of(std::string_view folded) {
    std::vector<std::string> patterns;
    while (!folded.empty() && patterns.size() < most_words) {
        const auto end = folded.find(' ');
        const auto word = folded.substr(0, end);
        folded = end == folded.npos ? std::string_view{} : folded.substr(end + 1);
        if (word.size() >= shortest_part) patterns.push_back(text::contains_pattern(word));
    }
    return patterns;
}

bool looks_like_phone(std::string_view typed) {
    return typed.find_first_not_of("0123456789+-()./ ") == typed.npos
           && reversed_digits(typed).size() >= fewest_digits;
}

class Search {
  public:
    Search(db::Transaction& tx, std::string_view typed, std::int32_t limit)
        : tx_(tx), typed_(typed), folded_(text::fold(typed)), limit_(limit) {}

    SearchResult run() {
        by_exact_address();
        try {
            tx_.savepoint([&] {
                tx_.query(sql::limit_search_time, std::string("250ms"));
                by_parts();
                tx_.query(sql::limit_search_time, std::string("15s"));
            });
        } catch (const db::Error& error) {
            if (!error.timed_out()) throw;
            result_.partial = true;
        }
        add_newest_first();
        return std::move(result_);
    }

  private:
    void by_exact_address() {
        const auto at = folded_.find('@');
        if (at != folded_.npos) {
            if (const auto email = text::normalise_email(typed_))
                add(tx_.all<SearchHit>(sql::search_exact_email, tx_.project_id(), *email));
        } else if (looks_like_phone(typed_)) {
            const auto region = accounts::project_settings(tx_).default_region;
            if (const auto e164 = text::phone_e164(typed_, region))
                add(tx_.all<SearchHit>(sql::search_exact_phone, tx_.project_id(), *e164, limit_));
        }
    }

    void by_parts() {
        const auto at = folded_.find('@');
        if (at != folded_.npos)
            return by_email_parts(folded_.substr(0, at), folded_.substr(at + 1));
        if (looks_like_phone(typed_)) {
            auto digits = reversed_digits(typed_);
            by_phone_end(digits);
            // The national spelling: its trunk zero is not in the stored number.
            const auto typed_digits = digits.size();
            while (!digits.empty() && digits.back() == '0') digits.pop_back();
            if (digits.size() < typed_digits) by_phone_end(digits);
            return;
        }
        const auto patterns = patterns_of(folded_);
        if (patterns.empty()) return by_short_prefix();
        collect(MatchedBy::name, sql::search_some_names, sql::search_new_names, patterns);
        collect(MatchedBy::company, sql::search_some_companies, sql::search_new_companies,
                patterns);
        if (patterns.size() == 1)
            keep(MatchedBy::email, tx_.all<NewestCandidate>(sql::search_emails, tx_.project_id(),
                                                            patterns[0], std::nullopt, limit_));
        if (folded_.find('.') != folded_.npos)
            keep(MatchedBy::email,
                 tx_.all<NewestCandidate>(sql::search_domain, tx_.project_id(), folded_, limit_));
    }

    void by_phone_end(const std::string& reversed) {
        if (reversed.size() < fewest_digits) return;
        add(tx_.all<SearchHit>(sql::search_phone_end, tx_.project_id(),
                               text::prefix_pattern(reversed), limit_));
    }

    void by_email_parts(const std::string& local, const std::string& domain) {
        if (local.empty()) {
            keep(MatchedBy::email,
                 tx_.all<NewestCandidate>(sql::search_domain, tx_.project_id(), domain, limit_));
            return;
        }
        const auto domain_pattern =
            domain.empty() ? std::nullopt : std::optional(text::prefix_pattern(domain));
        keep(MatchedBy::email,
             tx_.all<NewestCandidate>(sql::search_emails, tx_.project_id(),
                                      text::contains_pattern(local), domain_pattern, limit_));
    }

    // One or two letters: names that begin with them, by the index that sorts names.
    void by_short_prefix() {
        if (folded_.empty()) return;
        keep(MatchedBy::name, tx_.all<NewestCandidate>(sql::search_name_prefix, tx_.project_id(),
                                                       folded_, folded_ + "\xEF\xBF\xBF", limit_));
    }

    void collect(MatchedBy matched, const db::Statement& some, const db::Statement& newest,
                 const std::vector<std::string>& patterns) {
        auto candidates = tx_.all<NewestCandidate>(some, tx_.project_id(), patterns, common_from);
        if (candidates.size() == static_cast<std::size_t>(common_from)) {
            tx_.query(sql::avoid_bitmap_scans, std::string("off"));
            candidates = tx_.all<NewestCandidate>(newest, tx_.project_id(), patterns, limit_);
            tx_.query(sql::avoid_bitmap_scans, std::string("on"));
        }
        keep(matched, std::move(candidates));
    }

    void keep(MatchedBy matched, std::vector<NewestCandidate> candidates) {
        for (auto& each : candidates) parts_.push_back({each, matched});
    }

    void add(const std::vector<SearchHit>& hits) {
        for (const auto& hit : hits)
            if (result_.hits.size() < static_cast<std::size_t>(limit_)
                && seen_.insert(hit.id).second)
                result_.hits.push_back(hit);
    }

    void add_newest_first() {
        std::ranges::stable_sort(parts_, [](const Part& left, const Part& right) {
            return left.candidate.created_at > right.candidate.created_at;
        });
        for (const auto& part : parts_) add({{part.candidate.id, part.matched}});
    }

    struct Part {
        NewestCandidate candidate;
        MatchedBy matched;
    };
    db::Transaction& tx_;
    std::string_view typed_;
    std::string folded_;
    std::int32_t limit_;
    SearchResult result_;
    std::set<Uuid> seen_;
    std::vector<Part> parts_;
};

Found found_contact(const SearchRecord& record, MatchedBy matched) {
    auto subtitle = matched == MatchedBy::phone ? record.phone : record.email;
    if (!subtitle) subtitle = record.company;
    return {FoundKind::contact, record.id, record.display_name, std::move(subtitle), matched};
}

// GET /api/crm/search
SearchAnswer search(http::Call& call, const http::Query<SearchQuery>& query) {
    const auto found = search_contacts(call.tx, query->q, query->limit);
    SearchAnswer answer{{}, found.partial};
    std::vector<Uuid> ids;
    for (const auto& hit : found.hits) ids.push_back(hit.id);
    const auto records = call.tx.all<SearchRecord>(sql::search_records, call.project_id(), ids);
    for (const auto& hit : found.hits) {
        const auto at = std::ranges::find(records, hit.id, &SearchRecord::id);
        if (at != records.end()) answer.items.push_back(found_contact(*at, hit.matched));
    }
    const auto folded = text::fold(query->q);
    if (folded.size() < shortest_part) return answer;
    for (const auto& company :
         call.tx.all<CompanyRecord>(sql::search_company_records, call.project_id(),
                                    text::contains_pattern(folded), std::int32_t{5}))
        answer.items.push_back(
            {FoundKind::company, company.id, company.name, company.domain, MatchedBy::company});
    return answer;
}

} // namespace

SearchResult search_contacts(db::Transaction& tx, std::string_view typed, std::int32_t limit) {
    return Search(tx, typed, limit).run();
}

void add_search_routes(http::Router& on) {
    using namespace http;
    on.get<search>("/api/crm/search", viewer("contacts:read"), Rate::read);
}

} // namespace crm
