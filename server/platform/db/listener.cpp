#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <thread>

#include "platform/db/database.hpp"
#include "platform/db/session.hpp"

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
    bool stopped_within(milliseconds pause);
    void listen_until_lost();
    void deliver(PGconn* session);
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
