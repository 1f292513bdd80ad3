#include "features/campaigns/engine/kept_contents.hpp"

#include <sodium.h>

#include <boost/json.hpp>

#include "features/campaigns/engine/kept_contents.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct KeptContent {
    ChannelName channel = ChannelName::email;
    std::string form, personal_values;
};
BOOST_DESCRIBE_STRUCT(KeptContent, (), (channel, form, personal_values))

struct OldContent {
    Uuid project_id, id;
};
BOOST_DESCRIBE_STRUCT(OldContent, (), (project_id, id))

namespace {

constexpr std::int32_t forgotten_at_once = 1000; // windows, of up to 64 mails each

bool may_have_left(const Finding& finding) {
    return finding.status == DeliveryStatus::sent || finding.status == DeliveryStatus::unknown;
}

} // namespace

void name_form(Manuscript& manuscript) {
    const auto blank = manuscript.message->blank_form();
    if (blank.empty()) return;
    manuscript.form = "{\"message\":" + blank + ",\"surroundings\":"
                      + boost::json::serialize(manuscript.surroundings) + '}';
    crypto_generichash(manuscript.form_id.bytes.data(), manuscript.form_id.bytes.size(),
                       reinterpret_cast<const unsigned char*>(manuscript.form.data()),
                       manuscript.form.size(), nullptr, 0);
}

void keep_form(db::Transaction& tx, const ClaimedChunk& chunk, const Manuscript& manuscript) {
    if (manuscript.form.empty() || tx.one<bool>(engine::sql::has_form, manuscript.form_id)) return;
    tx.later(engine::sql::keep_form, manuscript.form_id, chunk.campaign_id, chunk.message_id,
             Json{manuscript.form});
}

void keep_contents(db::Transaction& tx, const ClaimedChunk& chunk, const Manuscript& manuscript,
                   const std::vector<Finding>& findings) {
    std::string contents;
    Timestamp last{};
    for (const auto& finding : findings) {
        if (finding.personal_values.empty() || !may_have_left(finding)) continue;
        contents += contents.empty() ? "{\"" : ",\"";
        contents += std::to_string(finding.position) + "\":" + finding.personal_values;
        last = std::max(last, finding.at);
    }
    if (contents.empty()) return;
    tx.later(engine::sql::keep_contents, chunk.campaign_id, chunk.chunk, manuscript.form_id, last,
             Json{contents + '}'});
}

std::optional<Rendered> kept_content(db::Transaction& tx, const Channels& channels,
                                     const Uuid& execution_id) {
    const auto kept = tx.maybe<KeptContent>(engine::sql::content_of_row, execution_id);
    if (!kept) return std::nullopt;
    const auto* channel = channels.find(kept->channel);
    return channel ? channel->fill_in(kept->form, kept->personal_values) : std::nullopt;
}

void forget_contents(jobs::Context& job) {
    const auto now = job.services.clock.now();
    std::int64_t forgotten = 0;
    for (;;) {
        const auto old = job.in_system([&](db::Transaction& tx) {
            auto found = tx.all<OldContent>(engine::sql::old_contents, now, forgotten_at_once);
            std::vector<Uuid> projects, ids;
            for (const auto& each : found) {
                projects.push_back(each.project_id);
                ids.push_back(each.id);
            }
            tx.query(engine::sql::forget_contents, projects, ids);
            return found.size();
        });
        if (old == 0) break;
        forgotten += static_cast<std::int64_t>(old);
        job.progress(forgotten, std::nullopt);
    }
    job.in_system([&](db::Transaction& tx) { tx.query(engine::sql::forget_forms, now); });
}

} // namespace campaigns
