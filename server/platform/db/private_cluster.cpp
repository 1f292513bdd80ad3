#include "platform/db/private_cluster.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "platform/db/cluster_settings.hpp"
#include "platform/db/postmaster.hpp"
#include "platform/log/log.hpp"

namespace db {
namespace {

using namespace std::chrono_literals;

using SteadyClock = std::chrono::steady_clock;

// Between deaths that follow each other closely; doubled from the first to the longest.
constexpr auto first_delay = 250ms;
constexpr auto longest_delay = 5s;

// libpq's quoting inside a conninfo string.
std::string quoted(const std::string& value) {
    std::string text = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}

std::string conninfo_to(const ClusterFolder& folder, const std::string& database) {
    return fmt::format("host={} port=5432 user=socialflow dbname={}",
                       quoted(folder.socket().string()), quoted(database));
}

std::vector<std::string> all_settings(const PrivateClusterOptions& options,
                                      const std::filesystem::path& programs) {
    auto settings = cluster_settings(memory_available());
    const auto add = [&](const std::vector<std::string>& more) {
        settings.insert(settings.end(), more.begin(), more.end()); // the last of a name wins
    };
    add(options.durable ? warm_start_settings(programs) : throwaway_settings());
    add(options.settings);
    return settings;
}

using Connected = std::unique_ptr<PGconn, decltype(&::PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&::PQclear)>;

Answer execute(PGconn* connection, const char* sql) {
    Answer answer(::PQexec(connection, sql), &::PQclear);
    const auto status = ::PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(fmt::format("{}: {}", sql, ::PQerrorMessage(connection)));
    return answer;
}

} // namespace

PrivateCluster::PrivateCluster(const std::filesystem::path& data_folder,
                               PrivateClusterOptions options)
    : options_(std::move(options)),
      folder_(data_folder, options_.user_when_root),
      lock_(folder_.root()),
      conninfo_(conninfo("socialflow")),
      stop_(::eventfd(0, EFD_CLOEXEC)) {
    if (!stop_) throw std::system_error(errno, std::generic_category(), "eventfd");
    folder_.prepare(options_.durable);
    settings_ = all_settings(options_, folder_.programs());
    std::promise<void> first_start;
    auto started = first_start.get_future();
    supervisor_ = std::thread(
        [this, promise = std::move(first_start)]() mutable { supervise(std::move(promise)); });
    try {
        started.get();
        create_database();
    } catch (...) {
        stop();
        throw;
    }
}

PrivateCluster::~PrivateCluster() {
    stop();
}

std::string PrivateCluster::conninfo(const std::string& database) const {
    return conninfo_to(folder_, database);
}

std::string PrivateCluster::conninfo_of_running(const std::filesystem::path& data_folder) {
    const ClusterFolder folder(data_folder, PrivateClusterOptions{}.user_when_root);
    return conninfo_to(folder, "socialflow");
}

// One thread starts PostgreSQL every time: the kernel ties the child to the thread, not to the
// process.
void PrivateCluster::supervise(std::promise<void> first_start) {
    try {
        run_once(&first_start);
    } catch (...) {
        first_start.set_exception(std::current_exception());
        return;
    }
    std::chrono::milliseconds delay{}; // after a death out of a long life: start again at once
    while (!stopped_within(delay)) {
        const auto began = SteadyClock::now();
        try {
            run_once(nullptr);
        } catch (const std::exception& error) {
            log::error("postgres_start_failed", {{"reason", error.what()}});
        }
        const bool long_lived = SteadyClock::now() - began > longest_delay;
        delay = long_lived
                    ? 0ms
                    : std::clamp<std::chrono::milliseconds>(delay * 2, first_delay, longest_delay);
    }
}

// From a start to the end, whether we stop it or it dies.
void PrivateCluster::run_once(std::promise<void>* first_start) {
    folder_.clear_leftovers();
    Postmaster running(folder_, settings_, stop_.get());
    postmaster_ = running.id();
    if (first_start)
        first_start->set_value();
    else
        ++restarts_;
    const auto died = running.wait(stop_.get());
    postmaster_ = 0;
    if (died)
        log::error("postgres_died", {{"status", died->describe()}}); // supervise() starts it again
}

bool PrivateCluster::stopped_within(std::chrono::milliseconds limit) const {
    pollfd waiting{stop_.get(), POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(limit.count())) > 0;
}

void PrivateCluster::create_database() const {
    const Connected connection(::PQconnectdb(conninfo("postgres").c_str()), &::PQfinish);
    if (::PQstatus(connection.get()) != CONNECTION_OK)
        throw std::runtime_error(::PQerrorMessage(connection.get()));
    const auto found =
        execute(connection.get(), "SELECT 1 FROM pg_database WHERE datname = 'socialflow'");
    if (::PQntuples(found.get()) == 0) execute(connection.get(), "CREATE DATABASE socialflow");
}

void PrivateCluster::stop() {
    if (!supervisor_.joinable()) return;
    ::eventfd_write(stop_.get(), 1);
    supervisor_.join();
}

} // namespace db
