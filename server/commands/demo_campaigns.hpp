#pragma once
#include "platform/base/uuid.hpp"

namespace commands {

class Runtime;

// A segment of the demo's people who want mails, a campaign that went to them three weeks ago with
// what they did with it, and one that is being written. Nothing of it was ever sent.
void add_demo_campaigns(Runtime& runtime, const Uuid& project_id, const Uuid& user_id);

} // namespace commands
