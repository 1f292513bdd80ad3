// Figures of the contact book: search, lists, the contact page.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>

#include "contact_book.hpp"
#include "features/crm/seeded_numbers.hpp"
#include "filters.hpp"
#include "search_terms.hpp"
#include "server.hpp"

namespace bench {
namespace {

// How large the book is, and how often each figure's call is made.
struct Scale {
    std::uint64_t contacts;
    std::size_t calls;
    std::string suffix; // of the figures' names

    std::size_t warm_up_calls() const { return calls / 5; } // with other terms
};

constexpr std::uint64_t warm_up_seed = 900, seed = 7;

struct Slow {
    double ms;
    std::string target;
};

// Times GETs one after the other, as one person sends them, and tells which were slow.
class Run {
  public:
    Run(const Bench& bench, Client& client) : bench_(bench), client_(client) {}

    TestReply get(const std::string& target) {
        TestReply reply;
        const auto before = std::chrono::steady_clock::now();
        reply = bench::get(client_, target);
        const Latencies::Milliseconds took = std::chrono::steady_clock::now() - before;
        latencies_.add(took);
        slowest_.push_back({took.count(), target});
        return reply;
    }
    const Latencies& latencies() const { return latencies_; }
    // All of them stand in a file beside the data, the slowest first: what they have in common is
    // where to begin.
    void tell_slowest(std::string_view figure) {
        std::ranges::sort(slowest_, std::greater(), &Slow::ms);
        std::ofstream all(bench_.data() / fmt::format("{}.calls", figure));
        for (const auto& [ms, target] : slowest_) all << fmt::format("{:.2f} {}\n", ms, target);
        for (std::size_t i = 0; i < std::min<std::size_t>(8, slowest_.size()); ++i)
            bench_.say(fmt::format("  {:.1f} ms  {}", slowest_[i].ms, slowest_[i].target));
    }

