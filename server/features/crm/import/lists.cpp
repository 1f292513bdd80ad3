// Several values in one cell.
#include <algorithm>

#include "features/crm/import/values.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

constexpr std::string_view google_separator = ":::";

// The length of a separator at the front, or 0.
std::size_t separator_size(std::string_view text, std::string_view characters) {
    if (text.front() == ':' && text.starts_with(google_separator)) return google_separator.size();
    return std::ranges::find(characters, text.front()) != characters.end() ? 1 : 0;
}

// The item at the front in double quotes, moved over; nullopt if there is none, or text stands
// behind its end.
std::optional<std::string> take_quoted(std::string_view& text, std::string_view characters) {
    const auto start = text::trim(text);
    if (!start.starts_with('"')) return std::nullopt;
    std::string item;
    auto at = static_cast<std::size_t>(start.data() - text.data()) + 1;
    for (;; ++at) {
        if (at >= text.size()) return std::nullopt;
        if (text[at] != '"')
            item += text[at];
        else if (at + 1 < text.size() && text[at + 1] == '"')
            item += text[++at];
        else
            break;
    }
    auto rest = text.substr(at + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (!rest.empty() && separator_size(rest, characters) == 0) return std::nullopt;
    text = rest;
    return item;
}

std::string take_plain(std::string_view& text, std::string_view characters) {
    std::size_t end = 0;
    while (end < text.size() && separator_size(text.substr(end), characters) == 0) ++end;
    const auto item = text::trim(text.substr(0, end));
    text.remove_prefix(end);
    return std::string(item);
}

std::vector<std::string> split(std::string_view cell, std::string_view characters) {
    std::vector<std::string> items;
    while (!cell.empty() && items.size() <= max_list_items) {
        auto quoted = take_quoted(cell, characters);
        auto item = quoted ? std::string(text::trim(*quoted)) : take_plain(cell, characters);
        if (!item.empty() && !std::ranges::count(items, item)) items.push_back(std::move(item));
        if (!cell.empty()) cell.remove_prefix(separator_size(cell, characters));
    }
    return items;
}

// What stands between commas could each be an address: an @, or six digits and no word in front of
// them.
bool is_address_alone(std::string_view part) {
    part = text::trim(part);
    if (part.find('@') != part.npos) return true;
    return std::ranges::count_if(part, text::is_digit) >= 6
           && (text::is_digit(part.front()) || part.front() == '+' || part.front() == '(');
}

} // namespace

std::vector<std::string> split_list(std::string_view cell) {
    return split(cell, ",;|\r\n");
}

std::vector<std::string> split_addresses(std::string_view cell) {
    std::vector<std::string> items;
    for (auto& part : split(cell, ";|\r\n")) {
        auto smaller = split(part, ",");
        if (smaller.size() > 1 && std::ranges::all_of(smaller, is_address_alone))
            std::ranges::move(smaller, std::back_inserter(items));
        else
            items.push_back(std::move(part));
    }
    return items;
}

std::string join_list(const std::vector<std::string>& items) {
    std::string cell;
    for (const auto& item : items) {
        if (!cell.empty()) cell += "; ";
        const bool quotes = item.find_first_of("\",;|\r\n") != item.npos
                            || item.find(google_separator) != item.npos;
        if (!quotes) {
            cell += item;
            continue;
        }
        cell += '"';
        for (const char c : item) {
            if (c == '"') cell += '"';
            cell += c;
        }
        cell += '"';
    }
    return cell;
}

} // namespace crm
