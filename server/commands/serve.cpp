#include <fmt/format.h>
#include <malloc.h>
#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <thread>

#include "commands/background_work.hpp"
#include "commands/commands.hpp"
#include "commands/demo.hpp"
#include "commands/runtime.hpp"
#include "features/campaigns/email/hits.hpp"
#include "features/features.hpp"
#include "platform/db/replica.hpp"
#include "platform/http/application.hpp"
#include "platform/http/system_routes.hpp"
#include "platform/log/log.hpp"
#include "platform/net/server.hpp"
#include "platform/realtime/hub.hpp"

namespace commands {
namespace {

// The signals that end the server are waited for on the main thread; every other thread inherits
// the block.
sigset_t block_end_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

// One pool of free memory a processor instead of glibc's eight: threads come and go here (each
// batch of an export has one), and what they freed would lie in every pool. 65 MB of an export were
// that.
void share_free_memory() {
    ::mallopt(M_ARENA_MAX, static_cast<int>(std::max(2u, std::thread::hardware_concurrency())));
}

// Until a signal that ends the server. What requests no longer use goes back to the system
// meanwhile: glibc would keep the memory of the busiest minute for good.
void wait_for_end(const sigset_t& signals) {
    constexpr timespec pause{5, 0};
    while (::sigtimedwait(&signals, nullptr, &pause) < 0) ::malloc_trim(0);
}

// What people ask, and how it starts and stops.
class RunningServer {
  public:
    explicit RunningServer(Runtime& runtime)
        : runtime_(runtime),
          replica_(make_replica(runtime)),
          application_(runtime.services, runtime.router, runtime.identities, web_assets(),
                       {.workers = static_cast<std::size_t>(runtime.config.workers),
                        .queue_limit = static_cast<std::size_t>(runtime.config.queue_length),
                        .rate_limit_factor = runtime.config.rate_limit_percent / 100.0,
                        .behind_tls = runtime.config.behind_tls,
                        .replica = replica_.get(),
                        .reports = features::report_routes(),
                        .pages_paths = features::pages_paths()}),
          hub_(runtime.services, runtime.identities,
               {.topics = features::realtime_topics(),
                .listen_conninfo = runtime.home.direct_conninfo()}),
          server_(application_, hub_, "/api/realtime", {runtime.config.host, runtime.config.port},
                  runtime.config.trusted_proxies, spool_folder(runtime.config)) {
        runtime.identities.listen(runtime.home.direct_conninfo());
        hub_.start();
        background_.emplace(runtime);
        hits_.emplace(runtime.services);
        server_.start();
    }

    // What is under way ends first; nothing new begins.
    ~RunningServer() {
        server_.stop();
        application_.drain();
        hits_.reset(); // stores what the last requests brought
        background_.reset();
        hub_.stop();
    }

    std::uint16_t port() const { return server_.port(); }

  private:
    static std::unique_ptr<db::Replica> make_replica(Runtime& runtime) {
        const auto& url = runtime.config.database_replica_url;
        if (url.empty()) return nullptr;
        return std::make_unique<db::Replica>(url, runtime.database.size(), runtime.database);
    }

    // Emptied at the start: what lies there is from a server that was killed.
    static std::string spool_folder(const config::Config& config) {
        const auto folder = config.data / "uploads";
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        return folder;
    }

    Runtime& runtime_;
    std::unique_ptr<db::Replica> replica_;
    http::Application application_;
    realtime::Hub hub_;
    // As long as the server serves.
    std::optional<BackgroundWork> background_;
    std::optional<campaigns::HitWriter> hits_;
    net::Server server_;
};

void say(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

// From the start of what `start` makes of the runtime to a signal that ends it.
template <class Start>
int run_until_end(const config::Config& config, Start start) {
    share_free_memory();
    const auto signals = block_end_signals();
    log::set_level(config.log_level);
    log::write_in_background();
    Runtime runtime(config, Ownership::sole);
    {
        const auto running = start(runtime);
        wait_for_end(signals);
        say("stopping");
    }
    log::finish();
    return 0;
}

} // namespace

int serve(const config::Config& config) {
    return run_until_end(config, [&](Runtime& runtime) {
        const auto demo = config.demo ? ensure_demo(runtime) : std::nullopt;
        auto server = std::make_unique<RunningServer>(runtime);
        const auto address = fmt::format("http://localhost:{}", server->port());
        say("SocialFlow runs at " + address);
        if (demo)
            say(fmt::format("Sign in as {} with the password {}", demo->email, demo->password));
        say("ready " + address);
        return server;
    });
}

int work(const config::Config& config) {
    if (config.database_url.empty())
        throw Refusal::field("database_url", "required",
                             "a worker shares the database of others; a private one belongs to "
                             "its server, which does this work by itself");
    return run_until_end(config, [](Runtime& runtime) {
        auto background = std::make_unique<BackgroundWork>(runtime);
        say("ready to work");
        return background;
    });
}

} // namespace commands
