#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <thread>

#include "platform/db/database.hpp"
#include "platform/db/session.hpp"
#include "platform/log/log.hpp"

namespace db {

namespace {

using std::chrono::milliseconds;
constexpr milliseconds first_pause{100}, longest_pause{2000};

// A file descriptor that wakes poll().
class Bell {
  public:
    Bell() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    }
    ~Bell() { close(descriptor_); }
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;
    void ring() { eventfd_write(descriptor_, 1); }
    int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

} // namespace

struct Listener::State {
    std::string conninfo;
    std::vector<std::string> channels;
    std::function<void(std::string_view, std::string_view)> notified;
    std::function<void()> reconnected;
    Bell stop;
    std::thread thread;

    void run();
    void listen(const std::function<void()>& connected);
    void deliver(PGconn* session);
    bool stopped_within(milliseconds pause);
};

Listener::Listener(std::string conninfo, std::vector<std::string> channels,
                   std::function<void(std::string_view, std::string_view)> notified,
                   std::function<void()> reconnected)
    : state_(std::make_unique<State>()) {
    state_->conninfo = std::move(conninfo);
    state_->channels = std::move(channels);
    state_->notified = std::move(notified);
    state_->reconnected = std::move(reconnected);
    state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Listener::~Listener() {
    state_->stop.ring();
    state_->thread.join();
}

void Listener::State::run() {
    auto pause = first_pause;
    for (;;) {
        try {
            listen([&] { pause = first_pause; });
            return;
        } catch (const std::exception& error) {
            // Also when a callback threw: connecting anew makes it look again for what it missed.
            log::warn("listener_reconnects", {{"what", error.what()}});
        }
        if (stopped_within(pause)) return;
        pause = std::min(2 * pause, longest_pause);
    }
}

// Returns when told to stop; throws when the connection is lost.
void Listener::State::listen(const std::function<void()>& connected) {
    const auto session = open_session(conninfo);
    for (const auto& channel : channels)
        execute_text(session.get(), "LISTEN \"" + channel + '"', "listen");
    connected();
    reconnected();
    for (;;) {
        deliver(session.get());
        pollfd watched[] = {{PQsocket(session.get()), POLLIN, 0}, {stop.descriptor(), POLLIN, 0}};
        if (poll(watched, 2, -1) < 0 && errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "poll");
        if (watched[1].revents) return;
        if (!PQconsumeInput(session.get())) raise(session.get(), nullptr, "listen");
    }
}

void Listener::State::deliver(PGconn* session) {
    struct Free {
        void operator()(PGnotify* notification) const { PQfreemem(notification); }
    };
    while (const auto notification = std::unique_ptr<PGnotify, Free>(PQnotifies(session)))
        notified(notification->relname, notification->extra);
}

bool Listener::State::stopped_within(milliseconds pause) {
    pollfd watched{stop.descriptor(), POLLIN, 0};
    return poll(&watched, 1, static_cast<int>(pause.count())) > 0;
}

} // namespace db