  private:
    const Bench& bench_;
    Client& client_;
    Latencies latencies_;
    std::vector<Slow> slowest_;
};

std::string search_target(const std::string& term) {
    return "/api/crm/search?limit=20&q=" + percent_encoded(term);
}

std::string list_target(const std::string& term) {
    return "/api/crm/contacts?limit=50&q=" + percent_encoded(term);
}

void measure_search(Bench& bench, Client& client, const Scale& scale) {
    for (const auto& term : realistic_terms(warm_up_seed, scale.contacts, scale.warm_up_calls())) {
        get(client, search_target(term));
        get(client, list_target(term));
    }
    const auto terms = realistic_terms(seed, scale.contacts, scale.calls);
    Run box(bench, client), list(bench, client);
    std::size_t found = 0, partial = 0;
    for (const auto& term : terms) {
        const auto answer = box.get(search_target(term)).json();
        found += !answer.at("items").as_array().empty();
        partial += answer.at("partial").as_bool();
        list.get(list_target(term));
    }
    box.tell_slowest("search" + scale.suffix);
    bench.at_most("search_p99" + scale.suffix, box.latencies().at(0.99), "ms", 25,
                  fmt::format("{}; {} found somebody, {} partial", box.latencies().summary(), found,
                              partial));
    list.tell_slowest("search_list" + scale.suffix);
    bench.at_most("search_list_p99" + scale.suffix, list.latencies().at(0.99), "ms", 25,
                  "first page of the list; " + list.latencies().summary());
}

void measure_adversarial_search(Bench& bench, Client& client) {
    Run run(bench, client);
    std::size_t partial = 0;
    for (const auto& term : adversarial_terms())
        partial += run.get(search_target(term)).json().at("partial").as_bool();
    run.tell_slowest("search_adversarial");
    // What the search may take, and the rest of the request.
    constexpr double limit = 250 + 25;
    bench.at_most("search_adversarial_max", run.latencies().greatest(), "ms", limit,
                  fmt::format("{}; {} partial", run.latencies().summary(), partial));
}

void measure_filtered_lists(Bench& bench, Client& client, const Scale& scale) {
    for (const auto& target : filtered_lists(warm_up_seed, scale.contacts, scale.warm_up_calls()))
        get(client, target);
    Run run(bench, client);
    std::size_t empty = 0;
    for (const auto& target : filtered_lists(seed, scale.contacts, scale.calls))
        empty += run.get(target).json().at("items").as_array().empty();
    run.tell_slowest("filtered_list" + scale.suffix);
    bench.at_most("filtered_list_p99" + scale.suffix, run.latencies().at(0.99), "ms", 50,
                  fmt::format("{}; {} empty", run.latencies().summary(), empty));
}

// Numbers of contacts: anybody, and now and then one with a long history.
std::vector<std::uint64_t> visited(std::uint64_t chosen_seed, std::uint64_t contacts,
                                   std::size_t count) {
    std::vector<std::uint64_t> all;
    for (std::uint64_t number = 0; all.size() < count; ++number) {
        testing_data::Numbers numbers(chosen_seed, number);
        all.push_back(numbers.chance(5) ? numbers.below(10) * contacts / 10
                                        : numbers.below(contacts));
    }
    return all;
}

// By their number in the order of creation, which is the generator's.
std::vector<std::string> contact_ids(const Server& server, std::vector<std::uint64_t> numbers) {
    auto database = server.database();
    std::vector<std::int64_t> offsets(numbers.begin(), numbers.end());
    const db::Param params[] = {db::param(offsets)};
    const db::Command commands[] = {
        {"ids",
         "SELECT c.id FROM unnest($1::bigint[]) WITH ORDINALITY AS n (number, position) "
         "JOIN (SELECT id, row_number() OVER (ORDER BY created_at, id) - 1 AS number FROM "
         "contacts) "
         "c ON c.number = n.number ORDER BY n.position",
         params}};
    const auto result = std::move(database.run(commands).front());
    std::vector<std::string> ids;
    for (int row = 0; row < result.rows(); ++row) ids.emplace_back(*result.value(row, 0));
    return ids;
}

void measure_contact_page(Bench& bench, const Server& server, Client& client, const Scale& scale) {
    const auto visit = [&](const std::string& id) {
        get(client, "/api/crm/contacts/" + id);
        get(client, "/api/crm/contacts/" + id + "/timeline?limit=50");
    };
    for (const auto& id :
         contact_ids(server, visited(warm_up_seed, scale.contacts, scale.warm_up_calls())))
        visit(id);
    Latencies latencies;
    for (const auto& id : contact_ids(server, visited(seed, scale.contacts, scale.calls)))
        latencies.time([&] { visit(id); });
    bench.at_most("contact_page_p99" + scale.suffix, latencies.at(0.99), "ms", 10,
                  "the contact, then its timeline; " + latencies.summary());
}

void measure_book(Bench& bench, const Scale& scale) {
    const auto book = prepared_contact_book(bench, scale.contacts);
    const Server server(book.folder);
    auto client = server.sign_in(ContactBook::owner, ContactBook::password);
    measure_search(bench, client, scale);
    if (scale.contacts == full_book) measure_adversarial_search(bench, client);
    measure_filtered_lists(bench, client, scale);
    measure_contact_page(bench, server, client, scale);
}

void measure(Bench& bench) {
    measure_book(bench, {full_book, 1000, ""});
}

// The same in smaller books: what grows with the book, and how.
void measure_growth(Bench& bench) {
    measure_book(bench, {10'000, 300, "_10k"});
    measure_book(bench, {100'000, 300, "_100k"});
    measure_book(bench, {full_book, 300, "_1M"});
}

const RegisterPart part{"contacts", "search, lists, the contact page of a million contacts", 20,
                        measure};
const RegisterPart growth{"growth", "the same of 10,000, 100,000 and a million contacts", 90,
                          measure_growth};

} // namespace
} // namespace bench
