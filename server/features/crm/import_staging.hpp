// A planned batch as the text that COPY takes into import_staging.
#pragma once
#include "features/crm/import_plan.hpp"

namespace crm {

inline constexpr std::string_view copy_into_staging =
    "COPY import_staging (project_id, batch_id, line, contact_id, is_new, first_name, last_name, "
    "display_name, name_folded, email, email_normalised, phone, phone_e164, company_id, company, "
    "company_folded, job_title, time_zone, language, source, first_contact_date, lifecycle_stage, "
    "email_subscribed, sms_subscribed, marketing_consent, do_not_contact, custom_fields, "
    "assigned_to, emails_normalised, emails_address, emails_local_part, emails_domain, "
    "emails_label, phones_after, phones_number, phones_e164, phones_label, phones_reversed, "
    "tag_ids, values_field_id, values_item, values_text, values_number, values_date, "
    "values_boolean, note, consent) FROM STDIN";

// Which statements a batch needs: the others are not sent.
struct StagedParts {
    bool created = false, updated = false, emails = false, phones = false, tags = false,
         values = false, notes = false, consents = false;
};

struct StagedBatch {
    std::string text;
    StagedParts parts;
};

StagedBatch stage_batch(const BatchPlan& plan, std::span<const FileRow> rows,
                        const KnownPeople& known, const ImportSettings& settings,
                        const std::vector<CustomField>& custom_fields, const Uuid& project_id,
                        const Uuid& batch_id);

} // namespace crm
