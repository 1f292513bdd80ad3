#pragma once
#include "platform/http/problem.hpp"

namespace accounts {

void add_problems(http::ProblemCatalogue& catalogue);

} // namespace accounts
