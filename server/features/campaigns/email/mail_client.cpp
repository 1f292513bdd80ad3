#include "features/campaigns/email/mail_client.hpp"

namespace campaigns {
namespace {

bool names(std::string_view agent, std::string_view word) {
    return agent.find(word) != agent.npos;
}

struct ProgramWord {
    std::string_view word;
    MailProgram program;
};

// The first that the line names: programs call themselves by their forerunners' names as well
// (Edge is "Chrome … Safari … Edg/").
constexpr ProgramWord program_words[] = {
    {"GoogleImageProxy", MailProgram::gmail},
    {"YahooMailProxy", MailProgram::yahoo_mail},
    {"Microsoft Outlook", MailProgram::outlook},
    {"MSOffice", MailProgram::outlook},
    {"Outlook-", MailProgram::outlook}, // Outlook-iOS, Outlook-Android
    {"Thunderbird/", MailProgram::thunderbird},
    {"SamsungEmail", MailProgram::samsung_mail},
    {"Edg", MailProgram::edge}, // Edg/, EdgA/, EdgiOS/, Edge/
    {"OPR/", MailProgram::opera},
    {"Firefox/", MailProgram::firefox},
    {"FxiOS/", MailProgram::firefox},
    {"Chrome/", MailProgram::chrome},
    {"CriOS/", MailProgram::chrome},
    {"Safari/", MailProgram::safari},
    // Apple's Mail shows mails in WebKit and does not call it Safari.
    {"AppleWebKit/", MailProgram::apple_mail},
};

MailProgram program_of(std::string_view agent) {
    for (const auto& [word, program] : program_words)
        if (names(agent, word)) return program;
    return MailProgram::other;
}

DeviceKind device_of(std::string_view agent) {
    // The proxy names a computer of its own.
    if (names(agent, "GoogleImageProxy") || names(agent, "YahooMailProxy"))
        return DeviceKind::unknown;
    if (names(agent, "iPad") || names(agent, "Tablet")) return DeviceKind::tablet;
    // Android's browsers say "Mobile" on phones alone.
    if (names(agent, "Android") && names(agent, "Mozilla/") && !names(agent, "Mobile"))
        return DeviceKind::tablet;
    for (const auto* word : {"iPhone", "Android", "Mobile", "Outlook-iOS"})
        if (names(agent, word)) return DeviceKind::phone;
    for (const auto* word :
         {"Windows", "Macintosh", "X11", "Linux", "CrOS", "Microsoft Outlook", "MSOffice"})
        if (names(agent, word)) return DeviceKind::computer;
    return DeviceKind::unknown;
}

} // namespace

MailClient mail_client_of(std::string_view user_agent) {
    return {device_of(user_agent), program_of(user_agent)};
}

} // namespace campaigns
