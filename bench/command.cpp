#include "command.hpp"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <cstdlib>

#include "figures_page.hpp"
#include "part.hpp"
#include "testing/paths.hpp"

namespace bench {
namespace {

std::filesystem::path default_data() {
    const char* chosen = std::getenv("SOCIALFLOW_BENCH_DATA");
    return chosen ? chosen : testing_paths::source_folder() / "build" / "bench-data";
}

std::string parts_help() {
    std::string help = "Parts:\n";
    for (const auto& part : all_parts())
        help += fmt::format("  {:<10} {}\n", part.name, part.about);
    return help;
}

std::vector<Part> chosen_parts(const std::vector<std::string>& names) {
    const auto all = all_parts();
    if (names.empty()) return all;
    std::vector<Part> chosen;
    for (const auto& name : names) {
        const auto found = std::ranges::find(all, name, &Part::name);
        if (found == all.end()) throw std::runtime_error("no such part: " + name);
        chosen.push_back(*found);
    }
    return chosen;
}

// What is there already stays when a part fails: the others still tell something.
bool measure(const Part& part, const std::filesystem::path& data, std::vector<Figure>& figures) {
    Bench bench(data, std::string(part.name));
    bool whole = true;
    try {
        part.measure(bench);
    } catch (const std::exception& error) {
        bench.say(std::string("failed: ") + error.what());
        whole = false;
    }
    figures.insert(figures.end(), bench.figures().begin(), bench.figures().end());
    return whole;
}

} // namespace

int run(int argc, const char* const* argv, std::FILE* out) {
    CLI::App app{
        "Measures SocialFlow. Prepared data: $SOCIALFLOW_BENCH_DATA, else "
        "build/bench-data."};
    app.footer(parts_help());
    std::vector<std::string> names;
    bool as_json = false, write_page = true;
    app.add_option("part", names, "What to measure; without one everything");
    app.add_flag("--json", as_json, "One array of {name, value, unit, limit, verdict}");
    app.add_flag("!--no-page", write_page, "Leave docs/FIGURES.md as it is");
    CLI11_PARSE(app, argc, argv);
    try {
        std::vector<Figure> figures;
        bool whole = true;
        for (const auto& part : chosen_parts(names))
            whole = measure(part, default_data(), figures) && whole;
        if (as_json) fmt::print(out, "{}\n", json_of(figures));
        for (const auto& figure : figures)
            if (!as_json) fmt::print(out, "{}\n", line_of(figure));
        if (write_page)
            update_figures_page(testing_paths::source_folder() / "docs" / "FIGURES.md", figures);
        return whole ? 0 : 1;
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench: {}\n", error.what());
        return 1;
    }
}

} // namespace bench
