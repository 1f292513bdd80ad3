#include "platform/crypto/password_rules.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "platform/text/email.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/utf8.hpp"

namespace crypto {
namespace {

// Of the lists of leaked passwords, the common ones that are long enough to get here; folded.
constexpr std::string_view common[] = {
    "000000000000",     "1029384756",     "11111111111",
    "112233445566",     "1234512345",     "12345678910",
    "123456789a",       "123456789q",     "1234567890a",
    "1234567891",       "1234567899",     "123654789a",
    "123qwe123qwe",     "12qwaszx12",     "147258369a",
    "1q2w3e4r5t",       "1q2w3e4r5t6y",   "1qaz2wsx3edc",
    "1qazxsw23edc",     "3rjs1la7qe",     "abc123456789",
    "abcd123456",       "abcdef123456",   "access14me",
    "administrator",    "administrator1", "alexander1",
    "asdf123456",       "asdfasdfasdf",   "asdfghjkl1",
    "baseball123",      "basketball",     "basketball1",
    "butterfly1",       "changeme123",    "changemenow",
    "changethis",       "charlie123",     "chocolate1",
    "christopher",      "computer123",    "correcthorsebatterystaple",
    "default123",       "dragon1234",     "elizabeth1",
    "football123",      "football1234",   "freedom123",
    "fuckyou123",       "fuckyou1234",    "g_czechout",
    "google1234",       "hello12345",     "helloworld",
    "helloworld1",      "iloveyou12",     "iloveyou123",
    "iloveyou1234",     "jennifer123",    "jesus12345",
    "jonathan123",      "letmein123",     "letmein1234",
    "liverpool1",       "lovelylove",     "manchester",
    "manchester1",      "master1234",     "michael123",
    "michelle123",      "mustang123",     "mypassword",
    "mypassword1",      "ninja12345",     "p@ssw0rd123",
    "p@ssw0rd1234",     "p@ssword123",    "pa$$word123",
    "pass123456",       "passw0rd12",     "passw0rd123",
    "passw0rd1234",     "password00",     "password01",
    "password10",       "password11",     "password12",
    "password123",      "password123!",   "password1234",
    "password12345",    "password123456", "password1!",
    "password21",       "password69",     "password99",
    "passwordpassword", "pokemon123",     "princess12",
    "princess123",      "q1w2e3r4t5",     "q1w2e3r4t5y6",
    "qazwsx1234",       "qazwsxedc1",     "qazwsxedcrfv",
    "qwaszx1234",       "qwer123456",     "qwerasdfzxcv",
    "qwert12345",       "qwerty1234",     "qwerty12345",
    "qwerty123456",     "qwerty123!",     "qwertyuiop1",
    "qwertyuiop123",    "samsung123",     "secret1234",
    "shadow1234",       "snowball12",     "socialflow",
    "socialflow1",      "socialflow123",  "spiderman1",
    "starwars123",      "summer2023",     "summer2024",
    "summer2025",       "sunshine12",     "sunshine123",
    "superman123",      "test123456",     "testtest123",
    "tinkerbell",       "trustno1234",    "unknown123",
    "volleyball",       "welcome123",     "welcome1234",
    "welcome12345",     "winter2023",     "winter2024",
    "winter2025",       "yugioh1234",     "zaq12wsxcde3",
    "zaq1zaq1zaq1",     "zxcvbnm123",     "zxcvbnm1234",
};

// What fingers run along. A password made of a piece of one of them, forwards or backwards, is no
// password.
constexpr std::string_view runs[] = {
    "01234567890123456789012345678901234567890",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
};

bool is_common(std::string_view folded) {
    return std::find(std::begin(common), std::end(common), folded) != std::end(common);
}

bool repeats_one_character(std::string_view folded) {
    return folded.find_first_not_of(folded.front()) == std::string_view::npos;
}

bool is_run(std::string_view folded) {
    const std::string backwards(folded.rbegin(), folded.rend());
    return std::any_of(std::begin(runs), std::end(runs), [&](std::string_view run) {
        return run.find(folded) != std::string_view::npos
               || run.find(backwards) != std::string_view::npos;
    });
}

bool is_email_or_its_name(std::string_view folded, std::string_view email) {
    const auto address = text::fold(email);
    return !address.empty() && (folded == address || folded == text::email_parts(address).local);
}

} // namespace

std::optional<Problem> password_problem(std::string_view password, std::string_view email,
                                        std::string_view field) {
    const auto problem = [&](const char* code, const char* message) {
        return Problem{std::string(field), code, message};
    };
    if (!text::is_storable(password)) return problem("not_text", "This is not readable text");
    const auto length = text::count_code_points(text::composed(password));
    if (length < password_least_code_points) return problem("too_short", "At least 10 characters");
    if (length > password_most_code_points) return problem("too_long", "At most 200 characters");
    const auto folded = text::fold(password);
    if (folded.empty() || is_common(folded) || repeats_one_character(folded) || is_run(folded))
        return problem("too_common", "This is among the first passwords anybody would try");
    if (is_email_or_its_name(folded, email))
        return problem("same_as_email", "Not your email address");
    return std::nullopt;
}

} // namespace crypto
