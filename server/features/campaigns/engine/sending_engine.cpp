#include "features/campaigns/engine/sending_engine.hpp"

#include <condition_variable>
#include <thread>

#include "features/campaigns/engine/housekeeping.hpp"
#include "features/campaigns/engine/recovery.hpp"
#include "features/campaigns/engine/worker.hpp"
#include "platform/log/log.hpp"

namespace campaigns {

struct SendingEngine::State {
    Workshop workshop;
    std::mutex mutex;
    std::condition_variable changed;
    std::uint64_t wakes = 0;
    std::vector<std::thread> threads;

    State(Services& services, const Channels& channels, EngineSettings settings)
        : workshop(services, channels, std::move(settings)) {}

    void run_worker(std::size_t number);
    void recover(std::size_t number);
    void run_housekeeping();
    // Until something is due or the server stops. False: it stops.
    bool wait_for_work(std::uint64_t& seen);
    void wake_all();
};

namespace {

constexpr std::chrono::milliseconds pause_after_failure{500};

} // namespace

SendingEngine::SendingEngine(Services& services, const Channels& channels, EngineSettings settings)
    : state_(std::make_unique<State>(services, channels, std::move(settings))) {}

SendingEngine::~SendingEngine() {
    stop();
}

void SendingEngine::start() {
    replay_own_journals(state_->workshop);
    for (std::size_t i = 0; i < state_->workshop.settings.threads; ++i)
        state_->threads.emplace_back([state = state_.get(), i] { state->run_worker(i); });
    state_->threads.emplace_back([state = state_.get()] { state->run_housekeeping(); });
}

void SendingEngine::stop() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->workshop.stopping = true;
    }
    state_->changed.notify_all();
    for (auto& thread : state_->threads) thread.join();
    state_->threads.clear();
}

void SendingEngine::wake() {
    state_->wake_all();
}

std::int64_t SendingEngine::send_due() {
    Worker worker(state_->workshop, 0);
    do {
        keep_house(state_->workshop);
        while (worker.work()) {
        }
        keep_house(state_->workshop);
    } while (has_work(state_->workshop));
    return worker.handed_over();
}

void SendingEngine::State::wake_all() {
    {
        const std::lock_guard lock(mutex);
        ++wakes;
    }
    changed.notify_all();
}

bool SendingEngine::State::wait_for_work(std::uint64_t& seen) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return workshop.stopping || wakes != seen; });
    seen = wakes;
    return !workshop.stopping;
}

void SendingEngine::State::run_worker(std::size_t number) {
    std::uint64_t seen = 0;
    const auto step = workshop.settings.threads;
    for (; !workshop.stopping; number += step) {
        try {
            Worker worker(workshop, number);
            do {
                while (!workshop.stopping && worker.work()) {
                }
            } while (wait_for_work(seen));
            return;
        } catch (const std::exception& error) {
            log::error("campaign_worker_failed", {{"what", error.what()}});
        }
        recover(number);
    }
}

// A worker that failed (the database away, a full disk under its journal) leaves its journal to the
// housekeeping: what was on its way is in doubt, nothing else is. Another begins anew under another
// number.
void SendingEngine::State::recover(std::size_t number) {
    workshop.leases.give_back(number);
    std::unique_lock lock(mutex);
    changed.wait_for(lock, pause_after_failure, [&] { return workshop.stopping.load(); });
}

void SendingEngine::State::run_housekeeping() {
    for (;;) {
        try {
            keep_house(workshop);
            if (has_work(workshop)) wake_all();
        } catch (const std::exception& error) {
            log::warn("campaign_housekeeping_failed", {{"what", error.what()}});
        }
        std::unique_lock lock(mutex);
        const auto before = wakes;
        changed.wait_for(lock, workshop.settings.poll,
                         [&] { return workshop.stopping || wakes != before; });
        if (workshop.stopping) return;
    }
}

} // namespace campaigns
