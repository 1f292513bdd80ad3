// What Rule::format means: a table of checkers for texts.
#pragma once
#include <string_view>

namespace meta {

struct Format {
    std::string_view name;
    bool (*valid)(std::string_view text);
    std::string_view message; // "must be an e-mail address"
    // For the API document, where the name of the format says too little; may be empty.
    std::string_view pattern = {}; // ECMA-262; what it lets through may still be refused
    std::string_view example = {};
};

// Built in: "email", "uri" (absolute, http or https), "color" (#rrggbb), "not-blank" (something
// to be seen), "time-zone" (a name of the IANA database). A part of the program that knows another
// format adds it here at its start, before the first request is read: the table is not locked. A
// later registration of a name replaces the checker and the message of the one before. The texts
// must live as long as the program.
void register_format(std::string_view name, bool (*valid)(std::string_view),
                     std::string_view message);

// std::logic_error when nobody registered it.
const Format& format_named(std::string_view name);

// The HTML living standard's "valid e-mail address", at most 254 characters (RFC 5321, 4.5.3.1.3
// less the brackets).
bool is_email(std::string_view text);
bool is_web_address(std::string_view text);
bool is_not_blank(std::string_view text); // not only white space
bool is_color(std::string_view text);

} // namespace meta
