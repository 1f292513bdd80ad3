// What the qualification looks at. The order is that of the arrays in qualification.sql; a test
// compares the lengths.
#pragma once
#include <array>
#include <string_view>

namespace crm {

struct QualificationFeature {
    std::string_view key;
    std::string_view label; // "Opened e-mails in the last 90 days"
};

inline constexpr std::array<QualificationFeature, 18> qualification_features{{
    {"has_phone", "Has a phone number"},
    {"has_company", "Has a company"},
    {"has_job_title", "Has a job title"},
    {"marketing_consent", "Has agreed to marketing"},
    {"source_website", "Came through the website"},
    {"source_referral", "Was recommended"},
    {"source_social_media", "Came through social media"},
    {"source_import", "Was imported"},
    {"known_for_days", "How long you know each other"},
    {"email_open", "Opened e-mails in the last 90 days"},
    {"email_click", "Clicked in e-mails in the last 90 days"},
    {"website_visit", "Visited the website in the last 90 days"},
    {"form_submission", "Sent forms in the last 90 days"},
    {"call", "Calls in the last 90 days"},
    {"meeting", "Meetings and bookings in the last 90 days"},
    {"social_engagement", "Social media in the last 90 days"},
    {"recent", "Anything in the last 30 days"},
    {"days_since_last", "How recently something happened"},
}};

} // namespace crm
