// The catalogue of what the server says to people: each sentence in English, which is its name, and
// in every other language. {names} are filled in by the program and stand in every translation.
#pragma once
#include <array>
#include <string_view>

namespace text {

struct SentenceWords {
    std::string_view english, german;
};

inline constexpr auto sentences = std::to_array<SentenceWords>({
    // --- every mail of the server ----------------------------------------------------------------
    {"Hello,", "Guten Tag!"},
    {"Hello {name},", "Guten Tag {name}!"},
    {"Open", "Öffnen"},
    {"If the button does not work, open", "Wenn der Knopf nicht geht, öffnen Sie"},

    // --- accounts --------------------------------------------------------------------------------
    {"Confirm your email address", "Bestätigen Sie Ihre E-Mail-Adresse"},
    {"Please confirm that this is your email address. The link works for two days.",
     "Bitte bestätigen Sie, dass das Ihre E-Mail-Adresse ist. Der Link gilt zwei Tage lang."},
    {"Confirm address", "Adresse bestätigen"},
    {"Your email address is about to change", "Ihre E-Mail-Adresse soll sich ändern"},
    {"Somebody who knows your password asked to change the address of your account to {address}. "
     "It "
     "changes when the new address is confirmed.",
     "Jemand, der Ihr Passwort kennt, möchte die Adresse Ihres Kontos auf {address} ändern. Sie "
     "ändert sich, sobald die neue Adresse bestätigt ist."},
    {"If this was not you, change your password now.",
     "Wenn Sie das nicht waren, ändern Sie jetzt Ihr Passwort."},
    {"Choose a new password", "Neues Passwort wählen"},
    {"Somebody asked for a new password for your account. The link works once, for an hour.",
     "Jemand hat ein neues Passwort für Ihr Konto verlangt. Der Link gilt einmal, eine Stunde "
     "lang."},
    {"If this was not you, there is nothing to do: your password stays as it is.",
     "Wenn Sie das nicht waren, müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist."},
    {"Your password was changed", "Ihr Passwort wurde geändert"},
    {"The password of your account was changed, and other browsers were signed out.",
     "Das Passwort Ihres Kontos wurde geändert, andere Browser wurden abgemeldet."},
    {"If this was not you, choose a new password with “Forgot your password?” at once.",
     "Wenn Sie das nicht waren, wählen Sie sofort mit „Passwort vergessen?“ ein neues."},
    {"Two-factor sign-in is on", "Die Anmeldung in zwei Schritten ist eingeschaltet"},
    {"Two-factor sign-in was turned off", "Die Anmeldung in zwei Schritten wurde ausgeschaltet"},
    {"From now on a code of your app is asked for when you sign in.",
     "Von jetzt an wird bei der Anmeldung nach einem Code Ihrer App gefragt."},
    {"Your password alone is enough to sign in again.",
     "Für die Anmeldung genügt wieder Ihr Passwort allein."},
    {"{inviter} invites you to {project}", "{inviter} lädt Sie zu {project} ein"},
    {"{inviter} invites you to work in {project} on SocialFlow. The link works for a week.",
     "{inviter} lädt Sie ein, in {project} auf SocialFlow mitzuarbeiten. Der Link gilt eine Woche "
     "lang."},
    {"Accept the invitation", "Einladung annehmen"},
    {"SocialFlow can send mail", "SocialFlow kann Mails verschicken"},
    {"This is a test that somebody asked for at the command line of the server. Resets, "
     "invitations "
     "and reminders reach people in the same way.",
     "Das ist ein Test, den jemand an der Befehlszeile des Servers ausgelöst hat. Neue Passwörter, "
     "Einladungen und Erinnerungen kommen auf demselben Weg."},

    // --- notifications ---------------------------------------------------------------------------
    {"Reminder: {task}", "Erinnerung: {task}"},
    {"This is about {project}. Your settings say which notifications also come by mail.",
     "Es geht um {project}. Welche Benachrichtigungen auch per Mail kommen, steht in Ihren "
     "Einstellungen."},
    {"Import finished", "Import fertig"},
    {"Import failed", "Import angehalten"},
    {"{file}: {added} added, {updated} updated, {refused} refused",
     "{file}: {added} hinzugefügt, {updated} aktualisiert, {refused} abgelehnt"},
    {"{who} mentioned you", "{who} hat Sie erwähnt"},
    {"In a note on a contact.", "In einer Notiz zu einem Kontakt."},
    {"A webhook was switched off", "Ein Webhook wurde abgeschaltet"},
    {"{url} says that it is gone (410).", "{url} sagt, dass es die Adresse nicht mehr gibt (410)."},
    {"{url} has taken nothing for three days.", "{url} hat seit drei Tagen nichts angenommen."},
    {"{campaign} waits for you", "{campaign} wartet auf Sie"},
    {"{now} people get it now, {before} were approved. It goes out when somebody agrees.",
     "Jetzt bekämen sie {now} Personen, freigegeben waren {before}. Sie geht hinaus, sobald jemand "
     "zustimmt."},
    {"{campaign} has spent its budget", "{campaign} hat das Budget aufgebraucht"},
    {"{spent} are spent, one person waits. A higher budget lets it go on.",
     "{spent} sind ausgegeben, eine Person wartet. Mit einem höheren Budget geht es weiter."},
    {"{spent} are spent, {waiting} people wait. A higher budget lets it go on.",
     "{spent} sind ausgegeben, {waiting} Personen warten. Mit einem höheren Budget geht es "
     "weiter."},
    {"{campaign} nears its budget", "{campaign} nähert sich dem Budget"},
    {"{spent} of {budget} are spent. At the end it stops.",
     "{spent} von {budget} sind ausgegeben. Am Ende hält sie an."},
    {"The DNS of {domain} no longer says what it should",
     "Das DNS von {domain} sagt nicht mehr, was es soll"},
    {"{parts} of {domain} was in order and is not any more. Mails of {sender} may end up as spam "
     "until it is mended.",
     "{parts} von {domain} war in Ordnung und ist es nicht mehr. Mails von {sender} landen "
     "vielleicht im Spam, bis das behoben ist."},

    // --- pages behind the links of a mail --------------------------------------------------------
    {"No more news from {sender}?", "Keine Neuigkeiten mehr von {sender}?"},
    {"Yes, unsubscribe me", "Ja, bitte abmelden"},
    {"I would rather choose what I get", "Ich möchte lieber auswählen, was ich bekomme"},
    {"You are unsubscribed", "Sie sind abgemeldet"},
    {"{sender} will not send you news any more. What you order or book is still confirmed by mail.",
     "{sender} schickt Ihnen keine Neuigkeiten mehr. Was Sie bestellen oder buchen, wird weiterhin "
     "per Mail bestätigt."},
    {"It was a mistake: choose what I get", "Es war ein Versehen: auswählen, was ich bekomme"},
    {"What would you like to get?", "Was möchten Sie bekommen?"},
    {"News from {sender}", "Neuigkeiten von {sender}"},
    {"No news at all", "Gar keine Neuigkeiten"},
    {"Confirmations of what you order or book still reach you.",
     "Bestätigungen von Bestellungen und Buchungen erreichen Sie weiterhin."},
    {"Save", "Speichern"},
    {"Saved.", "Gespeichert."},
    {"This link does not work", "Dieser Link funktioniert nicht"},
    {"Some mail programs cut long addresses. Copy all of it from the mail, please.",
     "Manche Mailprogramme kürzen lange Adressen. Bitte kopieren Sie sie ganz aus der Mail."},
    {"(your postal address, from Settings, Senders)",
     "(Ihre Postanschrift, aus Einstellungen, Absender)"},

    // --- why a row of a file was refused: behind the column's name and the value
    // ------------------
    {"line", "Zeile"},
    {"reason", "Grund"},
    {"{column} “{value}” {problem}", "{column} „{value}“ {problem}"},
    {"“{value}” {problem}", "„{value}“ {problem}"},
    {"The row {problem}", "Die Zeile {problem}"},
    {"is not an e-mail address", "ist keine E-Mail-Adresse"},
    {"is not a phone number", "ist keine Telefonnummer"},
    {"was rounded by a spreadsheet: its last digits are lost",
     "wurde von einer Tabelle gerundet: Die letzten Ziffern sind verloren"},
    {"is not a date", "ist kein Datum"},
    {"can be read in two ways: choose the order of day and month",
     "kann zwei Daten bedeuten: Sagen Sie, ob der Tag vorn steht"},
    {"is not between 1900 and 2199", "liegt nicht zwischen 1900 und 2199"},
    {"is not a number", "ist keine Zahl"},
    {"is neither yes nor no", "ist weder ja noch nein"},
    {"is not a web address", "ist keine Webadresse"},
    {"is none of lead, prospect, customer, evangelist",
     "ist weder Lead noch Interessent, Kunde oder Fan"},
    {"needs a name, an e-mail address, a phone or a company",
     "braucht einen Namen, eine E-Mail-Adresse, ein Telefon oder eine Firma"},
    {"is none of the choices of this field", "ist keine der Auswahlmöglichkeiten dieses Feldes"},
    {"is longer than {limit} characters", "ist länger als {limit} Zeichen"},
    {"makes more than {limit} of them, which is more than one person can have",
     "ergibt mehr als {limit} davon, und so viele kann eine Person nicht haben"},
    {"would give the contact more than {limit} e-mail addresses",
     "brächte den Kontakt auf mehr als {limit} E-Mail-Adressen"},
    {"would give the contact more than {limit} phone numbers",
     "brächte den Kontakt auf mehr als {limit} Telefonnummern"},
    {"would give the contact more than {limit} tags",
     "brächte den Kontakt auf mehr als {limit} Schlagwörter"},
    {"is the e-mail address of a contact that is there already",
     "ist die E-Mail-Adresse von jemandem, der schon da ist"},
    {"is the e-mail address of another contact: left out",
     "ist die E-Mail-Adresse von jemand anderem: weggelassen"},
    {"is no member of this project: left without owner",
     "gehört nicht zu diesem Projekt: bleibt ohne Zuständigen"},
    {"is one tag more than the project can have: left out",
     "ist ein Schlagwort mehr, als das Projekt haben kann: weggelassen"},
    {"holds a cell of more than 64 KB", "enthält eine Zelle mit mehr als 64 KB"},
    {"has more than {limit} columns", "hat mehr als {limit} Spalten"},
    {"cannot be stored as it is", "kann so nicht gespeichert werden"},
    {"has more cells than the file has columns", "hat mehr Zellen, als die Datei Spalten hat"},
    {"holds characters that are no text", "enthält Zeichen, die kein Text sind"},
    {"is no language: left empty", "ist keine Sprache: bleibt leer"},
    {"is no time zone: left empty", "ist keine Zeitzone: bleibt leer"},
    {"is no e-mail address: left without owner",
     "ist keine E-Mail-Adresse: bleibt ohne Zuständigen"},
});

} // namespace text
