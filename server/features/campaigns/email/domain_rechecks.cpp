// The domain of each sender, looked at once a day: a record that somebody took out of the DNS is
// noticed before the mails end up as spam.
#include <algorithm>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/domain_checks.hpp"
#include "features/campaigns/email/domain_checks.sql.hpp"
#include "platform/config/config.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/realtime/notifications.hpp"
#include "platform/text/ascii.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct FindDueDomains {
    static constexpr std::string_view kind = "find_due_domains";
};
BOOST_DESCRIBE_STRUCT(FindDueDomains, (), ())

struct RecheckDomain {
    static constexpr std::string_view kind = "recheck_domain";
    Uuid sender_id;
};
BOOST_DESCRIBE_STRUCT(RecheckDomain, (), (sender_id))

struct DueSender {
    Uuid project_id, id;
};
BOOST_DESCRIBE_STRUCT(DueSender, (), (project_id, id))

namespace {

// In fifteen minutes: of more senders than 19,200 each is looked at less often than daily, those
// that have waited longest first.
constexpr std::int32_t most_due_domains = 200;
constexpr std::chrono::hours try_again_after{1}; // a DNS that did not answer, a job that was lost

void find_due_domains(jobs::Context& job) {
    const auto now = job.services.clock.now();
    const auto due = job.in_system([&](db::Transaction& tx) {
        return tx.all<DueSender>(email::sql::take_due_domains, now, now + try_again_after,
                                 most_due_domains);
    });
    for (const auto& sender : due)
        job.services.database.in_transaction(
            {.role = db::Role::app, .project_id = sender.project_id}, [&](db::Transaction& tx) {
                jobs::enqueue(tx, RecheckDomain{sender.id}, {.unique_key = sender.id.text()});
            });
}

std::string names_of(const std::vector<DomainPart>& parts) {
    std::string names;
    for (const auto part : parts) {
        if (!names.empty()) names += ", ";
        for (const auto letter : meta::enum_name(part)) names += text::to_upper(letter);
    }
    return names;
}

void tell_admins(db::Transaction& tx, const EmailSender& sender, const std::string& domain,
                 const std::vector<DomainPart>& broken) {
    for (const auto& admin : tx.all<Uuid>(email::sql::who_sets_senders_up))
        realtime::notify(
            tx, tx.project_id(),
            {.user_id = admin,
             .kind = realtime::NotificationKind::domain_broken,
             .title = {"The DNS of {domain} no longer says what it should", {{"domain", domain}}},
             .body = {"{parts} of {domain} was in order and is not any more. Mails of {sender} "
                      "may end up as spam until it is mended.",
                      {{"parts", names_of(broken)}, {"domain", domain}, {"sender", sender.name}}},
             .link = "/settings/senders/" + sender.id.text(),
             .details = {{"about", "domain_broken"},
                         {"domain", domain},
                         {"parts", names_of(broken)},
                         {"sender", sender.name}}});
}

// Nothing is kept when the DNS did not answer: tried again in an hour.
void recheck_domain(jobs::Context& job, const RecheckDomain& work) {
    const auto find = [&](db::Transaction& tx) { return find_sender(tx, work.sender_id); };
    const auto seen = job.in_project(find);
    if (!seen) return;
    const auto subject = subject_of(*seen);
    outbound::NameServers dns(job.services.config.dns_servers);
    const DomainCheck check{seen->id, subject.domain, job.services.clock.now(),
                            check_domain(dns, subject)};
    if (std::ranges::any_of(check.findings, [](const DomainFinding& finding) {
            return finding.state == DomainState::unanswered;
        }))
        return;
    job.in_project([&](db::Transaction& tx) {
        const auto sender = find(tx);
        if (!sender || sender->version != seen->version) return; // set up anew meanwhile
        const auto before = domain_checks_of(tx, sender->id);
        if (keep_domain_check(tx, *sender, check))
            accounts::audit::record_by_system(
                tx, tx.project_id(), signing_event(find(tx)->dkim_signing),
                {"sender", sender->id, sender->name}, check.checked_at);
        if (before.empty()) return;
        if (const auto broken = parts_that_broke(before.front(), check); !broken.empty())
            tell_admins(tx, *sender, check.domain, broken);
    });
}

} // namespace

void add_domain_jobs(jobs::Registry& registry) {
    registry.every<FindDueDomains>("*/15 * * * *", find_due_domains);
    registry.add<RecheckDomain>(recheck_domain);
}

} // namespace campaigns
