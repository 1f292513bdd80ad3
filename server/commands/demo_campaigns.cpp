#include "commands/demo_campaigns.hpp"

#include <boost/json.hpp>

#include "commands/demo_campaigns.sql.hpp"
#include "commands/runtime.hpp"
#include "features/campaigns/campaign.hpp"
#include "features/campaigns/email/hits.hpp"
#include "features/campaigns/engine/snapshot.hpp"
#include "features/campaigns/reports.hpp"
#include "features/campaigns/writing/mail_blocks.hpp"
#include "features/crm/segments/membership.hpp"
#include "features/crm/segments/segments.hpp"

namespace commands {

struct DemoMail {
    Uuid id;
    Timestamp sent_at;
};
BOOST_DESCRIBE_STRUCT(DemoMail, (), (id, sent_at))

namespace {

using namespace std::chrono_literals;

constexpr auto sent_ago = std::chrono::days(21);
// With what people read, one after another.
constexpr std::string_view mail_clients[] = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Mobile/15E148",
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.12.0"};
constexpr std::string_view links[] = {"https://www.example.com/shop",
                                      "https://www.example.com/opening-hours"};

class DemoCampaigns {
  public:
    DemoCampaigns(Runtime& runtime, const Uuid& project_id, const Uuid& user_id)
        : runtime_(runtime),
          project_id_(project_id),
          user_id_(user_id),
          now_(runtime.clock.now()),
          start_(now_ - sent_ago) {
        identity_.user_id = user_id;
        identity_.project_id = project_id;
        identity_.name = "Demo";
    }

    void add() {
        add_segments();
        add_campaign("Demo: what is new this autumn", "newsletter", readers_, now_ - 30h);
        send(add_campaign("Demo: 15% until Sunday", "seasonal-offer", readers_, start_ - 1h));
    }

  private:
    template <class Body>
    auto in_project(Timestamp at, Body body) {
        return runtime_.database.in_transaction(
            {.role = db::Role::app, .project_id = project_id_, .user_id = user_id_},
            [&](db::Transaction& tx) {
                http::Call call{tx, request_, identity_, at, runtime_.services, headers_};
                return body(call);
            });
    }

    void add_segments() {
        in_project(start_ - 3h, [&](http::Call& call) {
            crm::SegmentInput regulars{.name = "Demo: regular customers"};
            regulars.criteria = Json{
                R"({"match":"all","conditions":[{"field":"lifecycle_stage","operator":"is_any_of",)"
                R"("value":["customer","evangelist"]}]})"};
            crm::insert_segment(call, regulars);
            readers_ = crm::insert_segment(
                           call, {.name = "Demo: readers of our mails", .is_dynamic = false})
                           .id;
            crm::set_by_hand(call.tx, readers_,
                             call.tx.all<Uuid>(sql::list_people_for_mails, start_),
                             crm::ByHand::manual, call.now);
        });
    }

    Uuid add_campaign(std::string name, std::string_view template_key, const Uuid& segment,
                      Timestamp at) {
        return in_project(at, [&](http::Call& call) {
            const auto id = campaigns::insert_campaign(
                                call, {.name = std::move(name), .target_segments = {segment}})
                                .id;
            const auto& mail = campaigns::mail_template(template_key);
            const boost::json::object settings{{"document", boost::json::parse(mail.document.text)},
                                               {"preheader", mail.preheader}};
            call.tx.query(sql::add_demo_message, Uuid::make(), id, mail.name, mail.subject,
                          Json{boost::json::serialize(settings)}, at);
            return id;
        });
    }

    void send(const Uuid& campaign) {
        campaigns::make_snapshot(runtime_.services, project_id_, campaign, start_,
                                 {.progress = [](std::int64_t) {}});
        const auto mails = in_project(start_, [&](http::Call& call) {
            const auto sent = call.tx.all<DemoMail>(sql::say_demo_mails_sent, campaign, start_);
            campaigns::report(call.tx, what_came_back(sent));
            return sent;
        });
        campaigns::store_hits(runtime_.services, project_id_, what_people_did(mails));
        in_project(start_, [&](http::Call& call) {
            call.tx.query(sql::say_demo_campaign_completed, campaign, start_, user_id_,
                          mails.empty() ? start_ : mails.back().sent_at);
        });
    }

    // One mail in 30 finds no mailbox, the others arrive.
    static std::vector<campaigns::Report> what_came_back(const std::vector<DemoMail>& mails) {
        std::vector<campaigns::Report> reports;
        for (std::size_t i = 0; i < mails.size(); ++i) {
            campaigns::Report report{.execution_id = mails[i].id, .at = mails[i].sent_at + 1min};
            if (i % 30 == 7) {
                report.kind = campaigns::ReportKind::bounced;
                report.detail = "Demo: no such mailbox";
                report.reply_code = 550;
            }
            reports.push_back(std::move(report));
        }
        return reports;
    }

    // Of 5 people 3 look, within two days, and one follows a link.
    std::vector<campaigns::Hit> what_people_did(const std::vector<DemoMail>& mails) const {
        std::vector<campaigns::Hit> hits;
        for (std::size_t i = 0; i < mails.size(); ++i) {
            if (i % 5 > 2 || i % 30 == 7) continue;
            campaigns::Hit hit{.project_id = project_id_, .execution_id = mails[i].id};
            hit.user_agent = mail_clients[i / 5 % std::size(mail_clients)];
            hit.at = mails[i].sent_at + 4min + i * i * 31s % std::chrono::seconds(48h);
            hits.push_back(hit);
            if (i % 5 > 0) continue;
            hit.kind = campaigns::HitKind::click;
            hit.url = links[i / 5 % 3 == 2];
            hit.at += 40s;
            hits.push_back(hit);
        }
        return hits;
    }

    Runtime& runtime_;
    const Uuid project_id_, user_id_;
    const Timestamp now_, start_;
    http::Identity identity_;
    const http::Request request_;
    http::Headers headers_;
    Uuid readers_;
};

} // namespace

void add_demo_campaigns(Runtime& runtime, const Uuid& project_id, const Uuid& user_id) {
    DemoCampaigns(runtime, project_id, user_id).add();
}

} // namespace commands
