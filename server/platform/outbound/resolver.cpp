#include "platform/outbound/resolver.hpp"

#include <ares.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <stdexcept>

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

class Channel {
  public:
    Channel() {
        ares_options options{};
        options.timeout = 2000; // milliseconds for the first try of a server
        options.tries = 3;
        const int status =
            ares_init_options(&channel_, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
        if (status != ARES_SUCCESS)
            throw std::runtime_error(std::string("c-ares: ") + ares_strerror(status));
    }
    ~Channel() { ares_destroy(channel_); }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    ares_channel get() const { return channel_; }

    // Waits for the sockets of the name servers, at most `patience`, and works on what came.
    void step(milliseconds patience) const {
        std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
        const auto wanted =
            static_cast<unsigned>(ares_getsock(channel_, sockets.data(), ARES_GETSOCK_MAXNUM));
        std::vector<pollfd> waiting;
        for (unsigned i = 0; i < sockets.size(); ++i) {
            const bool readable = ARES_GETSOCK_READABLE(wanted, i) != 0;
            const bool writable = ARES_GETSOCK_WRITABLE(wanted, i) != 0;
            if (!readable && !writable) continue;
            waiting.push_back(
                {sockets[i], static_cast<short>((readable ? POLLIN : 0) | (writable ? POLLOUT : 0)),
                 0});
        }
        poll(waiting.data(), waiting.size(),
             static_cast<int>(std::min(patience, milliseconds(250)).count()));
        bool any = false;
        for (const auto& each : waiting) {
            if (each.revents == 0) continue;
            any = true;
            ares_process_fd(channel_, (each.revents & ~POLLOUT) ? each.fd : ARES_SOCKET_BAD,
                            (each.revents & POLLOUT) ? each.fd : ARES_SOCKET_BAD);
        }
        if (!any)
            ares_process_fd(channel_, ARES_SOCKET_BAD,
                            ARES_SOCKET_BAD); // lets it try the next server
    }

  private:
    ares_channel channel_ = nullptr;
};

} // namespace

SystemResolver::SystemResolver() {
    static const int status = ares_library_init(ARES_LIB_INIT_ALL);
    if (status != ARES_SUCCESS)
        throw std::runtime_error(std::string("c-ares: ") + ares_strerror(status));
}

std::vector<IpAddress> SystemResolver::resolve(const std::string& host, milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    Answer answer; // before the channel: when that goes, it still reports what it gives up
    const Channel channel;
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
