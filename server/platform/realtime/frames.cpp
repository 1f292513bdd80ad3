#include "platform/realtime/frames.hpp"

#include <boost/json.hpp>

namespace realtime {
namespace {

Frame event_frame(const Event& event, std::int64_t number, std::string_view data) {
    std::string text = R"({"type":"event","number":)" + std::to_string(number) + R"(,"topic":)";
    meta::write_string(event.topic, text);
    text += R"(,"name":)";
    meta::write_string(event.name, text);
    text.append(R"(,"data":)").append(data).append("}");
    return {number, std::make_shared<const std::string>(std::move(text))};
}

} // namespace

std::vector<Frame> event_frames(const Event& event) {
    if (!event.is_list) return {event_frame(event, event.number, event.data.text)};
    const auto each = boost::json::parse(event.data.text).as_array();
    std::vector<Frame> frames;
    auto number = event.number - static_cast<std::int64_t>(each.size());
    for (const auto& data : each)
        frames.push_back(event_frame(event, ++number, boost::json::serialize(data)));
    return frames;
}

std::shared_ptr<const std::string> start_frame(std::string_view type, std::int64_t number,
                                               const std::vector<std::string>& topics) {
    return std::make_shared<const std::string>(R"({"type":")" + std::string(type) + R"(","number":)"
                                               + std::to_string(number) + R"(,"topics":)"
                                               + meta::write(topics) + '}');
}

std::shared_ptr<const std::string> refused_frame(std::string_view code) {
    return std::make_shared<const std::string>(R"({"type":"refused","code":")" + std::string(code)
                                               + R"("})");
}

} // namespace realtime
