#include "features/crm/search.hpp"

#include <ranges>

#include "features/accounts/accounts.hpp"
#include "features/crm/contact_values.hpp"
#include "features/crm/search.sql.hpp"
#include "features/crm/search_spellings.hpp"
#include "features/crm/search_terms.hpp"
#include "features/crm/search_walk.hpp"
#include "platform/text/email.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/like.hpp"
#include "platform/text/phone.hpp"

namespace crm {

struct SearchCandidate {
    Uuid id;
    Timestamp created_at;
    MatchedBy matched = MatchedBy::name;
};
BOOST_DESCRIBE_STRUCT(SearchCandidate, (), (id, created_at, matched))

// Of a look at the newest: one who fits, or the last one that was looked at.
struct NewestContact {
    Uuid id;
    Timestamp created_at;
    std::int64_t place = 0; // in that look, from 1
    std::optional<MatchedBy> matched;
};
BOOST_DESCRIBE_STRUCT(NewestContact, (), (id, created_at, place, matched))

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

constexpr std::chrono::milliseconds longest_search{250};

class Search {
  public:
    Search(db::Transaction& tx, std::string_view typed, std::int32_t limit)
        : tx_(tx), typed_(typed), folded_(text::fold(typed)), limit_(limit) {}

    SearchResult run() {
        by_exact_address();
        try {
            tx_.savepoint([&] {
                by_parts();
                tx_.query(sql::limit_search_time, std::string("15s"));
            });
        } catch (const db::Error& error) {
            if (!error.timed_out()) throw;
            result_.partial = true; // with what was found until then
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
            region_ = accounts::project_settings(tx_).default_region;
            if (const auto e164 = text::phone_e164(typed_, region_))
                add(tx_.all<SearchHit>(sql::search_exact_phone, tx_.project_id(), *e164, limit_));
        }
    }

    void by_parts() {
        const auto at = folded_.find('@');
        if (at != folded_.npos)
            return by_email_parts(folded_.substr(0, at), folded_.substr(at + 1));
        if (looks_like_phone(typed_)) {
            for (const auto& e164 : phone_beginnings(typed_, region_)) by_phone_beginning(e164);
            for (const auto& digits : phone_ends(typed_)) by_phone_end(digits);
            return;
        }
        const auto patterns = patterns_of(folded_);
        if (patterns.empty()) return by_short_prefix();
        by_words(patterns);
        if (folded_.find('.') != folded_.npos)
            collect(sql::search_domain, tx_.project_id(), folded_, limit_);
    }

    void by_words(const std::vector<std::string>& patterns) {
        const bool one = patterns.size() == 1;
        const auto address = one ? std::optional(patterns[0] + "@%") : std::nullopt;
        const bool indexed = has_trigram(folded_);
        const auto other = patterns_of(with_other_umlauts(typed_));
        const auto joined = joined_words(folded_, Joint::likely);
        if (fill_from_newest({patterns, address, other, joined}, indexed) || !indexed) return;
        by_index("name", patterns);
        by_index("company", patterns);
        if (one) by_local_part(patterns[0], std::nullopt);
        if (!other.empty()) by_index("name", other);
        if (!joined.empty()) by_joined_words("name", joined, Joint::likely);
        if (parts_.empty()) by_joints_anywhere();
    }

    // A guess costs lookups in everybody's names: only who would find nobody waits for it.
    void by_joints_anywhere() {
        const auto words = joined_words(folded_, Joint::anywhere);
        if (words.empty()) return;
        by_joined_words("name", words, Joint::anywhere);
        if (parts_.empty()) by_joined_words("company", words, Joint::anywhere);
    }

    void by_joined_words(const std::string& column, const std::vector<JoinedWord>& words,
                         Joint joint) {
        db::Params params{db::param(tx_.project_id()), db::param(limit_)};
        const auto fits = " AND " + joined_condition(column + "_folded", words, joint, params);
        by_condition(column, fits, params);
    }

    // One LIKE for each word: LIKE ALL of a list uses no trigram index, and each condition more
    // costs something for everybody who has the first. Telling digits are looked up by themselves,
    // the words then asked of the few who have them: an expression is not the column of the index.
    void by_index(const std::string& column, const std::vector<std::string>& patterns) {
        db::Params params{db::param(tx_.project_id()), db::param(limit_)};
        std::string fits;
        const auto like = [&](const std::string& expression, const std::string& pattern) {
            params.push_back(db::param(pattern));
            fits += " AND " + expression + " LIKE $" + std::to_string(params.size());
        };
        const auto digits = std::ranges::max(patterns | std::views::transform(telling_digits), {},
                                             &std::string_view::size);
        if (!digits.empty()) like(column + "_folded", text::contains_pattern(digits));
        for (const auto& pattern : patterns)
            like(digits.empty() ? column + "_folded" : '(' + column + "_folded || '')", pattern);
        by_condition(column, fits, params);
    }

    // `fits` begins with " AND ".
    void by_condition(const std::string& column, const std::string& fits,
                      const db::Params& params) {
        // First all matches by the index of trigrams, then the newest of them: the planner knows
        // nothing of patterns here (row level security hides the statistics) and would walk the
        // index of dates for ever.
        const auto sql =
            "WITH matching AS MATERIALIZED (SELECT id, created_at FROM contacts WHERE "
            "project_id = $1 AND deleted_at IS NULL"
            + fits + ") SELECT id, created_at, '" + column
            + "' AS matched FROM matching ORDER BY created_at DESC, id DESC LIMIT $2";
        limit_time();
        const auto found = tx_.query_text("crm.search_" + column, sql, params, db::Role::finder);
        for (int row = 0; row < found.rows(); ++row)
            parts_.push_back(found.as<SearchCandidate>(row));
    }

