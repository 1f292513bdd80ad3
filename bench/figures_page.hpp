// docs/FIGURES.md: a section for each part, with when, where and of what it was measured.
#pragma once
#include <filesystem>
#include <vector>

#include "figure.hpp"

namespace bench {

// Replaces the sections of the parts that were measured and keeps the others.
void update_figures_page(const std::filesystem::path& page, const std::vector<Figure>& figures);

} // namespace bench
