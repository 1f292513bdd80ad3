#include "platform/text/phrase.hpp"

#include <algorithm>

namespace text {
namespace {

std::string written(const PhraseValue& value, Language language) {
    if (const auto* words = std::get_if<std::string>(&value.value)) return *words;
    if (const auto* number = std::get_if<std::int64_t>(&value.value))
        return written_number(*number, language);
    const auto& amount = std::get<WrittenAmount>(value.value);
    return written_amount(amount.decimal, amount.currency, language);
}

} // namespace

std::string fill(std::string_view sentence, const std::vector<PhraseValue>& values,
                 Language language) {
    std::string filled;
    for (auto open = sentence.find('{'); open != sentence.npos; open = sentence.find('{')) {
        const auto close = sentence.find('}', open);
        const auto name = sentence.substr(open + 1, close - open - 1);
        const auto value = std::ranges::find(values, name, &PhraseValue::name);
        filled += sentence.substr(0, open);
        filled += value == values.end() ? std::string(sentence.substr(open, close - open + 1))
                                        : written(*value, language);
        sentence.remove_prefix(close + 1);
    }
    return filled.append(sentence);
}

std::string Phrase::in(Language language) const {
    if (const auto* words = std::get_if<std::string>(&content_)) return *words;
    return fill(std::get<Sentence>(content_).in(language), values_, language);
}

bool Phrase::is_empty() const {
    const auto* words = std::get_if<std::string>(&content_);
    return words && words->empty();
}

} // namespace text
