// What Linux says about this process.
#pragma once
#include <string_view>

namespace metrics {

struct ProcessFigures {
    double resident_bytes = 0;
    double cpu_seconds = 0; // user and system
    double open_files = 0;
    double start_seconds = 0; // since 1970
};

// From /proc/self. What cannot be read is 0.
ProcessFigures read_process_figures();

} // namespace metrics
