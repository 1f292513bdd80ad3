// A project to look at, in a database where nobody is yet.
#pragma once
#include <optional>
#include <string>

#include "commands/runtime.hpp"

namespace commands {

struct DemoSignIn {
    std::string email, password;
};

// Makes the demo account with a project of made-up people when there is no account at all. nullopt
// when there were accounts, unless the demo account is one of them.
std::optional<DemoSignIn> ensure_demo(Runtime& runtime);

} // namespace commands
