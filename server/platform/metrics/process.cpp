#include "platform/metrics/process.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace metrics {
namespace {

// proc(5): /proc/self/stat, fields counted from 1; the name in the second may contain blanks.
constexpr int user_time_field = 14;
constexpr int system_time_field = 15;
constexpr int start_time_field = 22;
constexpr int resident_pages_field = 24;

double boot_seconds() {
    std::ifstream stat("/proc/stat");
    for (std::string word; stat >> word;)
        if (double seconds = 0; word == "btime" && stat >> seconds) return seconds;
    return 0;
}

double count_open_files() {
    std::error_code error;
    double count = 0;
    for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end;
         !error && entry != end; entry.increment(error))
        ++count;
    return count;
}

} // namespace

ProcessFigures read_process_figures() {
    ProcessFigures figures{.open_files = count_open_files()};
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    const auto name_end = line.rfind(')');
    if (name_end == line.npos) return figures;
    std::istringstream fields(line.substr(name_end + 1));
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    std::string value;
    for (int field = 3; fields >> value && field <= resident_pages_field; ++field) {
        if (field == user_time_field || field == system_time_field)
            figures.cpu_seconds += std::stod(value) / ticks;
        if (field == start_time_field)
            figures.start_seconds = boot_seconds() + std::stod(value) / ticks;
        if (field == resident_pages_field)
            figures.resident_bytes = std::stod(value) * static_cast<double>(sysconf(_SC_PAGESIZE));
    }
    return figures;
}

} // namespace metrics
