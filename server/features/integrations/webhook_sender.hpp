// Threads that hand webhooks over. Apart from the jobs: a receiver may take half a minute to
// answer, and must not hold up an import.
#pragma once
#include <memory>

#include "platform/services.hpp"

namespace integrations {

class WebhookSender {
  public:
    // Each thread serves one endpoint at a time, so that a slow one holds up only itself.
    explicit WebhookSender(Services& services, std::size_t threads = 4);
    ~WebhookSender(); // stops
    void start();
    // Waits for the calls under way; what they did not reach is sent by the next start.
    void stop();
    void wake(); // NOTIFY webhooks

    // Everything due now, on the calling thread; for tests. How many attempts were made.
    int send_due();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace integrations
