// `socialflow doctor`: what is wrong with the set-up, in words for the operator.
#include <fmt/format.h>
#include <sys/timex.h>

#include <cstdio>

#include "commands/commands.hpp"
#include "commands/runtime.hpp"
#include "features/campaigns/email/domain_check.hpp"
#include "platform/db/replica.hpp"
#include "platform/mail/smtp_transport.hpp"

namespace commands {

struct DoctorSender {
    std::string email;
    campaigns::MailProvider provider = campaigns::MailProvider::own;
    std::string host, dkim_selector, dkim_record, bounce_address;
};
BOOST_DESCRIBE_STRUCT(DoctorSender, (),
                      (email, provider, host, dkim_selector, dkim_record, bounce_address))

namespace {

// Works, and is not what one depends on.
struct Note : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Runs one look at something after the other; a throw is what is wrong with it.
class Examination {
  public:
    template <class Look>
    void look(const std::string& what, Look look_at_it) {
        try {
            tell("ok   ", what, look_at_it());
        } catch (const Note& note) {
            tell("note ", what, note.what());
        } catch (const std::exception& error) {
            ++wrong_;
            tell("WRONG", what, error.what());
        }
    }
    int wrong() const { return wrong_; }

  private:
    static void tell(const char* verdict, const std::string& what, const std::string& words) {
        std::printf("%s %s: %s\n", verdict, what.c_str(), words.c_str());
    }

