#include "features/campaigns/rehearsal.hpp"

#include <boost/json.hpp>
#include <set>

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

struct RehearsedChunk {
    std::int32_t chunk = 0;
    std::optional<Uuid> sender_id;
};
BOOST_DESCRIBE_STRUCT(RehearsedChunk, (), (chunk, sender_id))

namespace {

constexpr std::size_t longest_error = 500;
constexpr std::size_t most_kinds_of_trouble = 50; // tokens or reasons of one message
constexpr std::int64_t people_asked_for_links = 50;

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

// What one sender sends of a message.
class SenderRehearsal {
  public:
    SenderRehearsal(const std::optional<Uuid>& sender_id, Manuscript manuscript)
        : manuscript_(std::move(manuscript)), terms_(manuscript_.message->terms()) {
        found_.sender_id = sender_id;
        found_.name = manuscript_.message->sender_name();
        found_.per_minute = terms_.per_minute;
        found_.per_day = terms_.per_day;
    }

    const Manuscript& manuscript() const { return manuscript_; }
    void add(Timestamp due) {
        ++found_.recipients;
        first_due_ = std::min(first_due_.value_or(due), due);
        last_due_ = std::max(last_due_.value_or(due), due);
    }
    // Thousandths of a minor unit.
    std::int64_t cost() const { return found_.recipients * terms_.price_per_thousand; }
    RehearsedSender result() const {
        auto found = found_;
        if (first_due_ && (terms_.per_minute || terms_.per_day))
            found.finishes_at =
                std::max(*last_due_, finish_time(*first_due_, found_.recipients, terms_));
        return found;
    }

  private:
    Manuscript manuscript_;
    SendingTerms terms_;
    RehearsedSender found_;
    std::optional<Timestamp> first_due_, last_due_;
};

// Of one message, written for everybody.
class MessageRehearsal {
  public:
    explicit MessageRehearsal(const CampaignMessage& message) {
        found_.message_id = message.id;
        found_.message_name = message.message_name;
    }

    // Rows of a chunk, which leave by that sender.
    void add(SenderRehearsal& sender, const std::vector<RehearsedRow>& rows) {
        for (const auto& row : rows) {
            sender.add(row.scheduled_for);
            add(sender.manuscript(), row);
        }
    }

    RehearsedMessage result(const std::vector<RehearsedSender>& senders) {
        found_.senders = senders;
        std::ranges::stable_sort(found_.senders, std::greater<>(), &RehearsedSender::recipients);
        if (senders.size() == 1) {
            found_.per_minute = senders.front().per_minute;
            found_.per_day = senders.front().per_day;
        }
        for (const auto& sender : senders)
            if (sender.finishes_at)
                found_.finishes_at =
                    std::max(found_.finishes_at.value_or(*sender.finishes_at), *sender.finishes_at);
        found_.blanks = by_people(std::move(blanks_));
        found_.unwritable = by_people(std::move(unwritable_));
        found_.over_gmail_line = found_.gmail_recipients >= gmail_bulk_line;
        return std::move(found_);
    }
    // Where its links lead that are not one person's. Sorted.
    std::vector<std::string> links() const { return links_.common(); }

  private:
    void add(const Manuscript& manuscript, const RehearsedRow& row) {
        ++found_.recipients;
        found_.gmail_recipients += mailbox_provider_of(row.address) == MailProvider::gmail;
        found_.first_due =
            std::min(found_.first_due.value_or(row.scheduled_for), row.scheduled_for);
        found_.last_due = std::max(found_.last_due.value_or(row.scheduled_for), row.scheduled_for);
        Recipient recipient{row.id, row.contact_id, row.address, manuscript.surroundings};
        recipient.data["contact"] = boost::json::parse(row.data.text);
        if (found_.recipients <= people_asked_for_links)
            links_.add(manuscript.message->links(recipient));
        try {
            const auto rendered = manuscript.message->render(recipient);
            for (const auto& token : rendered.blanks)
                count(blanks_, token, &BlankToken::token, row.contact_id);
            const auto bytes = manuscript.message->size_of(rendered);
            found_.total_bytes += bytes;
            found_.largest_bytes = std::max(found_.largest_bytes, bytes);
            found_.is_clipped |= rendered.html.size() > gmail_clips_beyond;
        } catch (const Unwritable& why) {
            count(unwritable_, why.what(), &UnwritableMessage::reason, row.contact_id);
        }
    }

    RehearsedMessage found_;
    std::map<std::string, BlankToken, std::less<>> blanks_;
    std::map<std::string, UnwritableMessage, std::less<>> unwritable_;
    LinkCollection links_;
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
            const auto campaign = find_campaign(tx, work_.campaign_id);
            report.total = campaign.ledger.total;
            report.recipients = campaign.ledger.pending;
            report.skipped = tx.all<SkippedPeople>(sql::skipped_people, work_.campaign_id);
            if (campaign.campaign_type != CampaignType::transactional)
                report.without_consent =
                    tx.one<std::int64_t>(sql::recipients_without_consent, work_.campaign_id);
            messages_ = messages_of(tx, work_.campaign_id);
        });
        for (const auto& message : messages_)
            if (message.is_active) report.messages.push_back(write(message, report.recipients));
        follow_links(report.messages);
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
                const auto prepared = prepare(job_.services, channels(), tx, work_.campaign_id,
                                              message.id, std::nullopt);
                tx.query(sql::note_price, message.id, prepared.message->terms().price_per_thousand);
            }
        });
    }

    RehearsedMessage write(const CampaignMessage& message, std::int64_t total) {
        const auto chunks = job_.in_project([&](db::Transaction& tx) {
            return tx.all<RehearsedChunk>(sql::chunks_of_message, work_.campaign_id, message.id);
        });
        MessageRehearsal rehearsal(message);
        std::map<std::optional<Uuid>, SenderRehearsal> senders;
        for (const auto& [chunk, sender_id] : chunks) {
            const auto rows = job_.in_project([&](db::Transaction& tx) {
                if (!senders.contains(sender_id))
                    senders.try_emplace(sender_id, sender_id,
                                        prepare(job_.services, channels(), tx, work_.campaign_id,
                                                message.id, sender_id));
                plan_anew(tx);
                return tx.all<RehearsedRow>(sql::rows_to_rehearse, work_.campaign_id, chunk);
            });
            rehearsal.add(senders.at(sender_id), rows);
            done_ += static_cast<std::int64_t>(rows.size());
            job_.progress(done_, total);
        }
        std::vector<RehearsedSender> results;
        for (const auto& [sender_id, sender] : senders) {
            cost_ += sender.cost();
            results.push_back(sender.result());
        }
        links_.push_back(rehearsal.links());
        return rehearsal.result(results);
    }

    // Each once, however many messages have it.
    void follow_links(std::vector<RehearsedMessage>& messages) {
        std::set<std::string> urls;
        for (const auto& links : links_) urls.insert(links.begin(), links.end());
        for (const auto& dead : dead_links(job_.services.outbound, {urls.begin(), urls.end()}))
            for (std::size_t i = 0; i < messages.size(); ++i)
                if (std::ranges::binary_search(links_[i], dead.url))
                    messages[i].dead_links.push_back(dead);
    }

    jobs::Context& job_;
    const RehearseCampaign& work_;
    const Uuid run_;
    std::vector<CampaignMessage> messages_;
    std::vector<std::vector<std::string>> links_; // of each message that was written
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
