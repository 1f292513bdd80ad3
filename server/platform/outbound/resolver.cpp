#include "platform/outbound/resolver.hpp"

#include "platform/outbound/ares_channel.hpp"
#include "platform/outbound/failure.hpp"

namespace outbound {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t most_addresses = 64;

struct Answer {
    bool done = false;
    int status = ARES_SUCCESS;
    std::vector<IpAddress> addresses;
};

void take_answer(void* answer_pointer, int status, int /*timeouts*/, ares_addrinfo* found) {
    auto& answer = *static_cast<Answer*>(answer_pointer);
    answer.done = true;
    answer.status = status;
    for (auto* node = found ? found->nodes : nullptr; node; node = node->ai_next)
        if (const auto address = IpAddress::from(node->ai_addr))
            answer.addresses.push_back(*address);
    if (found) ares_freeaddrinfo(found);
}

} // namespace

SystemResolver::SystemResolver() {
    start_ares();
}

std::vector<IpAddress> SystemResolver::resolve(const std::string& host, milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    Answer answer; // before the channel: when that goes, it still reports what it gives up
    const AresChannel channel({});
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    ares_getaddrinfo(channel.get(), host.c_str(), nullptr, &hints, take_answer, &answer);
    while (!answer.done) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
        if (left <= milliseconds(0))
            throw Failure(Reason::timeout, "the name of the host was not found in time");
        channel.step(left);
    }
    if (answer.addresses.empty())
        throw Failure(Reason::unknown_host,
                      std::string("host not found: ") + ares_strerror(answer.status));
    if (answer.addresses.size() > most_addresses)
        throw Failure(Reason::unknown_host, "the host has too many addresses");
    return answer.addresses;
}

} // namespace outbound
