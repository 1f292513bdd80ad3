#include "platform/mail/system_mail.hpp"

#include <gtest/gtest.h>

namespace {

using text::Language;

mail::Message composed(Language language, std::string name) {
    const mail::Letter letter{.to = "ana@example.com",
                              .language = language,
                              .subject = {"Choose a new password"},
                              .name = std::move(name),
                              .paragraphs = {text::Phrase::verbatim("1 < 2")},
                              .button = {},
                              .link = "https://example.com/x?a=1&b=2"};
    return mail::compose(letter, {"SocialFlow", "socialflow@example.com"});
}

} // namespace

TEST(SystemMail, is_in_one_language_as_text_and_as_html) {
    struct Case {
        Language language;
        std::string name, subject, text;
        std::vector<std::string> html;
    };
    for (const auto& [language, name, subject, text, html] : std::to_array<Case>({
             {Language::english,
              "Ana <b>",
              "Choose a new password",
              "Hello Ana <b>,\n\n1 < 2\n\nhttps://example.com/x?a=1&b=2\n\nSocialFlow\n",
              {R"(<html lang="en">)", ">Hello Ana &lt;b&gt;,<", "1 &lt; 2", ">Open</a>",
               ">If the button does not work, open <a"}},
             {Language::german,
              "Ana <b>",
              "Neues Passwort wählen",
              "Guten Tag Ana <b>!\n\n1 < 2\n\nhttps://example.com/x?a=1&b=2\n\nSocialFlow\n",
              {R"(<html lang="de">)", ">Guten Tag Ana &lt;b&gt;!<", "1 &lt; 2", ">Öffnen</a>",
               ">Wenn der Knopf nicht geht, öffnen Sie <a"}},
             {Language::german,
              "",
              "Neues Passwort wählen",
              "Guten Tag!\n\n1 < 2\n\nhttps://example.com/x?a=1&b=2\n\nSocialFlow\n",
              {">Guten Tag!<"}},
         })) {
        const auto message = composed(language, name);
        EXPECT_EQ(subject, message.subject);
        EXPECT_EQ(text, message.text);
        for (const auto& part : html)
            EXPECT_NE(std::string::npos, message.html.find(part)) << part << message.html;
    }
}
