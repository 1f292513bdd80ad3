#include "features/crm/import/guess.hpp"

#include <gtest/gtest.h>

#include <map>

#include "features/crm/import/synonyms.hpp"
#include "features/crm/import/words.hpp"

using namespace crm;

namespace {

FileGuess guess_of(std::string_view csv, std::vector<CustomField> custom_fields = {}) {
    text::CsvReader reader(std::make_unique<text::MemorySource>(csv), {});
    return guess_columns(read_sample(reader, true), custom_fields);
}

// "email,first_name,": the targets of all columns, empty where left out.
std::string targets_of(const FileGuess& guess) {
    std::string text;
    for (const auto& each : guess.columns) {
        if (&each != &guess.columns.front()) text += ",";
        if (each.column.target) text += to_text(*each.column.target);
    }
    return text;
}

struct HeaderCase {
    std::string_view header;
    std::string_view target;
};

struct ProductCase {
    std::string_view headers;
    Product product;
    std::string_view targets;
};

} // namespace

TEST(ImportGuess, knows_headers_in_six_languages) {
    const HeaderCase cases[] = {
        {"First Name", "first_name"},
        {"Vorname", "first_name"},
        {"Prénom", "first_name"},
        {"Apellidos", "last_name"},
        {"Cognome", "last_name"},
        {"Sobrenome", "last_name"},
        {"E-Mail-Adresse", "email"},
        {"Courriel", "email"},
        {"Correo electrónico", "email"},
        {"Indirizzo e-mail", "email"},
        {"Endereço de e-mail", "email"},
        {"Email 2", "email"},
        {"Handynummer", "phone:mobile"},
        {"Erstellungsdatum", "first_contact_date"},
        {"Straße und Hausnummer", "custom:street"},
        {"Weitere Vornamen", "middle_name"},
        {"Téléphone portable", "phone:mobile"},
        {"Telefono cellulare", "phone:mobile"},
        {"Tel.", "phone"},
        {"phone_number", "phone"},
        {"Unternehmen", "company"},
        {"Société", "company"},
        {"Azienda", "company"},
        {"Empresa", "company"},
        {"Etiquetas", "tags"},
        {"Schlagwörter", "tags"},
        {"Notizen", "notes"},
        {"Fuseau horaire", "time_zone"},
        {"Geburtstag", "custom:birthday"},
        {"PLZ", "custom:postal_code"},
        {"custom:shoe_size", "custom:shoe_size"},
        {"first_name", "first_name"},
        {"Shoe size", ""},
        {"Company 2", ""},
    };
    for (const auto& c : cases) EXPECT_EQ(c.target, targets_of(guess_of(c.header))) << c.header;
}

