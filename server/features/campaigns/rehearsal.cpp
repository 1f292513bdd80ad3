#include "features/campaigns/rehearsal.hpp"

#include <boost/json.hpp>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/campaigns.sql.hpp"
#include "features/campaigns/costs.hpp"
#include "features/campaigns/email/mail_provider.hpp"
#include "features/campaigns/engine/finish_time.hpp"
#include "features/campaigns/engine/snapshot.hpp"
#include "features/campaigns/engine/workshop.hpp"
#include "features/campaigns/message.hpp"
#include "features/campaigns/rehearsals.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct RehearsedRow {
    Uuid id, contact_id;
    std::int32_t position = 0, delivery_attempt = 0;
    std::string address;
    Timestamp scheduled_for;
    Json data;
};
BOOST_DESCRIBE_STRUCT(RehearsedRow, (),
                      (id, contact_id, position, delivery_attempt, address, scheduled_for, data))

namespace {

constexpr std::size_t longest_error = 500;
constexpr std::size_t most_kinds_of_trouble = 50; // tokens or reasons of one message

// Counts the people of one kind of trouble and keeps the first few as examples.
template <class Trouble>
void count(std::map<std::string, Trouble, std::less<>>& all, const std::string& kind,
           std::string Trouble::* name, const Uuid& contact_id) {
    if (all.size() >= most_kinds_of_trouble && !all.contains(kind)) return;
    auto& trouble = all[kind];
    trouble.*name = kind;
    ++trouble.people;
    if (trouble.examples.size() < most_rehearsal_examples) trouble.examples.push_back(contact_id);
}

template <class Trouble>
std::vector<Trouble> by_people(std::map<std::string, Trouble, std::less<>> all) {
    std::vector<Trouble> sorted;
    for (auto& [kind, trouble] : all) sorted.push_back(std::move(trouble));
    std::ranges::stable_sort(sorted, std::greater<>(), &Trouble::people);
    return sorted;
}

// Of one message, written for everybody.
class MessageRehearsal {
  public:
    MessageRehearsal(const CampaignMessage& message, Manuscript manuscript)
        : manuscript_(std::move(manuscript)) {
        found_.message_id = message.id;
        found_.message_name = message.message_name;
    }

    void add(const RehearsedRow& row) {
        ++found_.recipients;
        found_.gmail_recipients += mailbox_provider_of(row.address) == MailProvider::gmail;
        found_.first_due =
            std::min(found_.first_due.value_or(row.scheduled_for), row.scheduled_for);
        found_.last_due = std::max(found_.last_due.value_or(row.scheduled_for), row.scheduled_for);
        Recipient recipient{row.id, row.contact_id, row.address, manuscript_.surroundings};
        recipient.data["contact"] = boost::json::parse(row.data.text);
        try {
            for (const auto& token : manuscript_.message->render(recipient).blanks)
                count(blanks_, token, &BlankToken::token, row.contact_id);
        } catch (const Unwritable& why) {
            count(unwritable_, why.what(), &UnwritableMessage::reason, row.contact_id);
        }
    }

    // Thousandths of a minor unit.
    std::int64_t cost() const {
        return found_.recipients * manuscript_.message->terms().price_per_thousand;
    }

    RehearsedMessage result() {
        const auto terms = manuscript_.message->terms();
        found_.per_minute = terms.per_minute;
        found_.per_day = terms.per_day;
        if (found_.first_due && (terms.per_minute || terms.per_day))
            found_.finishes_at = std::max(*found_.last_due,
                                          finish_time(*found_.first_due, found_.recipients, terms));
        found_.blanks = by_people(std::move(blanks_));
        found_.unwritable = by_people(std::move(unwritable_));
        found_.over_gmail_line = found_.gmail_recipients >= gmail_bulk_line;
        return std::move(found_);
    }

  private:
    Manuscript manuscript_;
    RehearsedMessage found_;
    std::map<std::string, BlankToken, std::less<>> blanks_;
    std::map<std::string, UnwritableMessage, std::less<>> unwritable_;
};

// Another start of the job, or another rehearsal, makes the audience by now.
struct Superseded {};

class Rehearsing {
  public:
    Rehearsing(jobs::Context& job, const RehearseCampaign& work, const Uuid& run)
        : job_(job), work_(work), run_(run) {}

