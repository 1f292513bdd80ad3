// Figures of segments: builds, following changes, previews, and how long writers wait meanwhile;
// on ten thousand, a hundred thousand and a million contacts with ten interactions each.
#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "contact_book.hpp"
#include "server.hpp"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = Latencies::Milliseconds;

constexpr int rounds = 5;    // of following changes
constexpr int previews = 20; // of each rule
constexpr int changed_at_once = 1000;
constexpr auto longest_wait = std::chrono::minutes(2);

constexpr const char* customers =
    R"({"match":"any","conditions":[{"field":"lifecycle_stage","operator":"is","value":"customer"}]})";
// 35 of 100: the 350,000 of a million that the limit of a build is set for.
constexpr const char* large_rule =
    R"({"match":"any","conditions":[
        {"field":"lifecycle_stage","operator":"is_any_of","value":["customer","evangelist"]},
        {"match":"all","conditions":[
            {"field":"lifecycle_stage","operator":"is","value":"prospect"},
            {"field":"source","operator":"is_any_of","value":["website","trade fair"]}]}]})";
constexpr const char* six_conditions =
    R"({"match":"all","conditions":[
        {"field":"lifecycle_stage","operator":"is_any_of","value":["lead","prospect"]},
        {"field":"email","operator":"is_not_empty"},
        {"field":"email_subscribed","operator":"is","value":true},
        {"match":"any","conditions":[
            {"field":"language","operator":"is","value":"en"},
            {"field":"engagement_score","operator":"at_least","value":10}]},
        {"field":"interactions","operator":"at_least","value":2,
         "of":{"types":["email_click","email_open"]},"during":{"last_days":180}}]})";

std::int64_t number(db::Connection& connection, const std::string& sql) {
    const db::Command command{"bench", sql, {}};
    const auto results = connection.run({&command, 1});
    return results[0].as<std::int64_t>(0);
}

// Until the query gives `wanted`, asked every two milliseconds.
Milliseconds until(db::Connection& connection, Clock::time_point start, const std::string& sql,
                   std::int64_t wanted) {
    while (number(connection, sql) != wanted) {
        if (Clock::now() - start > longest_wait) throw std::runtime_error("never: " + sql);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return Clock::now() - start;
}

// Somebody who edits contacts all the time, and notes the longest he waited for a commit.
class Writer {
  public:
    explicit Writer(const Server& server)
        : connection_(server.database()), thread_([this] { write(); }) {}
    ~Writer() { end(); }
    Latencies end() {
        over_ = true;
        if (thread_.joinable()) thread_.join();
        return latencies_;
    }

  private:
    void write() {
        while (!over_) {
            latencies_.time([&] {
                // As the program does, by the whole key: without the project the statement itself
                // reads the index from end to end (22 ms of a million).
                connection_.run_script(
                    "UPDATE contacts SET job_title = 'x' WHERE (project_id, id) = "
                    "(SELECT project_id, id FROM contacts ORDER BY project_id, id LIMIT 1)");
            });
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    db::Connection connection_;
    std::atomic<bool> over_ = false;
    Latencies latencies_;
    std::thread thread_;
};

std::string create_segment(Client& client, const std::string& name, const char* criteria) {
    return post(client, "/api/crm/segments",
                fmt::format(R"({{"name":"{}","criteria":{}}})", name, criteria))
        .text("/id");
}

std::string ready_sql(const std::string& id) {
    return "SELECT count(*) FROM customer_segments WHERE id = '" + id + "' AND status = 'ready'";
}

// With the rows that it leaves: the server of a run does not live long enough for autovacuum to
// come by, and after some runs a build would read through millions of dead ones.
void forget_segment(db::Connection& database, const std::string& id) {
    database.run_script("DELETE FROM customer_segments WHERE id = '" + id + '\'');
    database.run_script("VACUUM (ANALYZE) segment_members");
}

void measure_build(Bench& bench, const Server& server, Client& client, const std::string& size,
                   double limit_s) {
    auto database = server.database();
    Writer writer(server);
    const auto start = Clock::now();
    const auto id = create_segment(client, "Large " + Uuid::make().text(), large_rule);
    const auto took = until(database, start, ready_sql(id), 1);
    const auto waits = writer.end();
    const auto members =
        number(database, "SELECT contact_count FROM customer_segments WHERE id = '" + id + '\'');
    bench.at_most("build_" + size, took.count() / 1000, "s", limit_s,
                  fmt::format("{} members, from the request to ready", members));
    bench.at_most("writer_wait_" + size, waits.greatest(), "ms", 50,
                  "edits of one contact during the build: " + waits.summary());
    forget_segment(database, id);
}

// From the commit of a change of a thousand contacts until the last has come or gone.
void measure_following(Bench& bench, const Server& server, Client& client,
                       const std::string& size) {
    auto database = server.database();
    const auto id = create_segment(client, "Customers " + Uuid::make().text(), customers);
    until(database, Clock::now(), ready_sql(id), 1);
    const auto count_sql = "SELECT contact_count FROM customer_segments WHERE id = '" + id + '\'';
    Latencies latencies;
    for (int round = 0; round < rounds; ++round) {
        const auto before = number(database, count_sql);
        const auto change = [&](const char* from, const char* to) {
            database.run_script(fmt::format(
                "UPDATE contacts SET lifecycle_stage = '{1}' WHERE id IN (SELECT id FROM contacts "
                "WHERE lifecycle_stage = '{0}' AND deleted_at IS NULL ORDER BY created_at LIMIT "
                "{2})",
                from, to, changed_at_once));
            return Clock::now();
        };
        latencies.add(
            until(database, change("lead", "customer"), count_sql, before + changed_at_once));
        until(database, change("customer", "lead"), count_sql, before);
    }
    bench.at_most("follow_1000_" + size, latencies.at(0.5), "ms", 50,
                  "from their commit to the last member; " + latencies.summary());
    forget_segment(database, id);
}

void measure_preview(Bench& bench, Client& client, const std::string& size) {
    const auto body = fmt::format(R"({{"criteria":{}}})", six_conditions);
    post(client, "/api/crm/segments/preview", body, 200);
    Latencies latencies;
    int approximate = 0;
    std::int64_t count = 0;
    for (int i = 0; i < previews; ++i) {
        TestReply reply;
        latencies.time([&] { reply = post(client, "/api/crm/segments/preview", body, 200); });
        approximate += reply.at("/approximate").as_bool();
        count = reply.at("/count").as_int64();
    }
    bench.at_most("preview_" + size, latencies.at(0.5), "ms", 300,
                  fmt::format("{} found, {} of {} by sample; {}", count, approximate, previews,
                              latencies.summary()));
}

void measure_size(Bench& bench, std::uint64_t contacts, const std::string& size, double limit_s) {
    const auto book = prepared_contact_book(bench, contacts);
    const Server server(book.folder);
    auto client = server.sign_in(ContactBook::owner, ContactBook::password);
    measure_preview(bench, client, size);
    measure_build(bench, server, client, size, limit_s);
    measure_following(bench, server, client, size);
}

void measure(Bench& bench) {
    measure_size(bench, 10'000, "10k", 1);
    measure_size(bench, 100'000, "100k", 2);
    measure_size(bench, full_book, "1m", 6);
}

const RegisterPart part{"segments", "builds, following changes, previews", 30, measure};

} // namespace
} // namespace bench
