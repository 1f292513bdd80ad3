// What `bin/bench [part …] [--json]` does.
#pragma once
#include <cstdio>

namespace bench {

// Measures the parts that are named, or all, and writes their figures to `out`: a line each, or
// with
// --json one array. What is said on the way goes to stderr. 0; 1 when a part failed (the others'
// figures are there all the same); CLI11's codes for arguments that make no sense.
int run(int argc, const char* const* argv, std::FILE* out);

} // namespace bench
