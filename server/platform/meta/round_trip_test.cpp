// Random values of every type: value → JSON → value → PostgreSQL text → value.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

#include "platform/meta/describe.hpp"

namespace {

enum class Kind { home, work, other };
BOOST_DESCRIBE_ENUM(Kind, home, work, other)

struct Part {
    std::string text;
    std::optional<Kind> kind;
    std::vector<std::int64_t> numbers;
    bool operator==(const Part&) const = default;
};
BOOST_DESCRIBE_STRUCT(Part, (), (text, kind, numbers))

struct Whole {
    std::string text;
    bool flag = false;
    std::int32_t small = 0;
    std::int64_t large = 0;
    double real = 0;
    Uuid id;
    Timestamp instant;
    Date day{std::chrono::year(2000) / 1 / 1};
    Kind kind = Kind::home;
    Json json;
    std::optional<std::string> maybe_text;
    std::optional<double> maybe_real;
    std::vector<std::string> texts;
    std::vector<std::optional<std::string>> maybe_texts;
    std::vector<double> reals;
    std::vector<bool> flags;
    std::vector<Timestamp> instants;
    std::vector<std::vector<std::string>> table;
    Part part;
    std::optional<Part> maybe_part;
    std::vector<Part> parts;
    bool operator==(const Whole&) const = default;
};
BOOST_DESCRIBE_STRUCT(Whole, (),
                      (text, flag, small, large, real, id, instant, day, kind, json, maybe_text,
                       maybe_real, texts, maybe_texts, reals, flags, instants, table, part,
                       maybe_part, parts))

class Maker {
  public:
    explicit Maker(unsigned seed) : random_(seed) {}

    Whole whole() {
        using namespace std::chrono;
        Whole made;
        made.text = text();
        made.flag = flip();
        made.small = static_cast<std::int32_t>(bits());
        made.large = static_cast<std::int64_t>(bits());
        made.real = real();
        for (auto& byte : made.id.bytes) byte = static_cast<unsigned char>(bits());
        made.instant = instant();
        made.day = Date{year_month_day{floor<days>(instant())}};
        made.kind = static_cast<Kind>(below(3));
        made.json.text = meta::write(part());
        if (flip()) made.maybe_text = text();
        if (flip()) made.maybe_real = real();
        made.texts = list([this] { return text(); });
        made.maybe_texts = list([this] { return flip() ? std::optional(text()) : std::nullopt; });
        made.reals = list([this] { return real(); });
        made.flags.assign(below(4), flip());
        made.instants = list([this] { return instant(); });
        made.table = list([this] { return list([this] { return text(); }); });
        made.part = part();
        if (flip()) made.maybe_part = part();
        made.parts = list([this] { return part(); });
        return made;
    }

  private:
    std::uint64_t bits() { return random_(); }
    std::size_t below(std::size_t end) { return bits() % end; }
    bool flip() { return below(2) == 1; }

    std::string text() {
        static constexpr const char* pieces[] = {"a",      " ",          "\"", "\\",   "{",
                                                 "}",      ",",          "\n", "\t",   "NULL",
                                                 "\u00e4", "\U0001F600", "'",  "\x7f", "\x01"};
        std::string out;
        for (auto count = below(6); count > 0; --count) out += pieces[below(std::size(pieces))];
        return out;
    }
    // Any finite double: random bits reach every exponent.
    double real() {
        const auto pattern = bits();
        double number = 0;
        std::memcpy(&number, &pattern, sizeof number);
        return std::isfinite(number) ? number : 0.1;
    }
    Timestamp instant() {
        using namespace std::chrono;
        const Timestamp first = sys_days(year(1) / 1 / 1);
        const Timestamp end = sys_days(year(10'000) / 1 / 1);
        const auto span = static_cast<std::uint64_t>((end - first).count());
        return first + microseconds(bits() % span);
    }
    Part part() {
        Part made{.text = text(),
                  .numbers = list([this] { return static_cast<std::int64_t>(bits()); })};
        if (flip()) made.kind = static_cast<Kind>(below(3));
        return made;
    }
    template <class Make>
    std::vector<std::invoke_result_t<Make>> list(Make make) {
        std::vector<std::invoke_result_t<Make>> out(below(4));
        for (auto& item : out) item = make();
        return out;
    }

    std::mt19937_64 random_;
};

// Field by field, as a row of a table would travel.
Whole through_postgres(const Whole& value) {
    Whole copy;
    for (const auto& field : meta::type<Whole>().fields) {
        std::string text;
        void* out = reinterpret_cast<char*>(&copy) + field.offset;
        const void* in = reinterpret_cast<const char*>(&value) + field.offset;
        if (field.operations->to_postgres(in, text))
            field.operations->from_postgres(text, out);
        else
            field.operations->set_null(out);
    }
    return copy;
}

Whole through_jsonb(const Whole& value) {
    const auto& operations = meta::operations<Whole>();
    std::string text;
    EXPECT_TRUE(operations.to_postgres(&value, text));
    Whole copy;
    operations.from_postgres(text, &copy);
    return copy;
}

} // namespace

TEST(RoundTrip, every_value_comes_back_as_it_was) {
    for (unsigned seed = 0; seed < 2000; ++seed) {
        const auto value = Maker(seed).whole();
        const auto json = meta::write(value);
        const auto parsed = meta::parse<Whole>(json);
        ASSERT_EQ(value, parsed) << seed << ' ' << json;
        ASSERT_EQ(value, through_postgres(parsed)) << seed << ' ' << json;
        ASSERT_EQ(value, through_jsonb(parsed)) << seed << ' ' << json;
        ASSERT_EQ(json, meta::write(parsed)) << seed;
    }
}
