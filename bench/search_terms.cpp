#include "search_terms.hpp"

#include <algorithm>

#include "features/crm/contact_generator.hpp"
#include "features/crm/seeded_numbers.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/utf8.hpp"

namespace bench {
namespace {

using testing_data::Numbers;
using testing_data::Person;

std::string upper_case(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

// As far as somebody has typed: three letters or more.
std::string beginning(std::string_view text, Numbers& numbers) {
    const auto letters = 3 + numbers.below(5);
    return std::string(text::first_code_points(text, letters));
}

// From within, folded: "üller" is found by "ulle".
std::string middle(std::string_view text, Numbers& numbers) {
    const auto folded = text::fold(text);
    if (folded.size() <= 4) return folded;
    return folded.substr(1 + numbers.below(folded.size() - 4), 4);
}

std::string local_part(const std::string& email) {
    return email.substr(0, email.find('@'));
}

// "+442079460958" as it is said at home, with blanks: "020 7946 0958".
std::string national(const std::string& phone) {
    const bool long_code =
        phone.starts_with("+4") || phone.starts_with("+3") || phone.starts_with("+6");
    auto digits = phone.substr(long_code ? 3 : 2);
    if (long_code) digits.insert(0, "0");
    for (std::size_t at = digits.size() > 8 ? digits.size() - 8 : 0; at < digits.size(); at += 5)
        digits.insert(at, " ");
    return digits;
}

std::string last_word(const std::string& text) {
    return text.substr(text.rfind(' ') + 1);
}

std::string term_of(const Person& person, Numbers& numbers) {
    switch (numbers.below(21)) {
        case 0:
            return person.first_name;
        case 1:
        case 2:
            return person.last_name;
        case 3:
        case 4:
            return person.first_name + ' ' + person.last_name;
        case 5:
            return text::fold(person.first_name + ' ' + person.last_name);
        case 6:
            return person.last_name + ' ' + beginning(person.first_name, numbers);
        case 7:
            return upper_case(person.last_name);
        case 8:
            return beginning(person.first_name, numbers);
        case 9:
            return beginning(person.last_name, numbers);
        case 10:
            return middle(person.last_name, numbers);
        case 11:
            return person.email;
        case 12:
            return local_part(person.email);
        case 13:
            return local_part(person.email) + "@ex";
        case 14:
            return person.phone.empty() ? person.email : person.phone;
        case 15:
            return person.phone.empty() ? person.last_name : national(person.phone);
        case 16:
            return person.phone.empty() ? person.first_name
                                        : person.phone.substr(person.phone.size() - 6);
        case 17:
            return person.company.empty() ? last_word(person.last_name) : person.company;
        case 18:
            return person.company.empty() ? person.last_name : beginning(person.company, numbers);
        case 19: // as far as it has been typed
            return person.phone.empty() ? person.email : national(person.phone).substr(0, 9);
        default: // a slip of the finger: nobody has it
            return person.last_name + "xq";
    }
}

} // namespace

std::vector<std::string> realistic_terms(std::uint64_t seed, std::uint64_t contacts,
                                         std::size_t count) {
    const testing_data::ContactGenerator people(1);
    std::vector<std::string> terms;
    for (std::uint64_t number = 0; terms.size() < count; ++number) {
        Numbers numbers(seed, number);
        terms.push_back(term_of(people.person(numbers.below(contacts)), numbers));
    }
    return terms;
}

std::vector<std::string> adversarial_terms() {
    return {"example",
            "example.com",
            "com",
            "@",
            "@example",
            "a@e",
            "mar",
            "son",
            "ann",
            "ar",
            "smith muller",
            "jose smith garcia brown jones muller",
            "martin martin martin martin martin martin",
            "ith smi mit",
            "salon smith",
            "sons llc ltd gmbh",
            "maria garcia salon",
            "%%%",
            "___",
            "\\\\\\",
            "'''",
            "---",
            "...",
            "1234",
            "00000000",
            "+1",
            "555-0100",
            "(415) 555",
            "no 555",
            std::string(200, 'a'),
            std::string(66, 'a') + ' ' + std::string(66, 'b') + ' ' + std::string(66, 'c'),
            "mail.example.com post.example.org",
            ".1",
            ".12.",
            "an an an an an an",
            "sch chm hmi mid idt"};
}

} // namespace bench
