#include "features/crm/import/values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include "features/crm/import/words.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

using text::is_digit;

// A row of a table: words parted by vertical bars, and what they mean. Whole words are compared.
template <class Meaning>
struct Synonyms {
    std::string_view words;
    Meaning meaning;
};

bool holds_word(std::string_view list, std::string_view word) {
    for (auto at = list.find(word); at != list.npos; at = list.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || list[at - 1] == '|') && (end == list.size() || list[end] == '|'))
            return true;
    }
    return false;
}

template <class Meaning, std::size_t size>
std::optional<Meaning> meaning_of(std::string_view cell, const Synonyms<Meaning> (&table)[size]) {
    const auto word = words(cell);
    if (word.empty()) return std::nullopt;
    for (const auto& row : table)
        if (holds_word(row.words, word)) return row.meaning;
    return std::nullopt;
}

constexpr std::size_t max_word_bytes = 64; // longer cells are no such words

// "0/0/00" and "00.00.00", which Outlook writes for a birthday that nobody entered.
bool is_no_date(std::string_view cell) {
    return cell.size() <= 10 && cell.find_first_not_of("0./-") == cell.npos
           && std::ranges::count_if(cell, [](char c) { return c != '0'; }) == 2
           && cell.starts_with('0') && cell.ends_with('0');
}

} // namespace

bool is_placeholder(std::string_view cell) {
    if (cell == "-" || cell == "--") return true;
    if (is_no_date(cell)) return true;
    if (cell.size() > 9) return false;
    return holds_word("n a|na|null|none|nan|na n|undefined|k a", words(cell)) && !cell.empty();
}

std::optional<bool> read_boolean(std::string_view cell) {
    static constexpr Synonyms<bool> table[] = {
        {"true|yes|1|y|t|x|on|ja|j|wahr|oui|o|vrai|si|s|verdadero|vero|sim|verdadeiro|checked|"
         "active|subscribed|"
         "opted in|opt "
         "in|optin|abonniert|angemeldet|inscrit|abonne|suscrito|iscritto|inscrito|granted|given|1 "
         "0",
         true},
        {"false|no|0|n|f|off|nein|falsch|non|faux|falso|nao|unchecked|inactive|unsubscribed|not "
         "subscribed|"
         "non subscribed|opted out|opt out|optout|abgemeldet|desinscrit|desabonne|dado de "
         "baja|disiscritto|"
         "descadastrado|cleaned|bounced|no consent|denied|revoked|never subscribed|archived|0 0",
         false},
    };
    if (cell.size() > max_word_bytes) return std::nullopt;
    return meaning_of(cell, table);
}

namespace {

enum class Separators {
    none,
    point_is_decimal,
    comma_is_decimal,
    undecided_point,
    undecided_comma,
    broken
};

// Digits in groups of three behind the first group of one to three.
bool is_grouped(std::string_view digits, char separator) {
    auto group = digits.find(separator);
    if (group == 0 || group > 3) return false;
    while (group != digits.npos) {
        const auto next = digits.find(separator, group + 1);
        const auto size = (next == digits.npos ? digits.size() : next) - group - 1;
        if (size != 3) return false;
        group = next;
    }
    return true;
}

// Which of the signs in "1.234,50" parts the fraction. `digits` holds digits, points and commas
// only.
Separators separators_of(std::string_view digits) {
    const auto points = std::ranges::count(digits, '.');
    const auto commas = std::ranges::count(digits, ',');
    if (points == 0 && commas == 0) return Separators::none;
    if (points > 0 && commas > 0) {
        const bool comma_last = digits.rfind(',') > digits.rfind('.');
        const char grouping = comma_last ? '.' : ',';
        const bool fits =
            (comma_last ? commas : points) == 1
            && is_grouped(digits.substr(0, digits.rfind(comma_last ? ',' : '.')), grouping);
        if (!fits) return Separators::broken;
        return comma_last ? Separators::comma_is_decimal : Separators::point_is_decimal;
    }
    const char only = points > 0 ? '.' : ',';
    const bool grouped = is_grouped(digits, only);
    if (points + commas > 1) {
        if (!grouped) return Separators::broken;
        return points > 0 ? Separators::comma_is_decimal : Separators::point_is_decimal;
    }
    if (grouped && digits.front() != '0')
        return points > 0 ? Separators::undecided_point : Separators::undecided_comma;
    return points > 0 ? Separators::point_is_decimal : Separators::comma_is_decimal;
}

// Digits, points and commas, without sign, blanks and apostrophes between thousands; empty if
// anything else is there.
std::string number_characters(std::string_view cell) {
    std::string result;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (is_digit(cell[i]) || cell[i] == '.' || cell[i] == ',') {
            result += cell[i];
            continue;
        }
        constexpr std::string_view parts[] = {" ", "'", "\u00A0", "\u202F", "\u2019"};
        const auto part = std::ranges::find_if(
            parts, [&](std::string_view each) { return cell.substr(i).starts_with(each); });
        if (part == std::end(parts) || result.empty()) return {};
        i += part->size() - 1;
    }
    return result;
}

// 1.5e+20, as programs write large numbers.
std::optional<double> read_scientific(std::string_view cell) {
    if (cell.empty() || !is_digit(cell.front()) || cell.find_first_of("eE") == cell.npos)
        return std::nullopt;
    double value = 0;
    const auto* const end = cell.data() + cell.size();
    const auto read = std::from_chars(cell.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return value;
}

} // namespace