TEST(ImportGuess, reads_the_headers_of_other_products) {
    const ProductCase cases[] = {
        {"Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Marketing "
         "contact status,"
         "Create Date,Associated Company,Lifecycle Stage,Unsubscribed from all email,Shoe",
         Product::hubspot,
         ",first_name,last_name,email,phone:work,owner_email,custom:lead_status,,first_contact_"
         "date,company,"
         "lifecycle_stage,email_unsubscribed,"},
        {"Person - Name,Person - Label,Person - Organization,Person - Phone - Work,Person - Phone "
         "- Mobile,"
         "Person - Email - Work,Person - Email - Home,Person - Open deals,Person - Owner,Person - "
         "Marketing status",
         Product::pipedrive,
         "full_name,tags,company,phone:work,phone:mobile,email:work,email:home,,owner_email,email_"
         "subscribed"},
        {"Email Address,First Name,Last Name,Address,Phone "
         "Number,Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,"
         "CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,UNSUB_TIME,"
         "LAST_CHANGED,"
         "LEID,EUID,NOTES,TAGS",
         Product::mailchimp,
         "email,first_name,last_name,custom:street,phone,custom:birthday,,,,first_contact_date,,,,,"
         ",time_zone,"
         "custom:country,custom:region,email_unsubscribed,,,,notes,tags"},
        {"First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last "
         "Name,Name Prefix,"
         "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization "
         "Department,Birthday,Notes,"
         "Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 "
         "- Label,"
         "Phone 1 - Value",
         Product::google_contacts,
         "first_name,middle_name,last_name,,,,,,,,company,job_title,,custom:birthday,notes,,tags,"
         "email_label,email,"
         "email_label,email,phone_label,phone"},
        {"Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - "
         "Type,E-mail 1 - Value,"
         "Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title",
         Product::google_contacts,
         "full_name,first_name,middle_name,last_name,,tags,email_label,email,phone_label,phone,"
         "company,job_title"},
        {"Datensatz-ID,Vorname,Nachname,E-Mail,Telefonnummer,Für Kontakt zuständiger "
         "Mitarbeiter,Leadstatus,Marketingkontakt-Status,Erstelldatum,Zugehöriges "
         "Unternehmen,Lifecycle-Phase,Von allen E-Mails abgemeldet,Jobbezeichnung,Ort,"
         "Bundesland/Region,Postleitzahl,Land/Region,Branche,Schuhe",
         Product::hubspot,
         ",first_name,last_name,email,phone:work,owner_email,custom:lead_status,,first_contact_"
         "date,company,lifecycle_stage,email_unsubscribed,job_title,custom:city,custom:region,"
         "custom:postal_code,custom:country,custom:industry,"},
        {"Person - ID,Person - Vorname,Person - Nachname,Person - Organisation,Person - "
         "Position,Person - Telefon - Büro,Person - Telefon - Privat,Person - Telefon - Mobil,"
         "Person - Telefon - Sonstiger,Person - E-Mail-Adresse - Büro,Person - E-Mail-Adresse - "
         "Privat,Person - E-Mail-Adresse - Sonstiger,Person - Label,Person - Besitzer",
         Product::pipedrive,
         ",first_name,last_name,company,job_title,phone:work,phone:home,phone:mobile,phone:other,"
         "email:work,email:home,email:other,tags,owner_email"},
        {"Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Straße "
         "geschäftlich,Ort geschäftlich,Region geschäftlich,Postleitzahl geschäftlich,Land/Region "
         "geschäftlich,Fax geschäftlich,Telefon geschäftlich,Telefon "
         "privat,Mobiltelefon,E-Mail-Adresse,E-Mail 2: "
         "Adresse,Geburtstag,Kategorien,Notizen,Ort,Sprache,Stichwörter,Webseite",
         Product::outlook,
         ",first_name,middle_name,last_name,,company,,job_title,custom:street,custom:city,"
         "custom:region,custom:postal_code,custom:country,,phone:work,phone:home,phone:mobile,"
         "email,"
         "email,custom:birthday,tags,notes,,language,,custom:website"},
        {"Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business "
         "Street,Business City,Business State,Business Postal Code,Business "
         "Country/Region,Business "
         "Phone,Home Phone,Mobile Phone,E-mail Address,E-mail 2 Address,Birthday,Categories,"
         "Location,Notes,Web Page",
         Product::outlook,
         ",first_name,middle_name,last_name,,company,,job_title,custom:street,custom:city,"
         "custom:region,custom:postal_code,custom:country,phone:work,phone:home,phone:mobile,email,"
         "email,custom:birthday,tags,,notes,custom:website"},
    };
    for (const auto& c : cases) {
        const auto guess = guess_of(c.headers);
        ASSERT_TRUE(guess.product) << c.headers;
        EXPECT_EQ(to_text(c.product), to_text(*guess.product));
        EXPECT_EQ(c.targets, targets_of(guess));
    }
    EXPECT_EQ(std::nullopt, guess_of("First Name,Last Name,Email,Phone Number").product);
}

TEST(ImportGuess, reads_a_lone_name_by_the_columns_beside_it) {
    EXPECT_EQ("full_name,email", targets_of(guess_of("Name,E-Mail")));
    EXPECT_EQ("first_name,last_name", targets_of(guess_of("Vorname,Name")));
    EXPECT_EQ("last_name,first_name", targets_of(guess_of("Nom,Prénom")));
    EXPECT_EQ("first_name,last_name", targets_of(guess_of("Nombre,Apellidos")));
    EXPECT_EQ("first_name,last_name", targets_of(guess_of("Nome,Cognome")));
}

