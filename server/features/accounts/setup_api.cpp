#include "features/accounts/handlers.hpp"
#include "features/accounts/setup.sql.hpp"

namespace accounts {
namespace {

struct RegisteredStep {
    std::string key;
    int position;
    IsDone is_done;
};

// Filled while the program starts, like the routes; only read afterwards.
std::vector<RegisteredStep>& registered_steps() {
    static std::vector<RegisteredStep> steps;
    return steps;
}

} // namespace

void register_setup_step(std::string_view key, int position, IsDone is_done) {
    auto& steps = registered_steps();
    std::erase_if(steps, [&](const RegisteredStep& step) { return step.key == key; });
    const auto before = std::ranges::upper_bound(steps, position, {}, &RegisteredStep::position);
    steps.insert(before, {std::string(key), position, is_done});
}

Setup get_setup(http::Call& call) {
    Setup setup;
    setup.dismissed = call.tx.one<bool>(sql::is_setup_dismissed);
    for (const auto& step : registered_steps())
        setup.steps.push_back({step.key, step.is_done(call.tx)});
    return setup;
}

http::NoContent dismiss_setup(http::Call& call) {
    call.tx.query(sql::dismiss_setup, call.now);
    return {};
}

} // namespace accounts
