// `socialflow doctor`: what is wrong with the set-up, in words for the operator.
#include <fmt/format.h>

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

// Runs one look at something; a throw is what is wrong with it.
class Examination {
  public:
    template <class Look>
    void look(const char* what, Look look_at_it) {
        try {
            std::printf("ok    %s: %s\n", what, std::string(look_at_it()).c_str());
        } catch (const std::exception& error) {
            ++wrong_;
            std::printf("WRONG %s: %s\n", what, error.what());
        }
    }
    int wrong() const { return wrong_; }

  private:
    int wrong_ = 0;
};

std::string look_at_database(const config::Config& config) {
    const DatabaseHome home(config);
    db::Connection connection(home.conninfo());
    const db::Command version{
        "doctor", "SELECT current_setting('server_version'), current_setting('fsync')", {}};
    const auto row = std::move(connection.run(std::span(&version, 1)).front());
    if (row.value(0, 1) != "on") throw std::runtime_error("fsync is off: a power cut loses data");
    return fmt::format("PostgreSQL {}{}", row.value(0, 0).value_or("?"),
                       config.database_url.empty() ? ", private" : ", by DATABASE_URL");
}

std::string look_at_replica(const config::Config& config) {
    if (config.database_replica_url.empty())
        return "none: reports are read from the primary (DATABASE_REPLICA_URL)";
    const DatabaseHome home(config);
    db::Pool primary(home.conninfo(), 1), replica(config.database_replica_url, 1);
    const auto why_not = db::why_not_near(replica, primary);
    if (!why_not.empty()) throw std::runtime_error("DATABASE_REPLICA_URL is not used: " + why_not);
    return "near enough for reports";
}

// A clock that is wrong breaks sign-in codes, webhooks and schedules.
std::string look_at_clock(const config::Config& config) {
    const DatabaseHome home(config);
    db::Connection connection(home.conninfo());
    const db::Command now{"doctor", "SELECT now()", {}};
    const auto theirs = connection.run(std::span(&now, 1)).front().as<Timestamp>(0);
    const auto apart = std::chrono::abs(SystemClock().now() - theirs);
    if (apart > std::chrono::seconds(2))
        throw std::runtime_error(
            fmt::format("{} s apart from the database's",
                        std::chrono::duration_cast<std::chrono::seconds>(apart).count()));
    return "agrees with the database";
}

std::string look_at_folder(const config::Config& config) {
    const auto space = std::filesystem::space(config.data);
    constexpr std::uintmax_t least = 1ull << 30;
    if (space.available < least) throw std::runtime_error("less than 1 GB is free");
    return fmt::format("{} GB free in {}", space.available >> 30, config.data.string());
}

std::string look_at_mail(const config::Config& config) {
    if (config.smtp_url.empty())
        return "no sender is set up: mail lands in the dev inbox (setting smtp_url)";
    const SystemClock clock;
    mail::SmtpTransport(mail::parse_smtp_url(config.smtp_url), clock).check();
    return "the SMTP server takes our sign-in";
}

// Of all projects.
std::vector<campaigns::DomainSubject> senders(const config::Config& config) {
    const DatabaseHome home(config);
    db::Connection connection(home.conninfo());
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

std::string look_at_address(const config::Config& config) {
    const bool local = config.public_url.find("localhost") != std::string::npos;
    if (local)
        return config.public_url + " works on this machine only: links in mail need public_url";
    if (!config.public_url.starts_with("https://"))
        throw std::runtime_error("public_url is not https");
    return config.public_url;
}

} // namespace

int doctor(const config::Config& config) {
    Examination examination;
    examination.look("data folder", [&] { return look_at_folder(config); });
    examination.look("database", [&] { return look_at_database(config); });
    examination.look("replica", [&] { return look_at_replica(config); });
    examination.look("clock", [&] { return look_at_clock(config); });
    examination.look("mail", [&] { return look_at_mail(config); });
    examination.look("address", [&] { return look_at_address(config); });
    outbound::NameServers dns(config.dns_servers);
    for (const auto& subject : senders(config))
        examination.look(("domain of " + subject.email).c_str(),
                         [&] { return look_at_domain(dns, subject); });
    return examination.wrong() == 0 ? 0 : 1;
}

} // namespace commands