    int wrong_ = 0;
};

std::string look_at_database(const config::Config& config, db::Connection& connection) {
    const db::Command version{
        "doctor", "SELECT current_setting('server_version'), current_setting('fsync')", {}};
    const auto row = std::move(connection.run(std::span(&version, 1)).front());
    if (row.value(0, 1) != "on") throw std::runtime_error("fsync is off: a power cut loses data");
    return fmt::format("PostgreSQL {}{}", row.value(0, 0).value_or("?"),
                       config.database_url.empty() ? ", private" : ", by DATABASE_URL");
}

std::string look_at_direct_way(const config::Config& config, db::Connection& through_pooler) {
    if (config.database_direct_url.empty()) return "the same (DATABASE_DIRECT_URL)";
    const db::Command which{
        "doctor",
        "SELECT system_identifier::text || ' ' || current_database() FROM pg_control_system()",
        {}};
    db::Connection direct(config.database_direct_url);
    if (direct.run(std::span(&which, 1)).front().as<std::string>(0)
        != through_pooler.run(std::span(&which, 1)).front().as<std::string>(0))
        throw std::runtime_error("DATABASE_DIRECT_URL leads to another database");
    return "leads to the same database";
}

std::string look_at_replica(const config::Config& config, const std::string& primary_conninfo) {
    if (config.database_replica_url.empty())
        return "none: reports are read from the primary (DATABASE_REPLICA_URL)";
    db::Pool primary(primary_conninfo, 1), replica(config.database_replica_url, 1);
    const auto why_not = db::why_not_near(replica, primary);
    if (!why_not.empty()) throw std::runtime_error("DATABASE_REPLICA_URL is not used: " + why_not);
    return "near enough for reports";
}

// Whether the kernel knows of a service that keeps its clock (adjtimex(2)).
bool clock_is_kept() {
    timex state{};
    return ::adjtimex(&state) != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

// A clock that is wrong breaks sign-in codes, webhooks and schedules.
std::string look_at_clock(db::Connection& connection) {
    const db::Command now{"doctor", "SELECT now()", {}};
    const auto theirs = connection.run(std::span(&now, 1)).front().as<Timestamp>(0);
    const auto apart = std::chrono::abs(SystemClock().now() - theirs);
    if (apart > std::chrono::seconds(2))
        throw std::runtime_error(
            fmt::format("{} s apart from the database's",
                        std::chrono::duration_cast<std::chrono::seconds>(apart).count()));
    if (!clock_is_kept())
        throw Note(
            "agrees with the database's, and nothing keeps it: install chrony or "
            "systemd-timesyncd");
    return "agrees with the database's, and is kept by a time service";
}

std::string look_at_folder(const config::Config& config) {
    auto there = std::filesystem::absolute(config.data); // before the first start: where it will be
    while (!std::filesystem::exists(there)) there = there.parent_path();
    const auto space = std::filesystem::space(there);
    constexpr std::uintmax_t least = 1ull << 30;
    if (space.available < least) throw std::runtime_error("less than 1 GB is free");
    return fmt::format("{} GB free in {}", space.available >> 30, config.data.string());
}

std::string look_at_mail(const config::Config& config) {
    if (config.smtp_url.empty())
        throw Note("no sender is set up: mail lands in the dev inbox (setting smtp_url)");
    const SystemClock clock;
    mail::SmtpTransport(mail::parse_smtp_url(config.smtp_url), clock).check();
    return "the SMTP server takes our sign-in";
}

// Of all projects.
std::vector<campaigns::DomainSubject> senders(db::Connection& connection) {
    const db::Command there{"doctor", "SELECT to_regclass('email_senders') IS NOT NULL", {}};
    if (!connection.run(std::span(&there, 1)).front().as<bool>(0)) return {};
    const db::Command all{
        "doctor",
        "SELECT email, provider, host, dkim_selector, dkim_record, bounce_address "
        "FROM email_senders ORDER BY email, id LIMIT 500",
        {}};
    const auto rows = std::move(connection.run(std::span(&all, 1)).front());
    std::vector<campaigns::DomainSubject> subjects;
    for (int row = 0; row < rows.rows(); ++row) {
        const auto known = rows.as<DoctorSender>(row);
        campaigns::EmailSender sender;
        sender.email = known.email;
        sender.provider = known.provider;
        sender.host = known.host;
        sender.dkim_selector = known.dkim_selector;
        sender.dkim_record = known.dkim_record;
        sender.bounce_address = known.bounce_address;
        subjects.push_back(campaigns::subject_of(sender));
    }
    return subjects;
}

std::string look_at_domain(outbound::Dns& dns, const campaigns::DomainSubject& subject) {
    std::string wrong;
    for (const auto& finding : campaigns::check_domain(dns, subject)) {
        if (finding.state == campaigns::DomainState::ok) continue;
        wrong += fmt::format("{}{} {} {}", wrong.empty() ? "" : "; ", meta::enum_name(finding.part),
                             meta::enum_name(finding.state),
                             finding.code.empty() ? finding.detail : finding.code);
        if (!finding.record.empty())
            wrong += fmt::format(", publish at {}: {}", finding.host, finding.record);
    }
    if (!wrong.empty()) throw std::runtime_error(wrong);
    return "SPF, DKIM, DMARC and MX are in order";
}

// As people come: by name, through the proxy. From here, which may be another way than theirs.
std::string look_at_address(const config::Config& config) {
    const auto& url = config.public_url;
    if (url.find("localhost") != std::string::npos)
        throw Note(url + " works on this machine only: links in mail need public_url");
    const outbound::Client client(outbound::Policy::from(true)); // the operator's own address
    const auto reply = client.send({.url = url + "/livez", .total_time = std::chrono::seconds(10)});
    if (reply.status != 200 || reply.body != "alive\n")
        throw std::runtime_error(
            fmt::format("{} is answered by something else (status {})", url, reply.status));
    if (!url.starts_with("https://"))
        throw std::runtime_error(url + " answers, and is not https: others on the way can read it");
    return url + " answers";
}

int status_of(const outbound::Client& client, const std::string& url) {
    return client.send({.url = url, .total_time = std::chrono::seconds(10)}).status;
}

// Leads here, and knows under which name it was asked: else the app would answer there too.
std::string look_at_pages(const config::Config& config) {
    const auto& url = config.pages_url;
    if (url == config.public_url) return "at the address of the app (pages_url)";
    const outbound::Client client(outbound::Policy::from(true)); // the operator's own address
    if (status_of(client, url + "/t.js") != 200)
        throw std::runtime_error(url + " is answered by something else");
    if (status_of(client, url + "/livez") != 404)
        throw std::runtime_error(
            url + " answers as the app does: the proxy has to pass the Host on that was asked for");
    return url + " answers, and is no way into the app";
}

void look_at_all_of_the_database(Examination& examination, const config::Config& config) {
    std::unique_ptr<DatabaseHome> home;
    std::unique_ptr<db::Connection> connection;
    examination.look("database", [&] {
        home = std::make_unique<DatabaseHome>(config);
        connection = std::make_unique<db::Connection>(home->conninfo());
        return look_at_database(config, *connection);
    });
    if (!connection) return; // the rest would say the same
    examination.look("direct way", [&] { return look_at_direct_way(config, *connection); });
    examination.look("replica", [&] { return look_at_replica(config, home->conninfo()); });
    examination.look("clock", [&] { return look_at_clock(*connection); });
    outbound::NameServers dns(config.dns_servers);
    for (const auto& subject : senders(*connection))
        examination.look("domain of " + subject.email,
                         [&] { return look_at_domain(dns, subject); });
}

} // namespace

int doctor(const config::Config& config) {
    Examination examination;
    examination.look("data folder", [&] { return look_at_folder(config); });
    look_at_all_of_the_database(examination, config);
    examination.look("mail", [&] { return look_at_mail(config); });
    examination.look("address", [&] { return look_at_address(config); });
    examination.look("pages", [&] { return look_at_pages(config); });
    return examination.wrong() == 0 ? 0 : 1;
}

} // namespace commands