    RehearsalReport rehearse(Timestamp asked_at) {
        note_prices();
        make_snapshot(job_.services, *job_.project_id, work_.campaign_id, asked_at,
                      {.progress = [&](std::int64_t rows) { job_.progress(rows, std::nullopt); },
                       .guard =
                           [&](db::Transaction& tx) {
                               if (!tx.maybe<Uuid>(sql::keep_rehearsal, work_.rehearsal_id, run_))
                                   throw Superseded();
                           }});
        RehearsalReport report;
        job_.in_project([&](db::Transaction& tx) {
            const auto ledger = find_campaign(tx, work_.campaign_id).ledger;
            report.total = ledger.total;
            report.recipients = ledger.pending;
            report.skipped = tx.all<SkippedPeople>(sql::skipped_people, work_.campaign_id);
            report.without_consent =
                tx.one<std::int64_t>(sql::recipients_without_consent, work_.campaign_id);
            messages_ = messages_of(tx, work_.campaign_id);
        });
        for (const auto& message : messages_)
            if (message.is_active) report.messages.push_back(write(message, report.recipients));
        job_.in_project([&](db::Transaction& tx) {
            report.currency = accounts::project_settings(tx).currency;
        });
        report.expected_cost = cost_text(cost_, report.currency);
        return report;
    }

  private:
    // Before the ledger is made, whose chunks carry them.
    void note_prices() {
        job_.in_project([&](db::Transaction& tx) {
            for (const auto& message : messages_of(tx, work_.campaign_id)) {
                if (!message.is_active) continue;
                const auto prepared =
                    prepare(job_.services, channels(), tx, work_.campaign_id, message.id);
                tx.query(sql::note_price, message.id, prepared.message->terms().price_per_thousand);
            }
        });
    }

    RehearsedMessage write(const CampaignMessage& message, std::int64_t total) {
        std::vector<std::int32_t> chunks;
        std::optional<MessageRehearsal> rehearsal;
        job_.in_project([&](db::Transaction& tx) {
            rehearsal.emplace(
                message, prepare(job_.services, channels(), tx, work_.campaign_id, message.id));
            chunks = tx.all<std::int32_t>(sql::chunks_of_message, work_.campaign_id, message.id);
        });
        for (const auto chunk : chunks) {
            const auto rows = job_.in_project([&](db::Transaction& tx) {
                plan_anew(tx);
                return tx.all<RehearsedRow>(sql::rows_to_rehearse, work_.campaign_id, chunk);
            });
            for (const auto& row : rows) rehearsal->add(row);
            done_ += static_cast<std::int64_t>(rows.size());
            job_.progress(done_, total);
        }
        cost_ += rehearsal->cost();
        return rehearsal->result();
    }

    jobs::Context& job_;
    const RehearseCampaign& work_;
    const Uuid run_;
    std::vector<CampaignMessage> messages_;
    std::int64_t done_ = 0;
    std::int64_t cost_ = 0; // thousandths of a minor unit
};

std::optional<Timestamp> begin(jobs::Context& job, const RehearseCampaign& work, const Uuid& run) {
    return job.in_project([&](db::Transaction& tx) {
        const auto asked_at =
            tx.maybe<Timestamp>(sql::begin_rehearsal, work.campaign_id, work.rehearsal_id, run);
        if (asked_at) return asked_at;
        const auto given_up = tx.execute(
            sql::give_up_rehearsals, work.campaign_id, std::optional(work.rehearsal_id),
            "the campaign was changed before the rehearsal began", job.services.clock.now());
        const auto campaign = tx.maybe<Campaign>(sql::find_campaign, work.campaign_id);
        if (given_up > 0 && campaign) publish_campaign(tx, "campaign.rehearsed", *campaign);
        return asked_at;
    });
}

void finish(jobs::Context& job, const RehearseCampaign& work, const Uuid& run,
            RehearsalStatus status, const std::optional<Json>& report,
            const std::optional<std::string>& error) {
    job.in_project([&](db::Transaction& tx) {
        if (!tx.maybe<Uuid>(sql::finish_rehearsal, work.rehearsal_id, run, status, report, error,
                            job.services.clock.now()))
            return;
        publish_campaign(tx, "campaign.rehearsed", find_campaign(tx, work.campaign_id));
    });
}

} // namespace

void rehearse_campaign(jobs::Context& job, const RehearseCampaign& work) {
    const auto run = Uuid::make();
    const auto asked_at = begin(job, work, run);
    if (!asked_at) return;
    try {
        const auto report = Rehearsing(job, work, run).rehearse(*asked_at);
        finish(job, work, run, RehearsalStatus::finished, Json{meta::write(report)}, std::nullopt);
    } catch (const Unprepared& why) {
        finish(job, work, run, RehearsalStatus::failed, std::nullopt,
               std::string(text::first_code_points(why.what(), longest_error)));
    } catch (const Superseded&) {
        return; // whoever makes it now says what came of it
    }
}

Rehearsal find_rehearsal(db::Transaction& tx, const Uuid& campaign_id, const Uuid& id) {
    auto rehearsal = tx.maybe<Rehearsal>(sql::find_rehearsal, campaign_id, id);
    if (!rehearsal) throw Refusal("not_found");
    return std::move(*rehearsal);
}

} // namespace campaigns
