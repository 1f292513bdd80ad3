// Structured logs: one JSON object a line on standard error. An event has a stable name and fields,
// no prose:
//     log::info("request", {{"route", route.pattern}, {"status", 200}});
// A struct and not a namespace, because <cmath> declares ::log(double), beside which C++ allows a
// type of that name only.
#pragma once
#include <cmath>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/base/timestamp.hpp"

struct log {
    enum class Level { debug, info, warn, error };

    // One named value. It refers to its text: made for the call, not to be kept.
    class Field {
      public:
        using Value = std::variant<bool, std::int64_t, std::uint64_t, double, std::string_view>;

        template <class T>
        Field(std::string_view field_name, const T& field_value)
            : name(field_name), value(to_value(field_value)) {}

        std::string_view name;
        Value value;

      private:
        template <class T>
        static Value to_value(const T& given) {
            if constexpr (std::same_as<T, bool>)
                return given;
            else if constexpr (std::signed_integral<T>)
                return static_cast<std::int64_t>(given);
            else if constexpr (std::unsigned_integral<T>)
                return static_cast<std::uint64_t>(given);
            else if constexpr (std::floating_point<T>)
                return static_cast<double>(given);
            else
                return std::string_view(given);
        }
    };
    using Fields = std::initializer_list<Field>;

    static constexpr std::size_t value_limit_bytes = 1024; // a longer text is cut and ends in "…"
    static constexpr std::size_t line_limit_bytes =
        16 * 1024; // fields beyond are left out, `"fields_left_out": n`
    static constexpr std::size_t queue_limit_lines =
        2048; // waiting to be written; above, the oldest are dropped and counted

    static void debug(std::string_view event, Fields fields = {}) {
        write(Level::debug, event, fields);
    }
    static void info(std::string_view event, Fields fields = {}) {
        write(Level::info, event, fields);
    }
    static void warn(std::string_view event, Fields fields = {}) {
        write(Level::warn, event, fields);
    }
    static void error(std::string_view event, Fields fields = {}) {
        write(Level::error, event, fields);
    }

    // Thread-safe. Email addresses inside of texts are masked ("[address]"): error messages of
    // libraries carry them.
    static void write(Level level, std::string_view event, Fields fields);

    // What is below is neither formatted nor written. `warn` until somebody sets it.
    static void set_level(Level level);
    static std::optional<Level> parse_level(std::string_view name);

    // From here on a thread of its own writes, and a reader that is stuck (a full pipe) stops
    // nobody. Called once, by main. Without it (tests, commands) each line is written at once.
    static void write_in_background();
    // Writes what is waiting; from here on each line is written at once. Before the process ends.
    static void finish();

    // Stands for a person in the log: the same for the same text as long as the process runs, and
    // not to be turned back (SipHash with a random key). "p_" and 16 hexadecimal digits.
    static std::string pseudonym(std::string_view personal);

    // The request that this thread works for; its id stands on every line meanwhile.
    class RequestScope {
      public:
        explicit RequestScope(std::string_view request_id);
        ~RequestScope();
        RequestScope(const RequestScope&) = delete;
        RequestScope& operator=(const RequestScope&) = delete;

      private:
        std::string outer_;
    };
    static std::string_view request_id();

    // Collects the lines of this process, of every level, instead of writing them. For tests; one
    // at a time.
    class Capture {
      public:
        Capture();
        ~Capture();
        Capture(const Capture&) = delete;
        Capture& operator=(const Capture&) = delete;
        std::string text() const;
    };
};

// One line without its end. A pure function, so that tests read it exactly.
std::string log_line(Timestamp time, log::Level level, std::string_view request_id,
                     std::string_view event, log::Fields fields);
