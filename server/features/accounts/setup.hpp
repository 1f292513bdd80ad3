// The first steps in a new project. Each feature registers its own; a step is done when there is
// something to show.
#pragma once
#include "platform/http/handler.hpp"

namespace accounts {

struct SetupStep {
    std::string key; // "import_contacts"
    bool done = false;
};
BOOST_DESCRIBE_STRUCT(SetupStep, (), (key, done))

struct Setup {
    std::vector<SetupStep> steps; // in the order they make sense
    bool dismissed = false;
};
BOOST_DESCRIBE_STRUCT(Setup, (), (steps, dismissed))

// Whether the step is done in the transaction's project; looked at on the home screen, so it must
// be quick.
using IsDone = bool (*)(db::Transaction& tx);

// Called while routes are added. Steps come in the order of `position`; the same key again takes
// the place of the first.
void register_setup_step(std::string_view key, int position, IsDone is_done);

} // namespace accounts
