// A thread that follows what is queued: woken by NOTIFY, and once a second for what was missed.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "platform/db/database.hpp"

namespace crm {

class Follower {
  public:
    using Stop = std::function<bool()>; // asked now and then by what follows
    // What `follow` throws is logged as `failure`; it is called again.
    Follower(std::string failure, const std::string& conninfo, const std::string& channel,
             std::function<void(const Stop&)> follow);
    ~Follower();
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;

  private:
    void run();
    void wake();
    bool stopping();

    const std::string failure_;
    const std::function<void(const Stop&)> follow_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    bool woken_ = false;
    db::Listener listener_;
    std::thread thread_;
};

} // namespace crm
