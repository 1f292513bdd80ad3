// A part measures one module. It registers itself at the start of the program:
//
//     const bench::RegisterPart part{"contacts", "search, lists, import, export", 20, measure};
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "figure.hpp"

namespace bench {

// What a part is given, and where it puts its figures.
class Bench {
  public:
    Bench(std::filesystem::path data, std::string part)
        : data_(std::move(data)), part_(std::move(part)) {}

    // Prepared data lies here, in a folder for each kind, and is used again by the next run.
    const std::filesystem::path& data() const { return data_; }

    // "search_p99" of the part contacts is the figure "contacts.search_p99".
    void at_most(std::string_view name, double value, std::string_view unit, double limit,
                 std::string beside = {});
    void at_least(std::string_view name, double value, std::string_view unit, double limit,
                  std::string beside = {});
    const std::vector<Figure>& figures() const { return figures_; }

    // Progress, for whoever waits: stderr.
    void say(std::string_view what) const;

  private:
    void add(Figure figure);

    std::filesystem::path data_;
    std::string part_;
    std::vector<Figure> figures_;
};

struct Part {
    std::string_view name;
    std::string_view about;
    int order; // in a run of all parts
    void (*measure)(Bench& bench);
};

// All of them, in their order.
std::vector<Part> all_parts();

struct RegisterPart {
    RegisterPart(std::string_view name, std::string_view about, int order,
                 void (*measure)(Bench& bench));
};

} // namespace bench
