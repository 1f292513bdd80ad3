#include "mail_scene.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <thread>

#include "features/accounts/administration.hpp"
#include "features/campaigns/writing/mail_blocks.hpp"
#include "platform/crypto/passwords.hpp"
#include "platform/db/database.hpp"
#include "platform/time/clock.hpp"
#include "testing/dkim_verifier.hpp"
#include "testing/smtp_server.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

constexpr std::string_view owner_email = "owner@example.com";
constexpr std::string_view password = "a million letters";
constexpr auto longest_rehearsal = 10min;

// Names and addresses of several lengths, some beyond ASCII; consent as in a book that is cared
// for. Without the triggers: a book that was filled this moment is still followed by bitmaps and
// segments for a while, one that mails are sent to is at rest.
constexpr std::string_view people_sql = R"(
    SET statement_timeout = 0;
    SET session_replication_role = replica;
    INSERT INTO customer_segments (project_id, id, name, name_folded, criteria, status, contact_count)
    VALUES ('{0}', '{1}', 'Everybody {1}', 'everybody {1}', '{{}}', 'ready', {2});
    WITH named AS (
        SELECT n, (ARRAY['Ada','Björn','Chiara','Dmitri','Élodie','Finn','Grace','Hüseyin'])[1 + n % 8] AS first,
               (ARRAY['Lovelace','Åkesson','Rossi','Iwanow','Dubois','Müller','Hopper','Yılmaz'])[1 + n / 8 % 8] AS last
        FROM generate_series(1, {2}) n),
    people AS (
        INSERT INTO contacts (project_id, id, display_name, first_name, last_name, company, language, email,
                              email_normalised, marketing_consent)
        SELECT '{0}', gen_random_uuid(), first || ' ' || last, first, last, 'Company ' || n % 1000, 'en',
               'person' || n || '.{1}@mail' || n % 50 || '.example.com',
               'person' || n || '.{1}@mail' || n % 50 || '.example.com', true FROM named
        RETURNING project_id, id),
    counted AS (INSERT INTO contact_stats (project_id, contact_id) SELECT project_id, id FROM people)
    INSERT INTO segment_members (project_id, segment_id, contact_id, by_rule, since)
    SELECT project_id, '{1}', id, true, now() FROM people;
    ANALYZE contacts, contact_stats, segment_members;
    RESET session_replication_role;)";

json::object message_settings() {
    const auto& newsletter = campaigns::mail_template("newsletter");
    return {{"document", json::parse(newsletter.document.text)},
            {"preheader", newsletter.preheader}};
}

std::string sender_input(std::uint16_t port, bool is_default) {
    return json::serialize(json::object{{"name", "Salon"},
                                        {"email", "news@example.com"},
                                        {"postal_address", "1 High Street, Leeds"},
                                        {"host", "127.0.0.1"},
                                        {"port", port},
                                        {"security", "none"},
                                        {"is_default", is_default}});
}

// What the DNS is to say of it.
struct DkimRecord {
    std::string host, record;
};

DkimRecord sign_by(Client& admin, const std::string& sender) {
    const auto path = "/api/email/senders/" + sender + "/dkim";
    const auto made = post(admin, path, "{}", 200);
    const auto signing = admin.put(path + "/signing", R"({"signs":true})");
    if (signing.status != 200 || signing.text("/dkim_signing") != "by_hand")
        throw std::runtime_error("the sender does not sign: " + summary(signing));
    return {made.text("/host"), made.text("/record")};
}

std::string message_input() {
    return json::serialize(json::object{{"message_name", "Newsletter"},
                                        {"subject_line", "{{ contact.first_name }}, news for you"},
                                        {"settings", message_settings()}});
}

} // namespace

MailScene::MailScene(int projects)
    : server_(std::make_unique<Server>(
          data(), std::vector<std::string>{"--empty", "--allow-private-outbound"})),
      database_(std::make_unique<db::Connection>(server_->database())) {
    const auto ids = add_projects(projects);
    const auto owner = server_->sign_in(owner_email, password);
    for (const auto& id : ids) {
        clients_.push_back(owner.another());
        clients_.back().project_id = id;
        clients_.back().set_header("X-Project-Id", id.text());
        add_sender(clients_.back());
    }
}

