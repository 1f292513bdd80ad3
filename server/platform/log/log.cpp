#include "platform/log/log.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>
#include <atomic>
#include <mutex>
#include <stdexcept>

namespace {

thread_local std::string current_request;

std::shared_ptr<spdlog::logger> prepared(std::shared_ptr<spdlog::logger> logger) {
    logger->set_pattern("%v"); // the line is complete; spdlog writes it and no more
    logger->set_level(spdlog::level::trace);
    return logger;
}

std::shared_ptr<spdlog::logger> direct_logger() {
    return prepared(
        std::make_shared<spdlog::logger>("log", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
}

class CaptureSink final : public spdlog::sinks::base_sink<std::mutex> {
  public:
    std::string text() {
        const std::lock_guard lock(mutex_);
        return text_;
    }

  protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        text_.append(message.payload.data(), message.payload.size()).append("\n");
    }
    void flush_() override {}

  private:
    std::string text_;
};

// Where lines go. `level` is read by every call; the rest changes at the start, at the end and in
// tests.
struct Output {
    std::atomic<log::Level> level{log::Level::warn};
    std::mutex mutex;
    std::shared_ptr<spdlog::logger> logger = direct_logger();
    std::shared_ptr<spdlog::details::thread_pool> writer;
    std::size_t dropped_reported = 0;

    struct Captured {
        std::shared_ptr<CaptureSink> sink;
        std::shared_ptr<spdlog::logger> logger_before;
        log::Level level_before;
    };
    std::optional<Captured> captured;

    // The logger, and how many lines were lost since the last call.
    std::pair<std::shared_ptr<spdlog::logger>, std::size_t> current() {
        const std::lock_guard lock(mutex);
        if (!writer) return {logger, 0};
        const auto dropped = writer->overrun_counter();
        return {logger, dropped - std::exchange(dropped_reported, dropped)};
    }
};

Output& output() {
    static Output one;
    return one;
}

Timestamp now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

} // namespace

void log::write(Level level, std::string_view event, Fields fields) {
    auto& out = output();
    if (level < out.level.load(std::memory_order_relaxed)) return;
    const auto [logger, dropped] = out.current();
    if (dropped > 0)
        logger->info(log_line(now(), Level::warn, {}, "log_lines_dropped", {{"lines", dropped}}));
    logger->info(log_line(now(), level, current_request, event, fields));
}

void log::set_level(Level level) {
    output().level = level;
}

std::optional<log::Level> log::parse_level(std::string_view name) {
    if (name == "debug") return Level::debug;
    if (name == "info") return Level::info;
    if (name == "warn") return Level::warn;
    if (name == "error") return Level::error;
    return std::nullopt;
}

void log::write_in_background() {
    auto& out = output();
    const std::lock_guard lock(out.mutex);
    if (out.writer) throw std::logic_error("log::write_in_background is called once");
    out.writer = std::make_shared<spdlog::details::thread_pool>(queue_limit_lines, 1);
    out.logger = prepared(std::make_shared<spdlog::async_logger>(
        "log", std::make_shared<spdlog::sinks::stderr_sink_mt>(), out.writer,
        spdlog::async_overflow_policy::overrun_oldest));
}

void log::finish() {
    auto& out = output();
    std::shared_ptr<spdlog::details::thread_pool> writer;
    {
        const std::lock_guard lock(out.mutex);
        if (!out.writer) return;
        writer = std::move(out.writer);
        out.logger = direct_logger();
    }
    writer.reset(); // ends when its queue is empty
}

std::string log::pseudonym(std::string_view personal) {
    static const auto key = [] {
        std::array<unsigned char, crypto_shorthash_KEYBYTES> random{};
        if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
        randombytes_buf(random.data(), random.size());
        return random;
    }();
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(personal.data()),
                     personal.size(), key.data());
    std::string text = "p_";
    for (const auto byte : hash) text += fmt::format("{:02x}", byte);
    return text;
}

log::RequestScope::RequestScope(std::string_view request_id) : outer_(std::move(current_request)) {
    current_request = request_id;
}
log::RequestScope::~RequestScope() {
    current_request = std::move(outer_);
}

std::string_view log::request_id() {
    return current_request;
}

log::Capture::Capture() {
    auto& out = output();
    const std::lock_guard lock(out.mutex);
    if (out.captured) throw std::logic_error("one log::Capture at a time");
    const auto sink = std::make_shared<CaptureSink>();
    out.captured = {sink, out.logger, out.level.exchange(Level::debug)};
    out.logger = prepared(std::make_shared<spdlog::logger>("capture", sink));
}

log::Capture::~Capture() {
    auto& out = output();
    const std::lock_guard lock(out.mutex);
    out.logger = out.captured->logger_before;
    out.level = out.captured->level_before;
    out.captured.reset();
}

std::string log::Capture::text() const {
    auto& out = output();
    const std::lock_guard lock(out.mutex);
    return out.captured->sink->text();
}
