// Sends what is due, on threads of its own: the other side may take minutes to answer, and must not
// hold up jobs or requests. Any number of servers may do so on one database.
// docs/decisions/0006-ledger-and-leases.md tells how nobody is written to twice and nobody is lost.
#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>

#include "features/campaigns/channel.hpp"
#include "features/campaigns/engine/lease_clock.hpp"
#include "platform/services.hpp"

namespace campaigns {

struct EngineSettings {
    std::size_t threads = 16; // each hands over one message at a time
    std::filesystem::path journals;
    // Renewed while the worker lives. Beyond it the journal has `grace` to tell what was sent; then
    // another server takes over, and what was handed over without a word becomes unknown.
    std::chrono::seconds lease{60};
    std::chrono::seconds grace{120};
    // What a worker may hand over before it asks the database again: bounds how long a pause takes
    // to be heard, and what is in doubt when a server and its disk are lost.
    std::int32_t window = 64;
    std::chrono::milliseconds longest_window{400};
    std::chrono::milliseconds turn{2000}; // then another project may have the worker
    std::chrono::milliseconds poll{1000};
    std::chrono::minutes late{60};         // a start that passed longer ago is asked about
    std::chrono::seconds no_connection{5}; // rest of a chunk whose other side cannot be reached
    std::function<LeaseClock::time_point()> lease_clock = LeaseClock::now;
};

class SendingEngine {
  public:
    SendingEngine(Services& services, const Channels& channels, EngineSettings settings);
    ~SendingEngine(); // stops
    // First tells the database what servers that were killed left in their journals.
    void start();
    // What is on its way ends first; everything else stays pending.
    void stop();
    void wake(); // NOTIFY campaigns

    // Everything due now, on the calling thread; for tests. How many messages were handed over.
    std::int64_t send_due();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace campaigns
