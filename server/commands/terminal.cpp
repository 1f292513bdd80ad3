#include "commands/terminal.hpp"

#include <signal.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>

namespace commands {
namespace {

volatile sig_atomic_t was_interrupted = 0;

} // namespace

void watch_for_interrupts() {
    struct sigaction action{};
    action.sa_handler = [](int) { was_interrupted = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
    return was_interrupted != 0;
}

std::string grouped(std::int64_t number) {
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

StatusLine::StatusLine() : is_terminal_(::isatty(STDERR_FILENO) == 1) {}

StatusLine::~StatusLine() {
    if (is_terminal_ && last_step_ >= 0) std::fputc('\n', stderr);
}

void StatusLine::show(const std::string& text, std::int64_t step) {
    if (!is_terminal_ && step == last_step_) return;
    last_step_ = step;
    std::fprintf(stderr, is_terminal_ ? "\r\033[K%s" : "%s\n", text.c_str());
    std::fflush(stderr);
}

} // namespace commands
