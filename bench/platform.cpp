// Figures of what every module stands on: requests, events, the start, memory.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <thread>

#include "contact_book.hpp"
#include "features/accounts/projects.sql.hpp"
#include "features/crm/contacts.sql.hpp"
#include "load.hpp"
#include "server.hpp"
#include "websocket_clients.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t small_book = 10'000;
constexpr auto load_duration = 4s;
constexpr int load_rounds = 3;

constexpr double most_memory_mb = 40;

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Get {
    std::string name, target;
    const db::Statement& statement; // that it runs
    std::string id;                 // its only parameter
};

// The server against the same prepared statement alone, turn by turn.
void measure_ratio(Bench& bench, const Server& server, Client& client,
                   const std::filesystem::path& folder, const Get& one) {
    const auto sql = replaced(std::string(one.statement.sql), "$1", ":id");
    std::vector<double> requests, transactions;
    for (int round = 0; round < load_rounds; ++round) {
        requests.push_back(wrk_requests_per_second(server, client, one.target, load_duration));
        transactions.push_back(
            pgbench_transactions_per_second(folder, sql, client.project_id, one.id, load_duration));
    }
    bench.at_least(
        one.name, median(requests) / median(transactions), "x", 0.3,
        fmt::format("{:.0f} requests/s, pgbench {:.0f} transactions/s, {} connections "
                    "each, medians of {} turns",
                    median(requests), median(transactions), load_connections, load_rounds));
}

void measure_requests(Bench& bench, const Server& server, Client& client, const ContactBook& book) {
    const auto contact = get(client, "/api/crm/contacts?limit=1").text("/items/0/id");
    measure_ratio(
        bench, server, client, book.folder,
        {"get_contact_ratio", "/api/crm/contacts/" + contact, crm::sql::find_contact, contact});
    measure_ratio(
        bench, server, client, book.folder,
        {"get_project_ratio", "/api/project", accounts::sql::find_project, client.user_id.text()});
}

void measure_fan_out(Bench& bench, const Server& server, Client& owner) {
    constexpr int sockets_per_member = 20; // as many as the server allows a person
    constexpr int changes = 50;
    std::vector<std::string> cookies;
    for (int number = 1; number <= book_members; ++number) {
        auto member = server.sign_in(ContactBook::member(number), ContactBook::password);
        const auto& [name, value] = *member.cookies().begin();
        cookies.insert(cookies.end(), sockets_per_member, name + '=' + value);
    }
    WebSocketClients clients(
        server.port(), cookies,
        fmt::format(R"({{"project_id":"{}","topics":["contacts"],"after":null}})",
                    owner.project_id.text()));
    const auto contact = get(owner, "/api/crm/contacts?limit=1").text("/items/0/id");
    Latencies latencies;
    for (int change = 0; change < changes; ++change) {
        const auto start = std::chrono::steady_clock::now();
        post(owner, "/api/crm/contacts/" + contact + "/notes", R"({"body":"A change"})");
        clients.await_event(start, latencies);
    }
    bench.at_most("fan_out_p99", latencies.at(0.99), "ms", 50,
                  fmt::format("from the request that changes a contact to {} clients; {}",
                              clients.size(), latencies.summary()));
}

// Resident memory when nothing has been asked for a while.
double settled_memory(const Server& server) {
    double least = server.memory_megabytes();
    for (int look = 0; look < 70; ++look) {
        std::this_thread::sleep_for(100ms);
        least = std::min(least, server.memory_megabytes());
    }
    return least;
}

void measure_memory(Bench& bench, const Server& server, Client& client) {
    const auto before = settled_memory(server);
    bench.at_most("idle_memory", before, "MB", most_memory_mb, "after a start with the demo");
    constexpr int crowd = 200;
    for (const auto* target : {"/api/crm/contacts?limit=100", "/api/crm/search?q=smi", "/"})
        wrk_requests_per_second(server, client, target, load_duration, crowd);
    const auto peak = server.peak_memory_megabytes();
    bench.at_most("idle_memory_after_load", settled_memory(server), "MB", most_memory_mb,
                  fmt::format("after {} connections asked for lists; at most {:.0f} MB under load",
                              crowd, peak));
}

void measure_start(Bench& bench, const std::filesystem::path& folder) {
    constexpr int starts = 3;
    double longest = 0;
    for (int i = 0; i < starts; ++i) {
        const Server server(folder, {"--demo"});
        longest = std::max(longest, std::chrono::duration<double>(server.start_time()).count());
    }
    bench.at_most("cold_start", longest, "s", 5,
                  fmt::format("of an existing data folder to `ready`, the longest of {}", starts));
}

void measure(Bench& bench) {
    const auto book = prepared_contact_book(bench, small_book);
    {
        const Server server(book.folder);
        auto client = server.sign_in(ContactBook::owner, ContactBook::password);
        measure_requests(bench, server, client, book);
        measure_fan_out(bench, server, client);
    }
    const auto demo = bench.data() / "demo"; // made anew: a few seconds
    std::filesystem::remove_all(demo);
    {
        const Server made(demo, {"--demo"});
    }
    measure_start(bench, demo);
    const Server server(demo, {"--demo"});
    auto client = server.sign_in("demo@example.com", "demo salon demo");
    measure_memory(bench, server, client);
}

const RegisterPart part{"platform", "requests, events, the start, memory", 10, measure};

} // namespace
} // namespace bench
