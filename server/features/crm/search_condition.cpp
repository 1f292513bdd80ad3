// The search box as one condition, for what is done to everybody it finds (export, bulk actions):
// complete, where the box itself stops after a page.
#include "features/accounts/accounts.hpp"
#include "features/crm/search.hpp"
#include "features/crm/search_spellings.hpp"
#include "features/crm/search_terms.hpp"
#include "platform/text/email.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/like.hpp"
#include "platform/text/phone.hpp"

namespace crm {
namespace {

class ConditionWriter {
  public:
    ConditionWriter(db::Transaction& tx, std::string_view typed, Joint joint, db::Params& params)
        : tx_(tx), typed_(typed), folded_(text::fold(typed)), joint_(joint), params_(params) {}

    std::string write() {
        const auto at = folded_.find('@');
        if (at != folded_.npos)
            by_email(folded_.substr(0, at), folded_.substr(at + 1));
        else if (looks_like_phone(typed_))
            by_phone();
        else if (const auto patterns = patterns_of(folded_); !patterns.empty())
            by_words(patterns);
        else if (!folded_.empty())
            either("c.name_folded >= " + value(folded_) + " AND c.name_folded < "
                   + value(folded_ + "\xEF\xBF\xBF"));
        return condition_.empty() ? "false" : '(' + condition_ + ')';
    }

  private:
    void by_email(const std::string& local, const std::string& domain) {
        if (const auto email = text::normalise_email(typed_))
            either(has_email("normalised = " + value(*email)));
        if (local.empty()) return either(has_email("domain = " + value(domain)));
        auto parts = "local_part LIKE " + value(text::contains_pattern(local));
        if (!domain.empty()) parts += " AND domain LIKE " + value(text::prefix_pattern(domain));
        either(has_email(parts));
    }

    void by_phone() {
        const auto region = accounts::project_settings(tx_).default_region;
        if (const auto e164 = text::phone_e164(typed_, region))
            either(has_phone("e164 = " + value(*e164)));
        for (const auto& beginning : phone_beginnings(typed_, region))
            either(has_phone("e164 >= " + value(beginning) + " AND e164 < "
                             + value(beginning + ':'))); // ':' follows '9'
        for (const auto& digits : phone_ends(typed_))
            either(has_phone("reversed LIKE " + value(text::prefix_pattern(digits))));
    }

    void by_words(const std::vector<std::string>& patterns) {
        either(fits_all("c.name_folded", patterns));
        either(fits_all("c.company_folded", patterns));
        if (patterns.size() == 1) either(has_email("local_part LIKE " + value(patterns[0])));
        if (folded_.find('.') != folded_.npos) either(has_email("domain = " + value(folded_)));
        if (const auto other = patterns_of(with_other_umlauts(typed_)); !other.empty())
            either(fits_all("c.name_folded", other));
        by_joined_words({"c.name_folded"}, Joint::likely);
        if (joint_ == Joint::anywhere)
            by_joined_words({"c.name_folded", "c.company_folded"}, Joint::anywhere);
    }

    void by_joined_words(std::initializer_list<std::string_view> columns, Joint joint) {
        const auto words = joined_words(folded_, joint);
        if (words.empty()) return;
        for (const auto column : columns)
            either('(' + joined_condition(column, words, joint, params_) + ')');
    }

    // One LIKE for each: LIKE ALL of a list uses no trigram index.
    std::string fits_all(const std::string& column, const std::vector<std::string>& patterns) {
        std::string all;
        for (const auto& pattern : patterns)
            all += (all.empty() ? "(" : " AND ") + column + " LIKE " + value(pattern);
        return all + ')';
    }

    // Looked up once by its own index, not once for each contact.
    static std::string has_email(const std::string& condition) {
        return "c.id IN (SELECT contact_id FROM contact_emails WHERE project_id = $1 AND live AND "
               + condition + ")";
    }
    static std::string has_phone(const std::string& condition) {
        return "c.id IN (SELECT contact_id FROM contact_phones WHERE project_id = $1 AND "
               + condition + ")";
    }

    void either(const std::string& condition) {
        condition_ += (condition_.empty() ? "" : " OR ") + condition;
    }
    template <class T>
    std::string value(const T& parameter) {
        params_.push_back(db::param(parameter));
        return '$' + std::to_string(params_.size());
    }

    db::Transaction& tx_;
    std::string typed_;
    std::string folded_;
    Joint joint_;
    db::Params& params_;
    std::string condition_;
};

bool finds_somebody(db::Transaction& tx, std::string_view typed) {
    db::Params params{db::param(tx.project_id())};
    const auto condition = ConditionWriter(tx, typed, Joint::likely, params).write();
    return tx.query_text("crm.search_finds_somebody",
                         "SELECT FROM contacts c WHERE c.project_id = $1 AND c.deleted_at IS NULL "
                         "AND "
                             + condition + " LIMIT 1",
                         params, db::Role::finder)
               .rows()
           > 0;
}

} // namespace

// Who would find nobody is given a guess, as by the box.
std::string search_condition(db::Transaction& tx, std::string_view typed, db::Params& params) {
    const bool can_guess = !joined_words(text::fold(typed), Joint::anywhere).empty();
    const auto joint = can_guess && !finds_somebody(tx, typed) ? Joint::anywhere : Joint::likely;
    return ConditionWriter(tx, typed, joint, params).write();
}

} // namespace crm
