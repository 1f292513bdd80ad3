#include "figures_page.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <sstream>

#include "part.hpp"
#include "platform/db/child_process.hpp"
#include "platform/db/cluster_settings.hpp"
#include "platform/time/clock.hpp"
#include "testing/paths.hpp"
#include "testing/temporary_folder.hpp"

namespace bench {
namespace {

constexpr std::string_view heading =
    "# Figures\n\n"
    "Written by `bin/bench`: the real program on its private PostgreSQL (fsync on), asked over "
    "HTTP "
    "where a figure says\nso, on data of the program's own generators. Both sides of a ratio are "
    "measured in one run, beside each other on the\nsame processors. A section is of its last run; "
    "`short` is what does not reach its limit yet.\n";

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::string commit() {
    const testing_paths::TemporaryFolder folder;
    const auto output = folder.path() / "out";
    db::ChildCommand command;
    command.arguments = {"/usr/bin/git", "-C",       testing_paths::source_folder().string(),
                         "describe",     "--always", "--dirty"};
    command.environment = {"PATH=/usr/bin:/bin", "HOME=/"};
    command.output = output;
    if (!db::run_to_end(command).success()) return "unknown";
    auto text = text_of(output);
    return text.substr(0, text.find('\n'));
}

std::string processor() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name")) return line.substr(line.find(": ") + 2);
    return "unknown processor";
}

std::string when_and_where() {
    const auto today = std::chrono::floor<std::chrono::days>(SystemClock().now());
    return fmt::format("{}, commit {}, {} × {}, {} GB.", to_text(Date{today}), commit(),
                       ::sysconf(_SC_NPROCESSORS_ONLN), processor(),
                       (db::memory_available() + (1u << 29)) >> 30);
}

std::string row_of(const Figure& figure) {
    return fmt::format("| {} | {} {} | {} {} | {} | {} |\n",
                       figure.name.substr(figure.name.find('.') + 1), number_text(figure.value),
                       figure.unit, figure.at_least ? "≥" : "≤", number_text(figure.limit),
                       figure.ok() ? "ok" : "**short**", figure.beside);
}

// By the part's name, each from its heading to the empty lines before the next.
std::map<std::string, std::string> sections_of(const std::string& page) {
    std::map<std::string, std::string> sections;
    constexpr std::string_view mark = "\n## ";
    for (auto at = page.find(mark); at != std::string::npos;) {
        const auto next = page.find(mark, at + 1);
        auto section = page.substr(at + 1, next == std::string::npos ? next : next - at);
        section.erase(section.find_last_not_of('\n') + 1);
        section += '\n';
        sections[section.substr(3, section.find('\n') - 3)] = std::move(section);
        at = next;
    }
    return sections;
}

} // namespace

void update_figures_page(const std::filesystem::path& page, const std::vector<Figure>& figures) {
    auto sections = sections_of(text_of(page));
    const auto where = when_and_where();
    std::map<std::string, std::string> rows;
    for (const auto& figure : figures)
        rows[figure.name.substr(0, figure.name.find('.'))] += row_of(figure);
    for (const auto& [part, lines] : rows)
        sections[part] = fmt::format(
            "## {}\n{}\n\n| figure | measured | limit | verdict | beside it "
            "|\n|---|---|---|---|---|\n{}",
            part, where, lines);
    std::string text(heading);
    for (const auto& part : all_parts())
        if (const auto found = sections.find(std::string(part.name)); found != sections.end())
            text += '\n' + found->second;
    std::ofstream file(page, std::ios::trunc);
    file << text;
    file.close();
    if (!file) throw std::runtime_error("cannot write " + page.string());
}

} // namespace bench
