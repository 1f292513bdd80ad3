#pragma once
#include "features/campaigns/email/bounce_mailbox_reader.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "features/crm/bitmap_worker.hpp"
#include "features/crm/segments/segment_worker.hpp"
#include "features/integrations/webhook_sender.hpp"
#include "platform/db/database.hpp"
#include "platform/jobs/jobs.hpp"

namespace commands {

class Runtime;

// What a node does by itself, without being asked over HTTP: jobs, campaigns, webhooks, segments,
// returned mail. Any number of nodes share the work of one database.
class BackgroundWork {
  public:
    explicit BackgroundWork(Runtime& runtime);
    // What is under way ends first; nothing new begins.
    ~BackgroundWork();
    BackgroundWork(const BackgroundWork&) = delete;
    BackgroundWork& operator=(const BackgroundWork&) = delete;

  private:
    jobs::Runner runner_;
    integrations::WebhookSender webhooks_;
    campaigns::SendingEngine campaigns_;
    // These work from their making to their end.
    std::optional<crm::SegmentWorker> segments_;
    std::optional<crm::BitmapWorker> bitmaps_;
    std::optional<campaigns::BounceMailboxReader> bounces_;
    db::Listener job_listener_;
    db::Listener webhook_listener_;
    db::Listener campaign_listener_;
};

} // namespace commands
