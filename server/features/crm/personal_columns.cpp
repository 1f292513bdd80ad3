#include "features/crm/personal_columns.hpp"

namespace crm {
namespace {

constexpr ClassifiedTable tables[] = {
    {"api_keys", "", "created_by", "key_hash",
     "id project_id name prefix scopes created_at last_used_at expires_at revoked_at",
     Reach::member},
    {"audit_log", "actor_name target_name details address", "actor_id target_id", "",
     "id project_id occurred_at actor_kind action target_kind", Reach::forgotten},
    {"bounce_mailbox_mails", "", "", "", "project_id sender_id uid is_report", Reach::nobody},
    {"bounce_mailboxes", "", "", "password_sealed",
     "project_id sender_id protocol host port security username folder afterwards sign_in "
     "uid_validity "
     "last_uid reports_taken succeeded_at failed_at failure failure_detail next_check_at leased_by "
     "leased_until created_at updated_at version",
     Reach::kept},
    {"bulk_runs", "selection", "created_by", "",
     "project_id id action parameters job_id changed undone_at created_at title total resume_after "
     "processed refused finished_at undo_job_id undone left_alone",
     Reach::kept},
    // Rows of the ledger by their ids: of an erased person they lead to a row that names nobody.
    {"campaign_approved_rows", "", "", "", "project_id campaign_id chunk executions",
     Reach::nobody},
    {"campaign_chunks", "", "", "",
     "project_id campaign_id chunk message_id sender_id waits_because waits_detail due_at "
     "lease_owner lease_number lease_until "
     "handed_from handed_to handed_at price_per_thousand charged size pending skipped sent "
     "delivered bounced failed unknown "
     "opened "
     "clicked unsubscribed",
     Reach::nobody},
    // Emptied by the trigger forget_recipient when the contact goes.
    {"campaign_executions", "address error_message provider_id message_metadata",
     "contact_id address_hash", "",
     "project_id id campaign_id message_id chunk position channel delivery_status skip_reason "
     "delivery_attempt scheduled_for sent_at reply_code opened_at clicked_at unsubscribed_at "
     "conversion_event conversion_value converted_at created_at",
     Reach::forgotten},
    // His part is taken out by the trigger forget_recipient when the contact goes.
    {"campaign_contents", "contents", "", "", "project_id id campaign_id chunk form_id sent_at",
     Reach::forgotten},
    {"campaign_message_forms", "", "", "", "project_id id campaign_id message_id form created_at",
     Reach::nobody},
    // Emptied by the trigger forget_hits when the contact goes.
    {"campaign_hits", "url user_agent device program", "execution_id", "",
     "project_id id campaign_id kind evidence occurred_at", Reach::forgotten},
    {"campaign_messages", "", "", "",
     "project_id id campaign_id message_name channel message_order subject_line message_content "
     "html_content media_attachments settings send_delay_hours send_time_optimization "
     "timezone_optimization personalization_tokens dynamic_content is_ab_test ab_test_variants "
     "is_active price_per_thousand created_at updated_at version",
     Reach::nobody},
    {"campaign_rehearsals", "", "created_by", "",
     "project_id id campaign_id content_version status report error job_id run created_at "
     "finished_at",
     Reach::nobody},
    {"campaign_topics", "", "", "",
     "project_id id key name description position created_at version", Reach::nobody},
    {"campaigns", "", "approved_by created_by", "",
     "project_id id name description campaign_type channels target_segments excluded_segments "
     "topic start_date end_date timezone cap_messages cap_days campaign_content "
     "personalization_rules total_recipients delivered_count opened_count clicked_count "
     "converted_count unsubscribed_count budget budget_warned_at cost_per_channel roi status "
     "paused_because "
     "pause_detail automation_enabled trigger_conditions content_version approved_rehearsal "
     "approved_at started_at finished_at resend_of resend_to resending audience_at "
     "audience_renewal audience_before audience_change deleted_at created_at updated_at version",
     Reach::nobody},
    {"companies", "phone phone_e164 address description custom_fields", "assigned_to created_by",
     "",
     "project_id id name name_folded domain website industry size created_at updated_at version",
     Reach::kept},
    {"consents", "basis ip_address user_agent", "contact_id recorded_by", "",
     "project_id id purpose given source created_at import_run_id wording", Reach::with_contact},
    {"contact_attachments", "", "contact_id author_id", "", "project_id id file_id created_at",
     Reach::with_contact},
    // Whose bitmaps follow.
    {"contact_bitmap_changes", "", "contact_id", "", "project_id id of_counters",
     Reach::recalculated},
    // Bitmaps of positions, and how far they have come: whose position it was is forgotten.
    {"contact_bitmap_fills", "", "", "", "project_id after", Reach::nobody},
    {"contact_bitmaps", "", "", "", "project_id code block members", Reach::nobody},
    {"contact_changes", "before", "contact_id", "", "project_id run_id version left_because",
     Reach::forgotten},
    {"contact_emails", "normalised address local_part domain", "contact_id", "",
     "project_id label is_primary live", Reach::with_contact},
    {"contact_field_values", "text_value number_value date_value boolean_value", "contact_id", "",
     "project_id field_id item", Reach::with_contact},
    {"contact_interactions", "platform title description metadata", "contact_id created_by", "",
     "id project_id interaction_type campaign_id content_id duration_seconds value "
     "engagement_score occurred_at created_at",
     Reach::with_contact},
    {"contact_mails", "address subject body error", "contact_id interaction_id created_by", "",
     "project_id id sender_id sent_from status created_at sent_at", Reach::with_contact},
    {"contact_notes", "body", "contact_id author_id", "",
     "project_id id pinned created_at updated_at version import_run_id", Reach::with_contact},
    {"contact_outcomes", "", "contact_id", "", "project_id id won source decided_at",
     Reach::with_contact},
    {"contact_phones", "number e164 reversed", "contact_id", "",
     "project_id position label is_primary", Reach::with_contact},
    {"contact_positions", "texts", "contact_id", "", "project_id position", Reach::recalculated},
    {"contact_stats", "", "contact_id", "",
     "project_id total_interactions last_interaction_date last_interaction_sort engagement_score "
     "points half_lives points_at qualification_score",
     Reach::with_contact},
    {"contact_tags", "", "contact_id", "", "project_id tag_id", Reach::with_contact},
    {"contact_tasks", "title description", "contact_id assigned_to created_by", "",
     "project_id id kind company_id due_at remind_at reminded_at done_at created_at updated_at "
     "version",
     Reach::with_contact},
    {"contacts",
     "first_name last_name display_name email email_normalised phone phone_e164 company job_title "
     "avatar_url time_zone language source source_details utm_data custom_fields name_folded "
     "company_folded",
     "id avatar_file_id assigned_to created_by", "",
     "project_id company_id first_contact_date lifecycle_stage email_subscribed sms_subscribed "
     "marketing_consent do_not_contact created_at updated_at deleted_at version",
     Reach::with_contact},
    {"content", "", "created_by", "",
     "project_id id kind title body media platform status scheduled_at published_at created_at "
     "updated_at",
     Reach::nobody},
    {"customer_segments", "", "created_by", "",
     "project_id id name name_folded description criteria is_dynamic contact_count "
     "last_calculated_at auto_add_to_campaigns default_campaigns rule_version build_number status "
     "error next_evaluation_at created_at updated_at version",
     Reach::nobody},
    {"custom_field_definitions", "", "", "",
     "project_id id key label type options required position created_at version", Reach::nobody},
    {"customer_journeys", "trigger_details", "contact_id created_by", "",
     "project_id id journey_stage stage_entered_at stage_left_at stage_duration_days next_stage "
     "triggered_by conversion_event conversion_value created_at",
     Reach::with_contact},
    {"dev_inbox", "sender recipient subject preview source", "", "", "id created_at",
     Reach::forgotten},
    {"duplicate_pairs", "", "first_id second_id dismissed_by", "",
     "project_id score reasons found_at seen_at dismissed_at", Reach::with_contact},
    {"duplicate_progress", "", "changed_id swept_id", "", "project_id changed_at sweep_day",
     Reach::nobody},
    {"duplicate_skips", "shared", "", "", "project_id reason seen_at", Reach::forgotten},
    {"email_changes", "email email_normalised", "user_id", "token_hash", "expires_at",
     Reach::member},
    {"email_domain_checks", "", "", "", "project_id sender_id domain checked_at findings",
     Reach::nobody},
    {"email_oauth_tokens", "", "", "access_sealed refresh_sealed",
     "project_id sender_id expires_at signed_in_at revoked_at revoked_detail", Reach::kept},
    {"email_senders", "", "created_by", "password_sealed dkim_key_sealed",
     "project_id id name email reply_to postal_address bounce_address provider host port security "
     "username "
     "sign_in per_minute price_per_thousand daily_limit dkim_selector dkim_record dkim_signing "
     "domain_due_at is_default created_at updated_at "
     "version",
     Reach::kept},
    {"files", "name", "content_hash created_by", "",
     "id project_id media_type size width height created_at", Reach::files},
    {"engagement_weights", "", "", "", "project_id interaction_type points half_life_days",
     Reach::nobody},
    {"idempotency_keys", "body location", "owner", "", "key request_hash status etag created_at",
     Reach::forgotten},
    {"import_mappings", "", "", "", "project_id id name mapping created_at", Reach::nobody},
    {"import_rows", "fields problems", "", "", "project_id run_id line reason severity",
     Reach::forgotten},
    {"import_runs", "file_name", "content_hash created_by", "",
     "project_id id status file_size format mapping settings resume_offset resume_line rows_read "
     "rows_created rows_updated rows_skipped rows_refused job_id error created_at started_at "
     "finished_at version rows_warned rows_undone rows_left estimated_rows dry_run_finished "
     "resumed_at resumed_rows",
     Reach::kept},
    {"import_staging",
     "first_name last_name display_name name_folded email email_normalised phone phone_e164 "
     "company company_folded job_title time_zone language source custom_fields emails_normalised "
     "emails_address emails_local_part emails_domain phones_number phones_e164 phones_reversed "
     "values_text values_number values_date values_boolean note",
     "contact_id assigned_to", "",
     "project_id batch_id line is_new company_id first_contact_date lifecycle_stage "
     "email_subscribed sms_subscribed marketing_consent do_not_contact emails_label phones_after "
     "phones_label tag_ids values_field_id values_item consent",
     Reach::forgotten},
    {"invitations", "email email_normalised inviter_name", "invited_by", "token_hash",
     "id project_id role created_at expires_at", Reach::member},
    {"jobs", "title payload error result", "created_by", "",
     "id project_id kind unique_key priority status run_at attempts max_attempts lease_owner "
     "lease_until cancel_requested progress_done progress_total created_at started_at finished_at",
     Reach::forgotten},
    {"journey_queue", "", "contact_id", "", "project_id", Reach::with_contact},
    {"journey_rules", "", "", "",
     "project_id id name kind from_stages to_stage interaction_type at_least within_days "
     "days_in_stage enabled position created_at version",
     Reach::nobody},
    {"known_addresses", "", "user_id address_hash", "", "last_used_at", Reach::member},
    {"members", "", "user_id", "", "project_id role joined_at", Reach::member},
    {"merge_log", "record", "contact_id", "", "project_id merge_id position table_name change",
     Reach::forgotten},
    {"merged_contacts", "", "loser_id winner_id", "", "project_id merge_id", Reach::forgotten},
    {"merges", "", "winner_id loser_ids merged_by undone_by", "",
     "project_id id merged_at undone_at", Reach::forgotten},
    {"notification_preferences", "", "user_id", "", "project_id kind by_email", Reach::member},
    {"notifications", "title body details", "user_id", "",
     "id project_id kind link created_at read_at", Reach::forgotten},
    {"outbox", "data", "recipient_id", "", "id project_id topic name created_at number is_list",
     Reach::forgotten},
    {"passkeys", "name", "user_id", "credential_id public_key",
     "id algorithm sign_count backed_up created_at last_used_at", Reach::member},
    {"password_resets", "", "user_id", "token_hash", "expires_at", Reach::member},
    {"projects", "", "", "",
     "id name time_zone currency default_region language opt_in keep_content_days "
     "setup_dismissed_at version created_at deleted_at",
     Reach::nobody},
    {"qualification_models", "", "", "", "project_id status trained_at auc won lost model",
     Reach::nobody},
    {"recovery_codes", "", "user_id", "code_hash", "", Reach::member},
    {"saved_templates", "", "created_by", "",
     "project_id id name subject preheader document created_at updated_at version", Reach::nobody},
    {"saved_views", "filter", "created_by", "",
     "project_id id name sort columns shared created_at version", Reach::kept},
    {"schedules", "", "", "", "name kind expression time_zone next_run_at last_run_at last_job_id",
     Reach::nobody},
    {"segment_build_exceptions", "", "contact_id", "", "project_id segment_id",
     Reach::recalculated},
    {"segment_changes", "", "contact_id", "", "project_id bulk id fact", Reach::recalculated},
    {"segment_days", "", "", "",
     "project_id segment_id day contact_count entered left_count average_score revenue",
     Reach::nobody},
    {"segment_dependencies", "", "", "", "project_id fact segment_id", Reach::nobody},
    {"segment_members", "", "contact_id", "",
     "project_id segment_id by_rule by_hand live is_member since", Reach::recalculated},
    {"send_counts", "", "", "", "project_id sender_id since mails", Reach::nobody},
    {"send_paces", "", "", "", "project_id sender_id host per_minute since", Reach::nobody},
    {"send_tokens", "", "", "", "project_id sender_id host next_at", Reach::nobody},
    {"sessions", "address user_agent", "user_id", "token_hash",
     "id created_at last_seen_at expires_at", Reach::member},
    {"sign_in_attempts", "", "subject", "", "failures allowed_at", Reach::member},
    {"sign_in_challenges", "", "user_id", "token_hash", "tries_left expires_at", Reach::member},
    {"site_visit_counts", "", "", "", "project_id site_id day path visits identified",
     Reach::nobody},
    {"suppressions", "address", "address_hash created_by", "",
     "project_id channel topic reason created_at id", Reach::forgotten},
    {"tags", "", "", "", "project_id id name name_folded colour created_at", Reach::nobody},
    {"tracked_sites", "", "created_by", "", "project_id id name domain enabled created_at version",
     Reach::nobody},
    {"totp_secrets", "", "user_id", "secret_sealed", "confirmed_at last_step", Reach::member},
    {"users", "name email email_normalised language time_zone last_seen_at", "avatar_file_id",
     "password_hash", "id email_verified_at created_at", Reach::member},
    {"webauthn_challenges", "", "user_id", "challenge", "id expires_at", Reach::member},
    {"webhook_deliveries", "data response_excerpt", "", "",
     "project_id id endpoint_id event_name occurred_at status attempts next_attempt_at "
     "last_attempt_at response_status error duration_ms",
     Reach::forgotten},
    {"webhook_endpoints", "", "created_by", "secret_sealed previous_secret_sealed",
     "project_id id url description events previous_secret_until status disabled_reason "
     "failing_since lease_until last_served_at created_at updated_at version",
     Reach::nobody},
};

} // namespace

std::span<const ClassifiedTable> classified_tables() {
    return tables;
}

} // namespace crm
