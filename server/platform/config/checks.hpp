// What a setting of a kind may be.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

// A decimal number without sign or blank, from `least` to `most`.
std::optional<int> parse_number(std::string_view text, int least, int most);
// true, yes, on, 1 and their opposites, as people write them in environments.
std::optional<bool> parse_boolean(std::string_view text);
// "a, b,c" without blanks and empty items.
std::vector<std::string> parse_list(std::string_view text);
// An IPv4 or IPv6 address as inet_ntop writes it, so that two spellings compare equal.
std::optional<std::string> parse_ip_address(std::string_view text);

bool is_socket_address(std::string_view text); // "192.0.2.1", "192.0.2.1:53", "[2001:db8::1]:53"
bool is_file(std::string_view text);           // there is one
bool is_word(std::string_view text);           // 1 to 500 visible ASCII characters
bool is_token(std::string_view text);          // a word of 16 characters or more
bool is_host(std::string_view text);           // a name or an address to listen on
bool is_public_url(std::string_view text);     // http(s)://host[:port], with nothing behind
bool is_database_url(std::string_view text);   // postgresql://… or libpq's "host=… dbname=…"
bool is_smtp_url(std::string_view text);       // smtp(s)://[user:password@]host[:port]
bool is_mail_sender(std::string_view text);    // an address, with or without a name before it
bool is_master_key(std::string_view text);     // as crypto::parse_master_keys reads it

} // namespace config
