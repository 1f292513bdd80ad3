#include "platform/text/regions.hpp"

#include <unicode/locid.h>

#include <algorithm>
#include <set>

namespace text {
namespace {

std::vector<std::string> sorted(const char* const* codes) {
    std::vector<std::string> all;
    for (; *codes != nullptr; ++codes) all.emplace_back(*codes);
    std::sort(all.begin(), all.end());
    return all;
}

bool is_known_language(const std::string& code) {
    static const auto languages = sorted(icu::Locale::getISOLanguages());
    return std::binary_search(languages.begin(), languages.end(), code);
}

} // namespace

const std::vector<std::string>& countries() {
    static const auto all = sorted(icu::Locale::getISOCountries());
    return all;
}

bool is_country(std::string_view code) {
    return std::binary_search(countries().begin(), countries().end(), code);
}

std::optional<std::string> canonical_language(std::string_view tag) {
    if (tag.empty() || tag.size() > language_tag_limit_bytes) return std::nullopt;
    std::string dashed(tag);
    std::replace(dashed.begin(), dashed.end(), '_', '-');
    UErrorCode status = U_ZERO_ERROR;
    auto locale = icu::Locale::forLanguageTag(dashed, status);
    locale.canonicalize(status);
    if (U_FAILURE(status) || !is_known_language(locale.getLanguage())) return std::nullopt;
    auto out = locale.toLanguageTag<std::string>(status);
    if (U_FAILURE(status) || out.find("-u-") != std::string::npos
        || out.find("-x-") != std::string::npos)
        return std::nullopt;
    return out;
}

} // namespace text