TEST(ImportGuess, lets_the_cells_object) {
    const auto denied = guess_of("Contact,Email,Status\nAda,none given,Ohio\nBob,see notes,Utah\n");
    EXPECT_EQ("full_name,email,lifecycle_stage", targets_of(denied));
    EXPECT_GT(0.5, denied.columns[1].confidence);
    EXPECT_GT(0.5, denied.columns[2].confidence);
    const auto fitting =
        guess_of("Contact,Email,Status\nAda,ada@example.com,Lead\nBob,bob@example.com,Customer\n");
    EXPECT_LT(0.8, fitting.columns[1].confidence);
    EXPECT_LT(0.8, fitting.columns[2].confidence);
    EXPECT_GT(0.5, guess_of("Title\nMr\nMrs\nDr\n").columns[0].confidence);
    EXPECT_LT(0.8, guess_of("Title\nCEO\nCTO\n").columns[0].confidence);
}

TEST(ImportGuess, looks_at_the_cells_where_the_header_says_nothing) {
    const auto guess = guess_of("c1,c2,c3,c4\nada@example.com,+44 20 7946 0958,2024-03-14,12\n");
    EXPECT_EQ("email,phone,,", targets_of(guess));
    EXPECT_DOUBLE_EQ(0.6, guess.columns[0].confidence);
}

TEST(ImportGuess, gives_a_field_to_the_surest_column) {
    EXPECT_EQ("company,", targets_of(guess_of("Company,Firma")));
    EXPECT_EQ(",company", targets_of(guess_of("Firma,company\nx,y\n")));
}

TEST(ImportGuess, says_how_dates_and_numbers_are_written) {
    const auto guess = guess_of(
        "created,birthday,size\n25/12/2024,03/04/2024,\"1,5\"\n01/02/2024,05/06/2024,\"2,25\"\n");
    EXPECT_TRUE(DateOrder::day_first == guess.columns[0].column.date_order);
    EXPECT_FALSE(guess.columns[0].date_is_ambiguous);
    EXPECT_TRUE(guess.columns[1].date_is_ambiguous);
    EXPECT_TRUE(DecimalSign::comma == guess.columns[2].column.decimal_sign);
}

TEST(ImportGuess, prefers_the_projects_own_custom_fields) {
    const std::vector<CustomField> fields{
        {.key = "shoe", .label = "Shoe size", .type = FieldType::number},
        {.key = "birthday", .label = "Birthday", .type = FieldType::date}};
    const auto guess = guess_of("Shoe Size,Geburtstag,City\n", fields);
    EXPECT_EQ("custom:shoe,custom:birthday,custom:city", targets_of(guess));
    EXPECT_FALSE(guess.columns[1].needs_new_field);
    EXPECT_TRUE(guess.columns[2].needs_new_field);
    EXPECT_FALSE(mapping_of(guess).columns[2].target);
    EXPECT_TRUE(mapping_of(guess).columns[1].target);
}

TEST(ImportGuess, leaves_out_the_columns_of_a_refused_file) {
    EXPECT_EQ("email,company,,", targets_of(guess_of("email,company,line,reason")));
    EXPECT_EQ(",email", targets_of(guess_of("line,email")));
}

TEST(ImportGuess, shows_the_first_filled_cells) {
    const auto guess = guess_of("a\n\"\"\n1\n2\n'=3\n4\n");
    EXPECT_EQ((std::vector<std::string>{"1", "2", "=3"}), guess.columns[0].samples);
}

TEST(ImportSample, names_the_columns_of_a_file_without_header) {
    text::CsvReader reader(std::make_unique<text::MemorySource>("a,b\nc,d,e\n"), {});
    const auto sample = read_sample(reader, false);
    EXPECT_EQ((std::vector<std::string>{"column_1", "column_2", "column_3"}), sample.headers);
    EXPECT_EQ(2u, sample.rows.size());
}

TEST(ImportSample, is_bounded) {
    std::string csv = "h\n";
    for (int i = 0; i < 1000; ++i) csv += "x\n";
    text::CsvReader reader(std::make_unique<text::MemorySource>(csv), {});
    EXPECT_EQ(max_sample_rows, read_sample(reader, true).rows.size());
}
