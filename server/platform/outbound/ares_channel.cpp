#include "platform/outbound/ares_channel.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace outbound {
namespace {

using std::chrono::milliseconds;

void require(int status) {
    if (status != ARES_SUCCESS)
        throw std::runtime_error(std::string("c-ares: ") + ares_strerror(status));
}

} // namespace

void start_ares() {
    static const int status = ares_library_init(ARES_LIB_INIT_ALL);
    require(status);
}

AresChannel::AresChannel(const std::vector<std::string>& servers) {
    ares_options options{};
    options.timeout = 2000; // milliseconds for the first try of a server
    options.tries = 3;
    require(ares_init_options(&channel_, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES));
    if (!servers.empty())
        require(ares_set_servers_ports_csv(channel_,
                                           fmt::format("{}", fmt::join(servers, ",")).c_str()));
}

AresChannel::~AresChannel() {
    ares_destroy(channel_);
}

void AresChannel::step(milliseconds patience) const {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
    const auto wanted =
        static_cast<unsigned>(ares_getsock(channel_, sockets.data(), ARES_GETSOCK_MAXNUM));
    std::vector<pollfd> waiting;
    for (unsigned i = 0; i < sockets.size(); ++i) {
        const bool readable = ARES_GETSOCK_READABLE(wanted, i) != 0;
        const bool writable = ARES_GETSOCK_WRITABLE(wanted, i) != 0;
        if (!readable && !writable) continue;
        waiting.push_back({sockets[i],
                           static_cast<short>((readable ? POLLIN : 0) | (writable ? POLLOUT : 0)),
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
    if (!any) // lets it try the next server
        ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

} // namespace outbound
