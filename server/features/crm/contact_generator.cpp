#include "features/crm/contact_generator.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <span>
#include <string_view>
#include <system_error>

#include "features/crm/seeded_numbers.hpp"

namespace testing_data {
namespace {

constexpr std::string_view english_first[] = {
    "James",  "Mary",      "Robert",   "Patricia", "John",     "Jennifer", "Michael", "Linda",
    "David",  "Elizabeth", "William",  "Barbara",  "Richard",  "Susan",    "Joseph",  "Jessica",
    "Thomas", "Sarah",     "Daniel",   "Karen",    "Matthew",  "Emily",    "Aoife",   "Siobhán",
    "Callum", "Priya",     "Mohammed", "Olivia",   "Jean-Luc", "Mary Ann"};
constexpr std::string_view english_last[] = {
    "Smith",    "Johnson",  "Williams", "Brown",  "Jones",       "Garcia",  "Miller",  "Davis",
    "Wilson",   "Anderson", "Taylor",   "Moore",  "Jackson",     "Martin",  "Lee",     "Thompson",
    "White",    "Harris",   "Clark",    "Lewis",  "Robinson",    "Walker",  "O'Brien", "O'Connor",
    "McDonald", "Patel",    "Khan",     "Nguyen", "Smith-Jones", "St. John"};
constexpr std::string_view german_first[] = {
    "Anna",       "Lukas",  "Jürgen", "Sabine",   "Björn",      "Käthe",    "Günther",
    "Petra",      "Stefan", "Monika", "Jörg",     "Ursula",     "Felix",    "Leonie",
    "Maximilian", "Mia",    "Heinz",  "Brigitte", "Hans-Peter", "Anneliese"};
constexpr std::string_view german_last[] = {
    "Müller",  "Schmidt", "Schneider", "Fischer",       "Weber",         "Meyer",  "Wagner",
    "Becker",  "Schäfer", "Köhler",    "Strauß",        "Groß",          "Vogel",  "Krüger",
    "Hofmann", "Lange",   "Böhm",      "von der Heide", "zu Guttenberg", "Lehmann"};
constexpr std::string_view french_first[] = {
    "Jean",   "Marie", "Pierre",      "Françoise", "Hélène", "Théo",   "Chloé",
    "Noël",   "Zoé",   "Jean-Pierre", "Anaïs",     "Benoît", "Céline", "Étienne",
    "Gaëlle", "Louis", "Margaux",     "Rémi",      "Sylvie", "Yves"};
constexpr std::string_view french_last[] = {
    "Martin",  "Bernard",  "Dubois",     "Lefèvre",    "Moreau",    "Laurent", "Lefebvre",
    "Michel",  "Garnier",  "François",   "Legrand",    "Chevalier", "Gérard",  "Fournier",
    "Mercier", "d'Artois", "de La Tour", "Beauséjour", "Besançon",  "Noël"};
constexpr std::string_view spanish_first[] = {"José",       "María", "Antonio", "Carmen", "Íñigo",
                                              "Begoña",     "Ángel", "Lucía",   "Jesús",  "Sofía",
                                              "Raúl",       "Inés",  "Andrés",  "Nuria",  "Joaquín",
                                              "Concepción", "Óscar", "Belén",   "Martín", "Ximena"};
constexpr std::string_view spanish_last[] = {
    "García",  "Rodríguez",  "González", "Fernández", "López",  "Martínez", "Sánchez",
    "Pérez",   "Gómez",      "Muñoz",    "Núñez",     "Ibáñez", "Peña",     "Ordóñez",
    "Vázquez", "de la Cruz", "Castaño",  "Zúñiga",    "Ruiz",   "Molina"};
constexpr std::string_view italian_first[] = {"Giuseppe", "Maria", "Niccolò", "Chiara", "Francesco",
                                              "Giulia",   "Luca",  "Martina", "Matteo", "Alessia"};
constexpr std::string_view italian_last[] = {"Rossi",  "Russo",   "Ferrari",  "Esposito", "Bianchi",
                                             "Romano", "Colombo", "D'Angelo", "De Luca",  "Nicolò"};
constexpr std::string_view polish_first[] = {"Łukasz", "Małgorzata", "Paweł",   "Agnieszka",
                                             "Michał", "Zofia",      "Grażyna", "Stanisław",
                                             "Jerzy",  "Bożena"};
constexpr std::string_view polish_last[] = {"Nowak",     "Kowalski",  "Wiśniewski", "Wójcik",
                                            "Kamiński",  "Dąbrowski", "Żuraw",      "Błaszczyk",
                                            "Szymański", "Łoś"};
constexpr std::string_view turkish_first[] = {"Ayşe", "İbrahim", "Çağla", "Ömer",
                                              "Şule", "Gülşen",  "Oğuz",  "Ünal"};
constexpr std::string_view turkish_last[] = {"Yılmaz", "Şahin", "Öztürk", "Aydın",
                                             "Çelik",  "Kılıç", "Doğan",  "Güneş"};

enum class Phones { american, british, french, german, australian };

struct Country {
    Names first, last;
    std::string_view language, time_zone;
    Phones phones;
    std::span<const std::string_view> cities;
    int share; // of 100
};

constexpr std::string_view american_cities[] = {"New York", "Chicago",  "Austin",
                                                "Seattle",  "San José", "Denver"};
constexpr std::string_view british_cities[] = {"London", "Leeds", "Bristol", "Edinburgh",
                                               "Cardiff"};
constexpr std::string_view german_cities[] = {"Berlin", "München", "Köln", "Düsseldorf", "Zürich"};
constexpr std::string_view french_cities[] = {"Paris", "Lyon", "Besançon", "Orléans", "Liège"};
constexpr std::string_view spanish_cities[] = {"Madrid", "A Coruña", "Málaga", "Bogotá"};
constexpr std::string_view italian_cities[] = {"Roma", "Milano", "Forlì"};
constexpr std::string_view polish_cities[] = {"Łódź", "Kraków", "Gdańsk"};
constexpr std::string_view turkish_cities[] = {"İstanbul", "İzmir"};
constexpr std::string_view australian_cities[] = {"Sydney", "Perth"};

constexpr Country countries[] = {
    {english_first, english_last, "en", "America/New_York", Phones::american, american_cities, 34},
    {english_first, english_last, "en", "Europe/London", Phones::british, british_cities, 16},
    {german_first, german_last, "de", "Europe/Berlin", Phones::german, german_cities, 14},
    {french_first, french_last, "fr", "Europe/Paris", Phones::french, french_cities, 12},
    {spanish_first, spanish_last, "es", "Europe/Madrid", Phones::american, spanish_cities, 11},
    {italian_first, italian_last, "it", "Europe/Rome", Phones::french, italian_cities, 4},
    {polish_first, polish_last, "pl", "Europe/Warsaw", Phones::british, polish_cities, 3},
    {turkish_first, turkish_last, "tr", "Europe/Istanbul", Phones::german, turkish_cities, 2},
    {english_first, english_last, "en", "Australia/Sydney", Phones::australian, australian_cities,
     4},
};

constexpr std::string_view company_first[] = {
    "Blue",  "North",  "Silver",   "Harbour", "Alpine", "Café",    "Green", "Royal",
    "Atlas", "Bright", "Old Town", "River",   "Schön",  "Lumière", "Sol",   "Stone",
    "Cedar", "Maple",  "Nova",     "Prime",   "Quick",  "Summit",  "Terra", "Urban"};
constexpr std::string_view company_last[] = {
    "Salon",     "Fitness", "Dental", "Bakery", "Studio", "Consulting", "Garden",
    "Legal",     "Motors",  "Media",  "Physio", "Travel", "Kitchen",    "Works",
    "Logistics", "Academy", "Realty", "Optics", "Yoga",   "Plumbing"};
constexpr std::string_view company_form[] = {"",      "",      "",        " Ltd",  " GmbH",
                                             " SARL", " Inc.", " & Sons", " S.L.", ", LLC"};
constexpr std::string_view job_titles[] = {"Owner",
                                           "Manager",
                                           "Receptionist",
                                           "CEO",
                                           "Sales Manager",
                                           "Marketing Lead",
                                           "Consultant",
                                           "Trainer",
                                           "Chef",
                                           "Developer",
                                           "Accountant",
                                           "Head of People, EMEA",
                                           "Geschäftsführer",
                                           "Directrice générale",
                                           ""};
constexpr std::string_view sources[] = {
    "website",      "website", "website", "referral",   "referral",
    "social_media", "import",  "manual",  "trade fair", ""};
constexpr std::string_view tags[] = {"newsletter", "vip",        "wholesale", "local",
                                     "gift card",  "event 2025", "trial",     "press",
                                     "partner",    "no-show",    "loyalty",   "étudiant"};

const Country& country(Numbers& numbers) {
    auto rest = static_cast<int>(numbers.below(100));
    for (const auto& each : countries) {
        if (rest < each.share) return each;
        rest -= each.share;
    }
    return countries[0];
}

std::string phone(Phones plan, Numbers& numbers) {
    constexpr int american_areas[] = {202, 206, 212, 213, 214, 303, 305, 312, 313, 404, 412,
                                      415, 503, 504, 512, 602, 612, 615, 617, 619, 702, 713,
                                      718, 720, 773, 808, 813, 816, 901, 916, 917, 919};
    constexpr int british_areas[] = {113, 114, 115, 116, 117, 118, 121, 131, 141, 151, 161};
    constexpr int french_blocks[] = {19900, 26191, 35301, 46571, 53649, 63998};
    constexpr std::string_view german_blocks[] = {"3023125", "6990009", "4066969", "2214710",
                                                  "8999998"};
    constexpr int australian_areas[] = {2, 3, 7, 8};
    const auto last = [&](std::uint64_t bound) { return numbers.below(bound); };
    switch (plan) {
        case Phones::american:
            return fmt::format("+1{}55501{:02}", american_areas[last(std::size(american_areas))],
                               last(100));
        case Phones::british:
            if (numbers.chance(30)) return fmt::format("+447700900{:03}", last(1000));
            if (numbers.chance(30)) return fmt::format("+442079460{:03}", last(1000));
            return fmt::format("+44{}4960{:03}", british_areas[last(std::size(british_areas))],
                               last(1000));
        case Phones::french:
            return fmt::format("+33{}{:04}", french_blocks[last(std::size(french_blocks))],
                               last(10'000));
        case Phones::german:
            return fmt::format("+49{}{:03}", german_blocks[last(std::size(german_blocks))],
                               last(1000));
        case Phones::australian:
            return fmt::format("+61{}{}{:04}", australian_areas[last(std::size(australian_areas))],
                               numbers.chance(50) ? 5550 : 7010, last(10'000));
    }
    return {};
}

// The letters that an address has of a name: "Jean-Pierre" gives "jeanpierre", "Müller" "mller".
void append_letters(std::string& out, std::string_view name) {
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z') out += c;
    }
}

// The number keeps addresses apart; what stands around it varies, as searches should see.
std::string email(const Person& person, std::uint64_t number, Numbers& numbers) {
    constexpr std::string_view domains[] = {"mail.example.com", "mail.example.com",
                                            "post.example.org", "inbox.example.net",
                                            "example.com",      "example.org"};
    std::string address;
    const bool initial = numbers.chance(25);
    append_letters(
        address,
        std::string_view(person.first_name).substr(0, initial ? 1 : std::string_view::npos));
    if (!address.empty()) address += '.';
    append_letters(address, person.last_name);
    address += fmt::format("{}{}", address.ends_with('.') ? "" : ".", number);
    address += '@';
    if (numbers.chance(40) && !person.company.empty()) {
        const auto start = address.size();
        append_letters(address, person.company);
        return address + (address.size() > start ? ".example.com" : "example.com");
    }
    return address + std::string(numbers.any(domains));
}

std::string company(Numbers& numbers) {
    if (numbers.chance(35)) return {};
    std::string name(numbers.any(company_first));
    name += ' ';
    name += numbers.any(company_last);
    name += numbers.any(company_form);
    return name;
}

std::string_view lifecycle_stage(Numbers& numbers) {
    const auto percent = numbers.below(100);
    return percent < 52   ? "lead"
           : percent < 74 ? "prospect"
           : percent < 97 ? "customer"
                          : "evangelist";
}

Date first_contact_date(Numbers& numbers) {
    using namespace std::chrono;
    constexpr std::uint64_t span_days = 12 * 365;
    const auto back = numbers.below(span_days) * numbers.below(span_days) / span_days;
    return {sys_days(2026y / July / 1) - days(back)};
}

} // namespace

Person ContactGenerator::person(std::uint64_t number) const {
    Numbers numbers(seed_, number);
    const auto& home = country(numbers);
    Person person;
    person.first_name = numbers.common(home.first);
    person.last_name = numbers.common(home.last);
    person.company = company(numbers);
    person.email = email(person, number, numbers);
    if (numbers.chance(70)) person.phone = phone(home.phones, numbers);
    if (!person.company.empty()) person.job_title = numbers.any(job_titles);
    person.lifecycle_stage = lifecycle_stage(numbers);
    person.source = numbers.any(sources);
    person.language = home.language;
    person.time_zone = home.time_zone;
    person.city = numbers.any(home.cities);
    for (const auto tag : tags)
        if (person.tags.size() < 4 && numbers.chance(8)) person.tags.emplace_back(tag);
    person.first_contact_date = first_contact_date(numbers);
    person.marketing_consent = numbers.chance(45);
    person.email_subscribed = numbers.chance(88);
    return person;
}

void write_header(text::CsvWriter& writer) {
    for (const auto name : {"first_name", "last_name", "email", "phone", "company", "job_title",
                            "lifecycle_stage", "source", "language", "time_zone", "City", "tags",
                            "first_contact_date", "marketing_consent", "email_subscribed"})
        writer.field(name);
    writer.end_record();
}

void write_person(text::CsvWriter& writer, const Person& person) {
    const auto tag_cell = fmt::format("{}", fmt::join(person.tags, "; "));
    for (const auto* field :
         {&person.first_name, &person.last_name, &person.email, &person.phone, &person.company,
          &person.job_title, &person.lifecycle_stage, &person.source, &person.language,
          &person.time_zone, &person.city, &tag_cell})
        writer.field(*field);
    writer.field(to_text(person.first_contact_date));
    writer.field(person.marketing_consent ? "yes" : "no");
    writer.field(person.email_subscribed ? "yes" : "no");
    writer.end_record();
}

void write_contacts_file(const std::filesystem::path& path, std::uint64_t seed,
                         std::uint64_t count) {
    constexpr std::size_t flush_bytes = 256 * 1024;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    std::string out;
    text::CsvWriter writer(out);
    const ContactGenerator generator(seed);
    write_header(writer);
    for (std::uint64_t number = 0; number < count; ++number) {
        write_person(writer, generator.person(number));
        if (out.size() < flush_bytes && number + 1 < count) continue;
        file << out;
        out.clear();
    }
    file << out;
    file.close();
    if (!file) throw std::system_error(errno, std::generic_category(), path.string());
}

} // namespace testing_data
