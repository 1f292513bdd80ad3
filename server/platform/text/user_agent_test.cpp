#include "platform/text/user_agent.hpp"

#include <gtest/gtest.h>

TEST(UserAgent, is_described_in_three_words) {
    struct Case {
        std::string_view header, description;
    };
    const Case cases[] = {
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
         "Firefox on Linux"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/126.0.0.0 Safari/537.36",
         "Chrome on Windows"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
         "Edge on Windows"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/17.5 Safari/605.1.15",
         "Safari on Mac"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
         "Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
         "Safari on iPhone"},
        {"Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "CriOS/126.0 Mobile/15E148 Safari/604.1",
         "Chrome on iPad"},
        {"Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) "
         "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
         "Samsung Internet on Android"},
        {"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/126.0.0.0 Safari/537.36 OPR/112.0",
         "Opera on ChromeOS"},
        {"curl/7.88.1", "curl"},
        {"", "Unknown browser"},
        {"<script>alert(1)</script>", "Unknown browser"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.description, text::describe_user_agent(c.header)) << c.header;
}

TEST(UserAgent, is_read_up_to_512_bytes) {
    const std::string_view mark = "Firefox/";
    std::string header(512 - mark.size(), ' ');
    EXPECT_EQ("Firefox", text::describe_user_agent(header.append(mark)));
    EXPECT_EQ("Unknown browser", text::describe_user_agent(header.insert(0, 1, ' ')));
}