std::optional<double> read_number(std::string_view cell, DecimalSign sign) {
    const bool is_negative = cell.starts_with('-');
    if (is_negative || cell.starts_with('+')) cell.remove_prefix(1);
    if (cell.size() > max_word_bytes) return std::nullopt;
    if (const auto value = read_scientific(cell)) return is_negative ? -*value : *value;
    auto digits = number_characters(cell);
    if (digits.empty() || !is_digit(digits.back())) return std::nullopt;
    const auto separators = separators_of(digits);
    if (separators == Separators::broken) return std::nullopt;
    const bool point_decimal =
        separators == Separators::point_is_decimal
        || (separators == Separators::undecided_point && sign != DecimalSign::comma)
        || (separators == Separators::undecided_comma && sign != DecimalSign::comma);
    std::erase(digits, point_decimal ? ',' : '.');
    std::ranges::replace(digits, ',', '.');
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()
        || !std::isfinite(value))
        return std::nullopt;
    return is_negative ? -value : value;
}

void DecimalEvidence::add(std::string_view cell) {
    if (cell.starts_with('-') || cell.starts_with('+')) cell.remove_prefix(1);
    const auto digits = number_characters(cell);
    if (digits.empty()) return;
    const auto separators = separators_of(digits);
    if (separators == Separators::point_is_decimal) ++point_;
    if (separators == Separators::comma_is_decimal) ++comma_;
}

DecimalSign DecimalEvidence::sign() const {
    if (point_ > 0 && comma_ == 0) return DecimalSign::point;
    if (comma_ > 0 && point_ == 0) return DecimalSign::comma;
    return DecimalSign::unknown;
}

std::optional<std::string_view> read_lifecycle_stage(std::string_view cell) {
    static constexpr Synonyms<std::string_view> table[] = {
        {"lead|new lead|cold lead|warm lead|hot "
         "lead|subscriber|newsletter|new|other|contact|kontakt|neu|anfrage|abonnent|sonstige|"
         "sonstiges|"
         "contacto|contatto|contato|nouveau|piste|abonne|suscriptor|iscritto|assinante",
         "lead"},
        {"prospect|prospective|qualified|qualified lead|marketing qualified lead|sales qualified "
         "lead|mql|sql|"
         "opportunity|trial|interessent|potenzieller kunde|chance|verkaufschance|marketing "
         "qualifizierter lead|"
         "sales qualifizierter lead|qualifizierter lead|prospecto|cliente "
         "potencial|oportunidad|"
         "cliente potenziale|opportunita|oportunidade|client potentiel|opportunite|prospetto",
         "prospect"},
        {"customer|client|active "
         "customer|buyer|paying|kunde|kundin|bestandskunde|cliente|acheteur|comprador|"
         "acquirente",
         "customer"},
        {"evangelist|advocate|ambassador|promoter|fan|botschafter|empfehler|ambassadeur|embajador|"
         "ambasciatore|"
         "embaixador|evangelista|evangeliste|promotor",
         "evangelist"},
    };
    if (cell.size() > max_word_bytes) return std::nullopt;
    return meaning_of(cell, table);
}

std::optional<std::string> read_language(std::string_view cell) {
    static constexpr Synonyms<std::string_view> names[] = {
        {"english|englisch|anglais|ingles|inglese", "en"},
        {"german|deutsch|allemand|aleman|tedesco|alemao", "de"},
        {"french|francais|franzosisch|frances|francese", "fr"},
        {"spanish|espanol|spanisch|espagnol|spagnolo|espanhol|castellano", "es"},
        {"italian|italiano|italienisch|italien", "it"},
        {"portuguese|portugues|portugiesisch|portugais|portoghese", "pt"},
        {"dutch|nederlands|niederlandisch|neerlandais|neerlandes|olandese|holandes", "nl"},
        {"polish|polski|polnisch|polonais|polaco|polacco|polones", "pl"},
        {"turkish|turkce|turkisch|turc|turco", "tr"},
    };
    if (cell.size() > max_word_bytes) return std::nullopt;
    if (cell.size() == 2 && std::ranges::all_of(cell, text::is_lower)) return std::string(cell);
    if (const auto code = meaning_of(cell, names)) return std::string(*code);
    const auto is_letter = [](char c) { return text::is_lower(c) || text::is_upper(c); };
    const auto primary =
        static_cast<std::size_t>(std::ranges::find_if_not(cell, is_letter) - cell.begin());
    if (primary < 2 || primary > 3 || cell.size() > 10) return std::nullopt;
    std::string tag(cell);
    for (std::size_t i = 0; i < tag.size(); ++i) {
        if (i < primary) tag[i] = text::to_lower(tag[i]);
        if (tag[i] == '_') tag[i] = '-';
        if (!is_letter(tag[i]) && !is_digit(tag[i]) && tag[i] != '-') return std::nullopt;
    }
    if (tag.size() > primary && (tag[primary] != '-' || tag.size() < primary + 3))
        return std::nullopt;
    return tag;
}

std::string read_label(std::string_view cell) {
    static constexpr Synonyms<std::string_view> table[] = {
        {"work|office|business|company|direct|main|arbeit|geschaftlich|buro|dienstlich|travail|"
         "bureau|professionnel|"
         "trabajo|oficina|lavoro|ufficio|trabalho|escritorio",
         "work"},
        {"home|private|personal|privat|zuhause|domicile|maison|personnel|casa|particular|"
         "residencial|personale",
         "home"},
        {"mobile|cell|cell "
         "phone|cellular|iphone|handy|mobil|portable|movil|celular|cellulare|telemovel",
         "mobile"},
    };
    if (words(cell).empty()) return {};
    if (cell.size() > max_word_bytes) return "other";
    return std::string(meaning_of(cell, table).value_or("other"));
}

} // namespace crm