    // What a look at the newest asks of each: any of it.
    struct Wanted {
        std::vector<std::string> words;
        std::optional<std::string> address;
        std::vector<std::string> other_umlauts;
        std::vector<JoinedWord> joined;
    };

    // True when the newest contacts have enough of them. Each look goes on behind the one before.
    bool fill_from_newest(const Wanted& wanted, bool indexed) {
        const auto count = std::max(1, static_cast<int>(wanted.words.size()));
        // Addresses are often made of names: who has the one has the other.
        const int columns = !wanted.words.empty() && wanted.address ? 2 : 1;
        const auto given = [](const std::vector<std::string>& patterns) {
            return patterns.empty() ? std::nullopt : std::optional(patterns);
        };
        std::vector<std::string> joined;
        for (const auto& word : wanted.joined) joined.push_back(word.joined);
        NewestWalk walk{.wanted = limit_, .indexed = indexed, .words = count, .columns = columns};
        std::optional<Timestamp> before;
        std::optional<Uuid> before_id;
        while (const auto rows = next_look(walk)) {
            limit_time();
            const auto looked =
                tx_.all<NewestContact>(sql::search_newest, tx_.project_id(), given(wanted.words),
                                       wanted.address, rows, limit_ - walk.found + 1, before,
                                       before_id, given(wanted.other_umlauts), given(joined));
            for (const auto& each : looked) {
                if (!each.matched || walk.found == limit_) continue;
                parts_.push_back({each.id, each.created_at, *each.matched});
                ++walk.found;
            }
            if (walk.found == limit_) return true;
            if (looked.empty() || looked.back().place < rows) return false; // there are no more
            walk.walked += rows;
            before = looked.back().created_at;
            before_id = looked.back().id;
        }
        return false;
    }

    void by_phone_beginning(const std::string& e164) {
        collect(sql::search_phone_beginning, tx_.project_id(), e164, e164 + ':', limit_);
    }

    void by_phone_end(const std::string& reversed) {
        collect(sql::search_phone_end, tx_.project_id(), reversed, reversed + ':',
                limit_); // ':' follows '9'
    }

    void by_email_parts(const std::string& local, const std::string& domain) {
        if (local.empty()) {
            collect(sql::search_domain, tx_.project_id(), domain, limit_);
            return;
        }
        const auto pattern = text::contains_pattern(local);
        const bool indexed = has_trigram(local);
        const bool filled =
            fill_from_newest({.address = pattern + '@' + text::prefix_pattern(domain)}, indexed);
        if (filled || !indexed) return;
        by_local_part(pattern,
                      domain.empty() ? std::nullopt : std::optional(text::prefix_pattern(domain)));
    }

    void by_local_part(const std::string& pattern,
                       const std::optional<std::string>& domain_pattern) {
        const auto digits = telling_digits(pattern);
        collect(sql::search_emails, tx_.project_id(),
                digits.empty() ? pattern : text::contains_pattern(digits), domain_pattern, limit_,
                pattern);
    }

    // One or two letters: names that begin with them, by the index that sorts names.
    void by_short_prefix() {
        if (folded_.empty()) return;
        collect(sql::search_name_prefix, tx_.project_id(), folded_, folded_ + "\xEF\xBF\xBF",
                limit_);
    }

    // In what is left of the time. How many it found.
    template <class... Args>
    std::size_t collect(const db::Statement& statement, const Args&... args) {
        limit_time();
        const auto found = tx_.all<SearchCandidate>(statement, args...);
        parts_.insert(parts_.end(), found.begin(), found.end());
        return found.size();
    }

    // Of the next statement. PostgreSQL takes 0 for "no limit".
    void limit_time() {
        const auto left = std::chrono::floor<std::chrono::milliseconds>(
            deadline_ - std::chrono::steady_clock::now());
        const auto at_least_one = std::max<std::int64_t>(1, left.count());
        tx_.later(sql::limit_search_time, std::to_string(at_least_one) + "ms");
    }

    void add(const std::vector<SearchHit>& hits) {
        for (const auto& hit : hits)
            if (result_.hits.size() < static_cast<std::size_t>(limit_)
                && seen_.insert(hit.id).second)
                result_.hits.push_back(hit);
    }

    void add_newest_first() {
        std::ranges::stable_sort(parts_, std::greater(), &SearchCandidate::created_at);
        for (const auto& part : parts_) add({{part.id, part.matched}});
    }

    db::Transaction& tx_;
    std::string_view typed_;
    std::string folded_;
    std::string region_; // of phone numbers; when one was typed
    std::int32_t limit_;
    SearchResult result_;
    std::set<Uuid> seen_;
    std::vector<SearchCandidate> parts_;
    const std::chrono::steady_clock::time_point deadline_ =
        std::chrono::steady_clock::now() + longest_search;
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
    if (!has_trigram(folded)) return answer;
    for (const auto& company :
         call.tx.all<CompanyRecord>(sql::search_company_records, call.project_id(),
                                    text::contains_pattern(folded), std::int32_t{5}))
        answer.items.push_back(
            {FoundKind::company, company.id, company.name, company.domain, MatchedBy::company});
    return answer;
}

} // namespace

bool finds_the_newest(std::string_view typed) {
    const auto folded = text::fold(typed);
    return looks_like_phone(typed) || folded.find('@') != folded.npos
           || !patterns_of(folded).empty();
}

SearchResult search_contacts(db::Transaction& tx, std::string_view typed, std::int32_t limit) {
    return Search(tx, typed, limit).run();
}

void add_search_routes(http::Router& on) {
    using namespace http;
    on.get<search>("/api/crm/search", viewer("contacts:read"), Rate::read);
}

} // namespace crm
