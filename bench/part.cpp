#include "part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace bench {
namespace {

std::vector<Part>& registered() {
    static std::vector<Part> parts;
    return parts;
}

} // namespace

void Bench::at_most(std::string_view name, double value, std::string_view unit, double limit,
                    std::string beside) {
    add({.name = std::string(name),
         .value = value,
         .unit = std::string(unit),
         .limit = limit,
         .at_least = false,
         .beside = std::move(beside)});
}

void Bench::at_least(std::string_view name, double value, std::string_view unit, double limit,
                     std::string beside) {
    add({.name = std::string(name),
         .value = value,
         .unit = std::string(unit),
         .limit = limit,
         .at_least = true,
         .beside = std::move(beside)});
}

void Bench::add(Figure figure) {
    figure.name = part_ + '.' + figure.name;
    say(line_of(figure) + (figure.beside.empty() ? "" : "   (" + figure.beside + ")"));
    figures_.push_back(std::move(figure));
}

void Bench::say(std::string_view what) const {
    fmt::print(stderr, "• {}: {}\n", part_, what);
}

std::vector<Part> all_parts() {
    auto parts = registered();
    std::ranges::sort(parts, {}, &Part::order);
    return parts;
}

RegisterPart::RegisterPart(std::string_view name, std::string_view about, int order,
                           void (*measure)(Bench& bench)) {
    registered().push_back({name, about, order, measure});
}

} // namespace bench
