// Which threads run the jobs of a kind. Somebody waits for a `prompt` one, and it takes seconds at
// most: one thread does nothing else, so that it starts however many long jobs are under way. A
// kind that does not say `static constexpr auto lane = jobs::Lane::prompt;` is of the background.
#pragma once

namespace jobs {

enum class Lane { prompt, background };

template <class Work>
constexpr Lane lane_of() {
    if constexpr (requires { Work::lane; }) return Work::lane;
    return Lane::background;
}

} // namespace jobs
