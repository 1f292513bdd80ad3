#include "commands/background_work.hpp"

#include "commands/runtime.hpp"
#include "features/campaigns/campaigns.hpp"

namespace commands {
namespace {

// Of this run of the program: who holds a lease.
std::string node_name() {
    return Uuid::make().text();
}

} // namespace

BackgroundWork::BackgroundWork(Runtime& runtime)
    : runner_(runtime.services, runtime.jobs, {.node = node_name()}),
      webhooks_(runtime.services),
      campaigns_(runtime.services, campaigns::channels(),
                 {.journals = runtime.config.data / "campaigns"}),
      job_listener_(
          runtime.home.direct_conninfo(), {"jobs"}, [this](auto, auto) { runner_.wake(); },
          [this] { runner_.wake(); }),
      webhook_listener_(
          runtime.home.direct_conninfo(), {"webhooks"}, [this](auto, auto) { webhooks_.wake(); },
          [this] { webhooks_.wake(); }),
      campaign_listener_(
          runtime.home.direct_conninfo(), {"campaigns"}, [this](auto, auto) { campaigns_.wake(); },
          [this] { campaigns_.wake(); }) {
    runner_.start();
    webhooks_.start();
    campaigns_.start();
    segments_.emplace(runtime.services, runtime.home.direct_conninfo());
    bitmaps_.emplace(runtime.services, runtime.home.direct_conninfo());
    bounces_.emplace(runtime.services);
}

BackgroundWork::~BackgroundWork() {
    bounces_.reset();
    bitmaps_.reset();
    segments_.reset();
    runner_.stop();
    webhooks_.stop();
    campaigns_.stop();
}

} // namespace commands
