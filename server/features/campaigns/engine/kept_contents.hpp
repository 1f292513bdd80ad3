// What each person was sent, kept as long as the project wants: once the message with nobody in it
// (its form), and for each window of mails one row with what was each person's alone.
// docs/decisions/0008-kept-contents.md says why so.
#pragma once
#include "features/campaigns/engine/workshop.hpp"

namespace jobs {
class Context;
}

namespace campaigns {

inline constexpr std::int32_t default_keep_days = 90, most_keep_days = 3650; // 0: nothing is kept

// Fills in `form` and `form_id` from the message and its surroundings.
void name_form(Manuscript& manuscript);

// The form, unless it is there. In the project of `tx`.
void keep_form(db::Transaction& tx, const ClaimedChunk& chunk, const Manuscript& manuscript);

// Of these findings what left, or may have. Nothing in a project that keeps nothing.
void keep_contents(db::Transaction& tx, const ClaimedChunk& chunk, const Manuscript& manuscript,
                   const std::vector<Finding>& findings);

// What a row of the ledger said; nullopt: it is not kept, or not any more.
std::optional<Rendered> kept_content(db::Transaction& tx, const Channels& channels,
                                     const Uuid& execution_id);

// Each night: what is older than its project wants.
struct ForgetContents {
    static constexpr std::string_view kind = "forget_campaign_contents";
};
BOOST_DESCRIBE_STRUCT(ForgetContents, (), ())

void forget_contents(jobs::Context& job);

} // namespace campaigns
