#include "features/crm/import/synonyms.hpp"

#include <algorithm>
#include <unordered_map>

namespace crm {
namespace {

constexpr HeaderSynonyms rows[] = {
    {"first_name",
     "first name|firstname|given name|forename|fname|first|vorname|rufname|prenom|primer "
     "nombre|nome proprio|"
     "primeiro nome|nombre de pila"},
    {"middle_name",
     "middle name|additional name|zweiter vorname|weitere vornamen|second prenom|segundo "
     "nombre|secondo nome"},
    {"last_name",
     "last name|lastname|surname|family name|lname|last|nachname|familienname|zuname|nom de "
     "famille|apellido|"
     "apellidos|primer apellido|cognome|sobrenome|apelido|ultimo nome"},
    {"full_name",
     "full name|fullname|display name|contact name|customer name|client name|person "
     "name|vollstandiger name|"
     "vor und nachname|kontakt|contact|ansprechpartner|nom complet|nom et prenom|nombre completo|"
     "nombre y apellidos|nome completo|nome e cognome|contacto"},
    {"email",
     "email|e mail|mail|email address|e mail address|emails|email addresses|primary email|email "
     "adresse|"
     "e mail adresse|mailadresse|mail adresse|courriel|adresse e mail|adresse email|adresse mail|"
     "adresse electronique|mel|correo|correo electronico|direccion de correo|direccion de correo "
     "electronico|"
     "indirizzo email|indirizzo e mail|indirizzo mail|posta elettronica|endereco de email|endereco "
     "de e mail|"
     "endereco eletronico|correio eletronico"},
    {"email:work",
     "work email|business email|company email|office email|geschaftliche email|geschaftliche e "
     "mail|email geschaftlich|"
     "e mail geschaftlich|email professionnel|e mail professionnel|correo de trabajo|correo "
     "corporativo|"
     "email aziendale|email di lavoro|email comercial|email profissional"},
    {"email:home",
     "personal email|private email|home email|private e mail|email privat|e mail privat|email "
     "personnel|"
     "e mail personnel|correo personal|email personale|email pessoal"},
    {"email:other",
     "other email|secondary email|additional email|alternate email|alternative email|additional "
     "email addresses|"
     "weitere email|weitere e mail|autre email|autre e mail|otro correo|altra email|outro email"},
    {"phone",
     "phone|phone number|phones|telephone|telephone number|tel|tel no|phone no|contact "
     "number|primary phone|telefon|"
     "telefonnummer|rufnummer|fon|numero de telephone|telefono|numero de telefono|numero di "
     "telefono|telefone|"
     "numero de telefone|telefon nr"},
    {"phone:mobile",
     "mobile|mobile phone|mobile number|mobile phone number|cell|cell phone|cellphone|cell "
     "number|whatsapp|handy|"
     "handynummer|mobil|mobiltelefon|mobilnummer|mobilfunk|mobilfunknummer|portable|telephone "
     "portable|tel portable|"
     "telephone mobile|movil|telefono movil|celular|telefono celular|cellulare|telefono "
     "cellulare|numero cellulare|"
     "telemovel|numero de celular"},
    {"phone:work",
     "work phone|business phone|office phone|company phone|direct phone|telefon "
     "geschaftlich|telefon buro|"
     "telefon dienstlich|telephone professionnel|telephone bureau|tel bureau|telefono de "
     "trabajo|telefono trabajo|"
     "telefono oficina|telefono ufficio|telefono lavoro|telefone comercial|telefone trabalho"},
    {"phone:home",
     "home phone|private phone|home number|telefon privat|telephone domicile|telephone "
     "fixe|telefono casa|"
     "telefono particular|telefono fijo|telefono fisso|telefone residencial|telefone casa"},
    {"company",
     "company|company name|name des unternehmens|organization|organisation|organization "
     "name|organisation "
     "name|account|account name|"
     "business|business name|employer|associated "
     "company|firma|firmenname|unternehmen|unternehmensname|arbeitgeber|"
     "societe|entreprise|nom de l entreprise|nom de la societe|raison sociale|empresa|nombre de la "
     "empresa|"
     "nombre empresa|compania|organizacion|razon social|azienda|societa|ditta|nome azienda|ragione "
     "sociale|"
     "nome da empresa|organizacao|razao social"},
    {"job_title",
     "job title|title|position|role|function|job|occupation|job "
     "role|berufsbezeichnung|stellenbezeichnung|funktion|"
     "jobbezeichnung|"
     "beruf|stelle|jobtitel|poste|fonction|intitule du poste|profession|cargo|puesto|puesto de "
     "trabajo|ruolo|"
     "posizione|qualifica|mansione|funcao|profissao"},
    {"lifecycle_stage",
     "lifecycle stage|lifecycle|stage|status|contact status|customer status|contact "
     "type|lebenszyklusphase|lifecycle phase|phase|"
     "kundenstatus|kontaktstatus|statut|etape|phase du cycle de vie|etapa|etapa del ciclo de "
     "vida|fase|"
     "fase del ciclo di vita|stato cliente|etapa do ciclo de vida"},
    {"source",
     "source|lead source|original source|contact source|origin|acquisition "
     "channel|quelle|herkunft|kontaktquelle|"
     "leadquelle|origine|provenance|fuente|origen|canal|fonte|provenienza|origem"},
    {"language",
     "language|preferred language|locale|lang|sprache|bevorzugte "
     "sprache|langue|idioma|lingua|idioma preferido"},
    {"time_zone",
     "time zone|timezone|tz|zeitzone|fuseau horaire|zona horaria|fuso orario|fuso horario"},
    {"tags",
     "tags|tag|labels|label|groups|group|group "
     "membership|categories|category|lists|segments|schlagworte|schlagworter|"
     "stichworte|stichworter|kategorien|kategorie|gruppe|gruppen|etiquettes|etiquette|mots "
     "cles|groupe|groupes|"
     "categorie|etiquetas|etiqueta|categoria|categorias|grupo|grupos|gruppi|gruppo|etichette"},
    {"notes",
     "notes|note|comment|comments|remark|remarks|description|notizen|notiz|bemerkung|bemerkungen|"
     "kommentar|kommentare|"
     "anmerkung|anmerkungen|commentaire|commentaires|remarque|remarques|notas|nota|comentario|"
     "comentarios|"
     "observaciones|osservazioni|commenti|commento|observacoes"},
    {"owner_email",
     "owner|contact owner|account owner|owner email|assigned to|assignee|sales rep|sales "
     "representative|responsible|"
     "besitzer|zustandig|zustandiger "
     "mitarbeiter|kontaktinhaber|betreuer|verantwortlich|verantwortlicher|proprietaire|responsable|"
     "propietario|asignado a|"
     "proprietario|responsabile|responsavel|atribuido a"},
    {"first_contact_date",
     "first contact|first contact date|create date|created|created at|created on|date added|date "
     "created|added on|"
     "signup date|sign up date|customer since|erstellt|erstellt am|erstelldatum|"
     "erstellungsdatum|angelegt am|erstkontakt|kunde "
     "seit|date de creation|"
     "cree le|date d ajout|fecha de creacion|fecha de alta|creado|creado el|data di creazione|data "
     "creazione|creato il|"
     "data de criacao|criado em"},
    {"marketing_consent",
     "marketing consent|consent|gdpr consent|opt in|optin|accepts marketing|accepts email "
     "marketing|einwilligung|"
     "werbeeinwilligung|dsgvo einwilligung|consentement|consentement "
     "marketing|consentimiento|consenso|"
     "consenso marketing|consentimento"},
    {"email_subscribed",
     "email subscribed|subscribed|newsletter|subscription status|marketing status|email subscriber "
     "status|email opt in|"
     "newsletter abonniert|abonniert|inscrit|abonne|suscrito|iscritto|inscrito"},
    {"email_unsubscribed",
     "unsubscribed|email unsubscribed|unsubscribed from all email|email opt out|opt out|has opted "
     "out of email|"
     "abgemeldet|desinscrit|desabonne|dado de baja|disiscritto|descadastrado"},
    {"sms_subscribed",
     "sms subscribed|sms opt in|sms consent|sms marketing|accepts sms marketing|sms einwilligung"},
    {"sms_unsubscribed", "sms unsubscribed|sms opt out"},
    {"do_not_contact",
     "do not contact|dnc|do not call|blocked|blacklist|blacklisted|kontaktsperre|gesperrt|nicht "
     "kontaktieren|"
     "ne pas contacter|no contactar|non contattare|nao contatar"},
    {"custom:street",
     "street|street address|address|address 1|address line 1|mailing "
     "street|strasse|strasse und hausnummer|strasse hausnummer|adresse|anschrift|rue|direccion|"
     "calle|indirizzo|via|endereco|rua"},
    {"custom:city",
     "city|town|stadt|ort|wohnort|ville|ciudad|poblacion|citta|comune|cidade|localidade"},
    {"custom:region",
     "state|region|province|state region|bundesland "
     "region|county|bundesland|provincia|departement|regione|distrito"},
    {"custom:postal_code",
     "zip|zip code|zipcode|postal code|postcode|plz|postleitzahl|code postal|codigo "
     "postal|cap|cep"},
    {"custom:country", "country|country region|land|land region|staat|pays|pais|paese|nazione"},
    {"custom:website",
     "website|website url|url|web|homepage|web site|webseite|internetseite|site web|site "
     "internet|sitio web|sito web|"
     "sito|site"},
    {"custom:birthday",
     "birthday|birth date|birthdate|date of birth|dob|geburtstag|geburtsdatum|date de "
     "naissance|anniversaire|"
     "fecha de nacimiento|cumpleanos|data di nascita|compleanno|data de nascimento|aniversario"},
    {"custom:industry", "industry|sector|branche|secteur|sector de actividad|settore|setor"},
    {"custom:linkedin", "linkedin|linkedin url|linkedin profile"},
};

std::unordered_map<std::string_view, std::string_view> by_header() {
    std::unordered_map<std::string_view, std::string_view> result;
    for (const auto& row : rows) {
        for (auto rest = row.headers; !rest.empty();) {
            const auto header = rest.substr(0, rest.find('|'));
            result.emplace(header, row.target);
            rest.remove_prefix(std::min(header.size() + 1, rest.size()));
        }
    }
    return result;
}

} // namespace

std::span<const HeaderSynonyms> header_synonyms() {
    return rows;
}

std::optional<std::string_view> target_of_header(std::string_view header_words) {
    static const auto targets = by_header();
    const auto found = targets.find(header_words);
    if (found == targets.end()) return std::nullopt;
    return found->second;
}

bool is_ambiguous_name(std::string_view header_words) {
    for (const auto word : {"name", "nom", "nombre", "nome"})
        if (header_words == word) return true;
    return false;
}

} // namespace crm
