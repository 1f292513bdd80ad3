// Everything of the contact book over HTTP. Each subject's access list stands at the end of its
// file.
#include "features/crm/companies.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/custom_fields.hpp"
#include "features/crm/imports.hpp"
#include "features/crm/search.hpp"
#include "features/crm/tags.hpp"
#include "platform/http/router.hpp"

namespace crm {
namespace {

constexpr http::ProblemType problem_types[] = {
    {"contact_exists", 409, "There is a contact with this e-mail address already"},
    {"contact_suspected_duplicate", 409, "This looks like somebody you have already"},
    {"company_exists", 409, "There is a company of this name already"},
    {"tag_exists", 409, "There is a tag of this name already"},
    {"segment_exists", 409, "There is a segment of this name already"},
    {"segment_in_use", 409, "Something uses this segment"},
    {"custom_field_exists", 409, "There is a custom field with this key already"},
    {"import_wrong_status", 409, "This import is not in a state for that"},
    {"import_mapping_exists", 409, "There is a mapping of this name already"},
    {"contact_merged", 410, "This contact was merged with another one"},
    {"merge_conflict", 409, "The merge cannot be undone as things are now"},
    {"merge_undone", 409, "The merge was undone already"},
    {"merge_too_old", 409, "A merge can be undone for 90 days"},
};

constexpr http::ConstraintMeaning constraints[] = {
    {"contact_emails_unique", "contact_exists", "email"},
    {"tags_unique_name", "tag_exists", "name"},
    {"segments_unique_name", "segment_exists", "name"},
    {"custom_fields_unique_key", "custom_field_exists", "key"},
    {"import_mappings_unique_name", "import_mapping_exists", "name"},
    {"contacts_project_id_assigned_to_fkey", "reference_not_found", "assigned_to"},
    {"contacts_project_id_avatar_file_id_fkey", "reference_not_found", "avatar_file_id"},
    {"contacts_project_id_company_id_fkey", "reference_not_found", "company_id"},
    {"companies_project_id_assigned_to_fkey", "reference_not_found", "assigned_to"},
    {"contact_tasks_project_id_assigned_to_fkey", "reference_not_found", "assigned_to"},
    {"contact_tasks_project_id_company_id_fkey", "reference_not_found", "company_id"},
    {"contact_tasks_project_id_contact_id_fkey", "reference_not_found", "contact_id"},
    {"contact_attachments_project_id_file_id_fkey", "reference_not_found", "file_id"},
    // Somebody deleted or merged the contact while a part of it was on its way.
    {"contact_attachments_project_id_contact_id_fkey", "reference_not_found", "contact_id"},
    {"contact_notes_project_id_contact_id_fkey", "reference_not_found", "contact_id"},
    {"contact_interactions_project_id_contact_id_fkey", "reference_not_found", "contact_id"},
};

} // namespace

void add_routes(http::Router& router) {
    router.problems().add(problem_types);
    router.problems().add(constraints);
    add_contact_routes(router);
    add_rule_field_routes(router);
    add_segment_routes(router);
    add_company_routes(router);
    add_tag_routes(router);
    add_custom_field_routes(router);
    add_note_routes(router);
    add_task_routes(router);
    add_attachment_routes(router);
    add_interaction_routes(router);
    add_journey_routes(router);
    add_score_routes(router);
    add_analytics_routes(router);
    add_tracking_routes(router);
    add_view_routes(router);
    add_home_routes(router);
    add_duplicate_routes(router);
    add_merge_routes(router);
    add_consent_routes(router);
    add_suppression_routes(router);
    add_personal_data_routes(router);
    add_search_routes(router);
    add_import_routes(router);
    add_bulk_routes(router);
    add_export_routes(router);
}

void add_jobs(jobs::Registry& registry) {
    add_contact_jobs(registry);
    add_segment_jobs(registry);
    add_custom_field_jobs(registry);
    add_task_jobs(registry);
    add_interaction_jobs(registry);
    add_journey_jobs(registry);
    add_score_jobs(registry);
    add_import_jobs(registry);
    add_bulk_jobs(registry);
    add_duplicate_jobs(registry);
    add_merge_jobs(registry);
    add_score_decay_jobs(registry);
}

} // namespace crm
