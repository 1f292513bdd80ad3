// What long commands share at a terminal: an end that is asked for, and a line that tells how far
// they are.
#pragma once
#include <cstdint>
#include <string>

namespace commands {

// From now on the first Ctrl+C or SIGTERM is only remembered, for interrupted(); a second one ends
// the program at once.
void watch_for_interrupts();
bool interrupted();

std::string grouped(std::int64_t number); // "1,234,567"

// On standard error: one line that is written over and over on a terminal, and elsewhere one line
// a step.
class StatusLine {
  public:
    StatusLine();
    ~StatusLine();
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    void show(const std::string& text, std::int64_t step);

  private:
    const bool is_terminal_;
    std::int64_t last_step_ = -1; // nothing was shown
};

} // namespace commands
