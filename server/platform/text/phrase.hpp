// What the server says to people, in the language of whoever reads it.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/text/language.hpp"
#include "platform/text/sentences.hpp"

namespace text {

// A sentence of the catalogue, by its English. One that is not there does not compile.
class Sentence {
  public:
    consteval Sentence(const char* english) : words_(&find(english)) {}

    std::string_view in(Language language) const {
        return language == Language::german ? words_->german : words_->english;
    }

  private:
    static consteval const SentenceWords& find(std::string_view english) {
        for (const auto& words : sentences)
            if (words.english == english) return words;
        throw std::logic_error("a sentence without translations: see sentences.hpp");
    }

    const SentenceWords* words_;
};

// An amount of money as programs write it, {"1234.50", "EUR"}.
struct WrittenAmount {
    std::string decimal, currency;
};

// What stands for {name} in a sentence.
struct PhraseValue {
    std::string_view name;
    std::variant<std::string, std::int64_t, WrittenAmount> value;
};

// A sentence with its values, or what a person wrote, which is nobody's to translate.
class Phrase {
  public:
    Phrase() = default; // says nothing
    Phrase(Sentence sentence, std::vector<PhraseValue> values = {})
        : content_(sentence), values_(std::move(values)) {}

    static Phrase verbatim(std::string words) {
        Phrase phrase;
        phrase.content_ = std::move(words);
        return phrase;
    }

    std::string in(Language language) const;
    bool is_empty() const;

  private:
    std::variant<std::string, Sentence> content_;
    std::vector<PhraseValue> values_;
};

// Puts values in for {name}; a name that has none stays as it is.
std::string fill(std::string_view sentence, const std::vector<PhraseValue>& values,
                 Language language);

} // namespace text
