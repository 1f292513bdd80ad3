#include "features/accounts/user_agent.hpp"

#include <gtest/gtest.h>

TEST(UserAgent, is_told_in_words_that_a_person_recognises) {
    struct Case {
        std::string_view header, description;
    };
    for (const auto& [header, description] : std::to_array<Case>({
             {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Windows"},
             {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
              "Chrome on Linux"},
             {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
              "Safari/537.36 Edg/126.0.0.0",
              "Edge on Windows"},
             {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
              "Safari/605.1.15",
              "Safari on macOS"},
             {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
              "CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1",
              "Chrome on iPhone"},
             {"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 "
              "Chrome/121.0.0.0 Mobile Safari/537.36",
              "Samsung Internet on Android"},
             {"Mozilla/5.0 (unknown)", "A browser"},
             {"curl/8.0", "A program"},
             {"", "A program"},
         }))
        EXPECT_EQ(description, accounts::describe_user_agent(header)) << header;
}