std::vector<Uuid> MailScene::add_projects(int count) {
    const auto now = SystemClock().now();
    db::Pool database(conninfo_of(data()), 1);
    crypto::PasswordHasher passwords;
    return database.in_transaction({.role = db::Role::system}, [&](db::Transaction& tx) {
        const auto owner = accounts::create_user(
            tx, passwords,
            {.name = "Owner", .email = std::string(owner_email), .password = std::string(password)},
            now);
        std::vector<Uuid> ids;
        for (int number = 1; number <= count; ++number)
            ids.push_back(accounts::create_project(tx,
                                                   {.name = fmt::format("Salon {}", number),
                                                    .time_zone = "Europe/London",
                                                    .currency = {},
                                                    .default_region = "GB"},
                                                   owner, now));
        return ids;
    });
}

void MailScene::add_sender(Client& admin) {
    senders_.push_back(
        post(admin, "/api/email/senders", sender_input(sink_.port(), true)).text("/id"));
}

void MailScene::sign(int project) {
    sign_by(client(project), senders_.at(static_cast<std::size_t>(project)));
}

Uuid MailScene::add_segment(int people, int project) {
    const auto segment = Uuid::make();
    database_->run_script(fmt::format(fmt::runtime(people_sql), client(project).project_id.text(),
                                      segment.text(), people));
    return segment;
}

MailScene::Rehearsed MailScene::rehearse(const Uuid& segment, int project) {
    auto& manager = client(project);
    const json::object input{{"name", "News"}, {"target_segments", {segment.text()}}};
    Rehearsed campaign;
    campaign.project = project;
    campaign.path =
        "/api/campaigns/" + post(manager, "/api/campaigns", json::serialize(input)).text("/id");
    post(manager, campaign.path + "/messages", message_input());
    const auto start = Clock::now();
    campaign.rehearsal_id = post(manager, campaign.path + "/rehearsals", "{}", 202).text("/id");
    for (;;) {
        const auto report = get(manager, campaign.path + "/rehearsals/" + campaign.rehearsal_id);
        if (report.text("/status") == "finished") break;
        if (report.text("/status") == "failed" || Clock::now() - start > longest_rehearsal)
            throw std::runtime_error("the rehearsal: " + report.body);
        std::this_thread::sleep_for(50ms);
    }
    campaign.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return campaign;
}

void MailScene::approve(const Rehearsed& campaign) {
    post(client(campaign.project), campaign.path + "/approval",
         fmt::format(R"({{"rehearsal_id":"{}"}})", campaign.rehearsal_id), 200);
}

void MailScene::await_end(const Rehearsed& campaign, std::chrono::minutes limit) {
    const auto deadline = Clock::now() + limit;
    for (;;) {
        const auto now = get(client(campaign.project), campaign.path);
        if (now.text("/status") == "completed") {
            if (now.at("/ledger/sent") != now.at("/ledger/total"))
                throw std::runtime_error("not everybody got it: " + now.body);
            return;
        }
        if (Clock::now() > deadline)
            throw std::runtime_error("the campaign did not end: " + now.body);
        std::this_thread::sleep_for(50ms);
    }
}

double MailScene::send(const Rehearsed& campaign) {
    const auto start = Clock::now();
    approve(campaign);
    await_end(campaign, 15min);
    const std::chrono::duration<double, std::ratio<60>> took = Clock::now() - start;
    const auto ledger = get(client(campaign.project), campaign.path).at("/ledger/total");
    return static_cast<double>(ledger.as_int64()) / took.count();
}

std::string MailScene::example_mail(bool is_signed, int project) {
    testing_servers::SmtpServer reader;
    auto& admin = client(project);
    const auto sender =
        post(admin, "/api/email/senders", sender_input(reader.port(), false)).text("/id");
    DkimRecord dkim;
    if (is_signed) dkim = sign_by(admin, sender);
    auto settings = message_settings();
    settings["sender_id"] = sender;
    const json::object test{
        {"message", {{"subject_line", "Ada, news for you"}, {"settings", settings}}},
        {"to", "ada@example.com"}};
    const auto result = post(admin, "/api/email/tests", json::serialize(test), 200);
    const auto mails = reader.mails();
    if (mails.size() != 1) throw std::runtime_error("no example mail: " + result.body);
    if (is_signed && !testing_servers::dkim_verifies(mails[0].data, dkim.host, dkim.record))
        throw std::runtime_error("the signature of the mails does not hold");
    return mails[0].data;
}

std::int64_t MailScene::number(const std::string& sql) {
    const db::Command command{"bench", sql, {}};
    return database_->run({&command, 1})[0].as<std::int64_t>(0);
}

std::vector<Uuid> MailScene::ids(const std::string& sql) {
    const db::Command command{"bench", sql, {}};
    const auto results = database_->run({&command, 1});
    std::vector<Uuid> ids;
    for (int row = 0; row < results[0].rows(); ++row) ids.push_back(results[0].as<Uuid>(row));
    return ids;
}

} // namespace bench
