#include "platform/text/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>
#include <optional>
#include <stdexcept>

namespace text {
namespace {

void check(UErrorCode status) {
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("folding text: ") + u_errorName(status));
}

const icu::Normalizer2& form(const icu::Normalizer2* (*instance)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = instance(status);
    check(status);
    return *found;
}

icu::UnicodeString normalised(const icu::Normalizer2& wanted, const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    auto out = wanted.normalize(text, status);
    check(status);
    return out;
}

// Marks that people leave out when they type a name. Inherited is the script of the accents that
// serve several.
bool is_optional_mark(UChar32 c) {
    if (u_charType(c) != U_NON_SPACING_MARK) return false;
    if (c == 0x3099 || c == 0x309A) return false; // the voicing marks of kana: another letter
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_INHERITED:
        case USCRIPT_LATIN:
        case USCRIPT_GREEK:
        case USCRIPT_CYRILLIC:
        case USCRIPT_HEBREW:
        case USCRIPT_ARABIC:
            return true;
        default:
            return false;
    }
}

bool is_apostrophe(UChar32 c) {
    switch (c) {
        case u'`':
        case 0x02B9: // modifier prime
        case 0x02BB: // modifier turned comma (ʻokina)
        case 0x02BC: // modifier apostrophe
        case 0x02C8: // modifier vertical line
        case 0x2018: // quotation marks
        case 0x2019:
        case 0x201A:
        case 0x201B:
        case 0x2032: // prime
        case 0x05F3: // Hebrew geresh
        case 0xA78C: // saltillo
            return true;
        default:
            return false;
    }
}

// Letters that Unicode does not take apart but that keyboards without them write in ASCII.
const char* plain_spelling(UChar32 c) {
    switch (c) {
        case 0x00E6:
            return "ae"; // æ
        case 0x00F0:
            return "d"; // ð
        case 0x00F8:
            return "o"; // ø
        case 0x00FE:
            return "th"; // þ
        case 0x0111:
            return "d"; // đ
        case 0x0127:
            return "h"; // ħ
        case 0x0131:
            return "i"; // ı
        case 0x0142:
            return "l"; // ł
        case 0x0153:
            return "oe"; // œ
        case 0x0167:
            return "t"; // ŧ
        default:
            return nullptr;
    }
}

// Appends what one decomposed, case-folded code point becomes.
void append_folded(UChar32 c, icu::UnicodeString& out) {
    if (u_isUWhiteSpace(c)) {
        if (!out.isEmpty() && out[out.length() - 1] != u' ') out.append(u' ');
    } else if (is_apostrophe(c)) {
        out.append(u'\'');
    } else if (u_charType(c) == U_DASH_PUNCTUATION || c == 0x2212) { // 2212: the minus sign
        out.append(u'-');
    } else if (const char* plain = plain_spelling(c)) {
        for (; *plain != '\0'; ++plain) out.append(static_cast<char16_t>(*plain));
    } else if (!is_optional_mark(c)) {
        out.append(c);
    }
}

// The rule itself, for any text.
std::string fold_unicode(std::string_view text) {
    static const auto& case_folding = form(icu::Normalizer2::getNFKCCasefoldInstance);
    static const auto& decomposing = form(icu::Normalizer2::getNFKDInstance);
    static const auto& composing = form(icu::Normalizer2::getNFCInstance);
    auto source =
        icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    // An acute accent typed as an apostrophe would decompose into a blank and a mark.
    source.findAndReplace(u"\u00B4", u"'");
    const auto decomposed = normalised(decomposing, normalised(case_folding, source));
    icu::UnicodeString out;
    for (std::int32_t at = 0; at < decomposed.length();) {
        const UChar32 c = decomposed.char32At(at);
        append_folded(c, out);
        at += U16_LENGTH(c);
    }
    if (out.endsWith(u" ", 1)) out.truncate(out.length() - 1);
    std::string folded;
    normalised(composing, out).toUTF8String(folded);
    return folded;
}

// Most names of the western world lie below this: there, each code point folds on its own, and a
// table says to what.
constexpr UChar32 table_end = 0x250;
using Table = std::array<std::string, table_end>;

Table make_table() {
    Table table;
    for (UChar32 c = 1; c < table_end; ++c) {
        // Between letters, so that a blank is not at an end.
        std::string between;
        icu::UnicodeString(u'x').append(c).append(u'x').toUTF8String(between);
        const auto folded = fold_unicode(between);
        table[static_cast<std::size_t>(c)] = folded.substr(1, folded.size() - 2);
    }
    return table;
}

const std::string& folded_in_table(UChar32 c) {
    static const Table table = make_table();
    return table[static_cast<std::size_t>(c)];
}

// The common case, ten times quicker than the rule and with the same result. nullopt: something
// lies outside the table.
std::optional<std::string> fold_by_table(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, text.size(), c);
        if (c <= 0 || c >= table_end) return std::nullopt;
        const auto& folded = folded_in_table(c);
        if (folded != " ")
            out += folded;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

} // namespace

std::string fold(std::string_view text) {
    auto quick = fold_by_table(text);
    return quick ? std::move(*quick) : fold_unicode(text);
}

} // namespace text
