-- One batch of an import: what is known of its people, then the merge of import_staging into the tables.

-- name: begin_import_batch :exec
-- One batch of a project at a time: two imports would make the same companies and tags twice, and wait for each other
-- in circles. Patience is for machines under load; the pending lists of the search indexes may grow a little longer than
-- those of people's own writes, which makes their merging cheaper. Plans are made for each batch: one made when the
-- tables were empty reads them from end to end when they are not.
SELECT set_config('statement_timeout', '120s', true), set_config('lock_timeout', '60s', true),
       set_config('gin_pending_list_limit', '16MB', true), set_config('plan_cache_mode', 'force_custom_plan', true),
       pg_advisory_xact_lock(hashtextextended('import ' || $1, 0));

-- name: known_emails :many
-- LATERAL with LIMIT: one look into the index for each value, whatever the statistics say. An array of as many values
-- was compared with every row of the table (5 s for 5,000 companies).
SELECT w.address AS key, e.contact_id
FROM unnest($1::text[]) AS w (address)
CROSS JOIN LATERAL (SELECT e.contact_id FROM contact_emails e WHERE e.normalised = w.address AND e.live LIMIT 1) e;

-- name: known_phones :many
SELECT w.number || E'\n' || w.name AS key, c.id AS contact_id
FROM unnest($1::text[], $2::text[]) AS w (number, name)
CROSS JOIN LATERAL (
    SELECT c.id FROM contact_phones p JOIN contacts c ON c.project_id = p.project_id AND c.id = p.contact_id
    WHERE p.e164 = w.number AND c.name_folded = w.name AND c.deleted_at IS NULL ORDER BY c.id LIMIT 1) c;

-- name: known_names :many
SELECT w.name || E'\n' || w.company AS key, c.id AS contact_id
FROM unnest($1::text[], $2::text[]) AS w (name, company)
CROSS JOIN LATERAL (
    SELECT c.id FROM contacts c
    WHERE c.name_folded = w.name AND c.company_folded = w.company AND c.deleted_at IS NULL ORDER BY c.id LIMIT 1) c;

-- name: lock_known_contacts :many
-- Held until the batch is stored, so that nobody's edit is lost in between. In the order of ids: two who lock the same
-- people take turns instead of waiting for each other.
SELECT c.id, c.first_name, c.last_name, c.email, c.phone, c.company, c.marketing_consent,
       (SELECT count(*) FROM contact_emails e WHERE e.project_id = c.project_id AND e.contact_id = c.id) AS email_count,
       ARRAY(SELECT t.tag_id FROM contact_tags t WHERE t.project_id = c.project_id AND t.contact_id = c.id) AS tag_ids,
       ARRAY(SELECT p.e164 FROM contact_phones p
             WHERE p.project_id = c.project_id AND p.contact_id = c.id AND p.e164 IS NOT NULL) AS phones,
       COALESCE((SELECT max(p.position) FROM contact_phones p
                 WHERE p.project_id = c.project_id AND p.contact_id = c.id), 0) AS last_phone_position
FROM contacts c WHERE c.id = ANY($1::uuid[]) AND c.deleted_at IS NULL ORDER BY c.id FOR UPDATE OF c;

-- name: known_companies :many
SELECT c.id, c.name, c.name_folded
FROM unnest($1::text[]) AS w (name)
CROSS JOIN LATERAL (
    SELECT c.id, c.name, c.name_folded FROM companies c WHERE c.name_folded = w.name ORDER BY c.id LIMIT 1) c;

-- name: known_tags :many
SELECT name_folded AS key, id AS value FROM tags;

-- name: known_members :many
SELECT u.email_normalised AS key, u.id AS value FROM members m JOIN users u ON u.id = m.user_id;

-- name: insert_imported_companies :exec
INSERT INTO companies (id, name, name_folded, created_by, created_at, updated_at)
SELECT n.id, n.name, n.name_folded, $4, $5, $5
FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (id, name, name_folded);

-- name: insert_imported_tags :exec
INSERT INTO tags (id, name, name_folded) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]);

-- name: insert_imported_contacts :exec
INSERT INTO contacts (id, first_name, last_name, display_name, email, email_normalised, phone, phone_e164, company_id,
                      company, job_title, time_zone, language, source, first_contact_date, lifecycle_stage,
                      email_subscribed, sms_subscribed, marketing_consent, do_not_contact, custom_fields, assigned_to,
                      created_by, created_at, updated_at, name_folded, company_folded)
SELECT s.contact_id, s.first_name, s.last_name, s.display_name, s.email, s.email_normalised, s.phone, s.phone_e164,
       s.company_id, s.company, s.job_title, s.time_zone,
       COALESCE(s.language, (SELECT language FROM projects)), s.source,
       COALESCE(s.first_contact_date::timestamp AT TIME ZONE $4, $3), s.lifecycle_stage,
       COALESCE(s.email_subscribed, true), COALESCE(s.sms_subscribed, true), COALESCE(s.marketing_consent, false),
       COALESCE(s.do_not_contact, false), COALESCE(s.custom_fields, '{}'), s.assigned_to, $2, $3, $3, s.name_folded,
       COALESCE(s.company_folded, '')
FROM import_staging s WHERE s.batch_id = $1 AND s.is_new;

-- name: insert_imported_stats :exec
INSERT INTO contact_stats (contact_id) SELECT s.contact_id FROM import_staging s WHERE s.batch_id = $1 AND s.is_new;

-- name: record_created_contacts :exec
INSERT INTO contact_changes (run_id, contact_id, version)
SELECT $2, s.contact_id, 1 FROM import_staging s WHERE s.batch_id = $1 AND s.is_new;

-- name: record_updated_contacts :exec
-- Before the update. Whom the run has created or changed before keeps the older record, since that is what an undo goes
-- back to; unless somebody has edited the contact in between, which the undo then respects: the version stays behind.
INSERT INTO contact_changes (run_id, contact_id, version, before)
SELECT $2, c.id, c.version + 1,
       to_jsonb(c) || jsonb_build_object(
           'emails', (SELECT COALESCE(jsonb_agg(to_jsonb(e)), '[]') FROM contact_emails e
                      WHERE e.project_id = c.project_id AND e.contact_id = c.id),
           'phones', (SELECT COALESCE(jsonb_agg(to_jsonb(p)), '[]') FROM contact_phones p
                      WHERE p.project_id = c.project_id AND p.contact_id = c.id),
           'tag_ids', (SELECT COALESCE(jsonb_agg(t.tag_id), '[]') FROM contact_tags t
                       WHERE t.project_id = c.project_id AND t.contact_id = c.id),
           'values', (SELECT COALESCE(jsonb_agg(to_jsonb(v)), '[]') FROM contact_field_values v
                      WHERE v.project_id = c.project_id AND v.contact_id = c.id))
FROM import_staging s JOIN contacts c ON c.project_id = s.project_id AND c.id = s.contact_id
WHERE s.batch_id = $1 AND NOT s.is_new
ON CONFLICT (project_id, run_id, contact_id) DO UPDATE SET version = EXCLUDED.version
WHERE contact_changes.version = EXCLUDED.version - 1;

-- name: update_imported_contacts :exec
UPDATE contacts c
SET first_name = s.first_name, last_name = s.last_name, display_name = s.display_name, name_folded = s.name_folded,
    email = COALESCE(s.email, c.email), email_normalised = COALESCE(s.email_normalised, c.email_normalised),
    phone = COALESCE(s.phone, c.phone), phone_e164 = CASE WHEN s.phone IS NULL THEN c.phone_e164 ELSE s.phone_e164 END,
    company_id = COALESCE(s.company_id, c.company_id), company = COALESCE(s.company, c.company),
    company_folded = COALESCE(s.company_folded, c.company_folded), job_title = COALESCE(s.job_title, c.job_title),
    time_zone = COALESCE(s.time_zone, c.time_zone), language = COALESCE(s.language, c.language),
    source = COALESCE(s.source, c.source),
    first_contact_date = COALESCE(s.first_contact_date::timestamp AT TIME ZONE $3, c.first_contact_date),
    lifecycle_stage = COALESCE(s.lifecycle_stage, c.lifecycle_stage),
    email_subscribed = COALESCE(s.email_subscribed, c.email_subscribed),
    sms_subscribed = COALESCE(s.sms_subscribed, c.sms_subscribed),
    marketing_consent = COALESCE(s.marketing_consent, c.marketing_consent),
    do_not_contact = COALESCE(s.do_not_contact, c.do_not_contact),
    custom_fields = c.custom_fields || COALESCE(s.custom_fields, '{}'),
    assigned_to = COALESCE(s.assigned_to, c.assigned_to), updated_at = $2, version = c.version + 1
FROM import_staging s
WHERE s.batch_id = $1 AND NOT s.is_new AND c.project_id = s.project_id AND c.id = s.contact_id;

-- name: insert_imported_emails :exec
INSERT INTO contact_emails (contact_id, normalised, address, local_part, domain, label, is_primary)
SELECT s.contact_id, e.normalised, e.address, e.local_part, e.domain, e.label, s.email IS NOT NULL AND e.position = 1
FROM import_staging s,
     unnest(s.emails_normalised, s.emails_address, s.emails_local_part, s.emails_domain, s.emails_label)
         WITH ORDINALITY AS e (normalised, address, local_part, domain, label, position)
WHERE s.batch_id = $1;

-- name: insert_imported_phones :exec
INSERT INTO contact_phones (contact_id, position, number, e164, label, is_primary, reversed)
SELECT s.contact_id, s.phones_after + p.position, p.number, p.e164, p.label, s.phone IS NOT NULL AND p.position = 1,
       p.reversed
FROM import_staging s,
     unnest(s.phones_number, s.phones_e164, s.phones_label, s.phones_reversed)
         WITH ORDINALITY AS p (number, e164, label, reversed, position)
WHERE s.batch_id = $1;

-- name: insert_imported_contact_tags :exec
INSERT INTO contact_tags (contact_id, tag_id)
SELECT s.contact_id, unnest(s.tag_ids) FROM import_staging s WHERE s.batch_id = $1
ON CONFLICT DO NOTHING;

-- name: delete_replaced_values :exec
DELETE FROM contact_field_values v USING import_staging s
WHERE s.batch_id = $1 AND NOT s.is_new AND v.contact_id = s.contact_id AND v.field_id = ANY(s.values_field_id);

-- name: insert_imported_values :exec
INSERT INTO contact_field_values (contact_id, field_id, item, text_value, number_value, date_value, boolean_value)
SELECT s.contact_id, v.*
FROM import_staging s, unnest(s.values_field_id, s.values_item, s.values_text, s.values_number, s.values_date,
                              s.values_boolean) AS v
WHERE s.batch_id = $1;

-- name: insert_imported_notes :exec
INSERT INTO contact_notes (id, contact_id, body, author_id, created_at, updated_at, import_run_id)
SELECT gen_random_uuid(), s.contact_id, s.note, $3, $4, $4, $2
FROM import_staging s WHERE s.batch_id = $1 AND s.note IS NOT NULL;

-- name: insert_imported_consents :exec
INSERT INTO consents (id, contact_id, given, basis, source, created_at, import_run_id)
SELECT gen_random_uuid(), s.contact_id, s.consent, $3, 'import', $4, $2
FROM import_staging s WHERE s.batch_id = $1 AND s.consent IS NOT NULL;

-- name: clear_staging :exec
DELETE FROM import_staging WHERE batch_id = $1;

-- name: insert_import_rows :exec
INSERT INTO import_rows (run_id, line, severity, reason, fields, problems)
SELECT $1, r.line, r.severity, r.reason, r.fields::text[], r.problems::jsonb
FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) AS r (line, severity, reason, fields, problems);

-- name: advance_import_run :maybe
-- The last statement of a batch. No row: paused or cancelled meanwhile, or another server has gone on from here; the
-- batch is rolled back.
UPDATE import_runs SET resume_offset = $4, resume_line = $5, rows_read = rows_read + $6, rows_created = rows_created + $7,
                       rows_updated = rows_updated + $8, rows_skipped = rows_skipped + $9,
                       rows_refused = rows_refused + $10, rows_warned = rows_warned + $11, version = version + 1
WHERE id = $1 AND status = 'running' AND job_id = $2 AND resume_offset = $3
RETURNING id, status, file_name, file_size, content_hash, format, mapping, settings, estimated_rows, resume_offset,
          resume_line, rows_read, rows_created, rows_updated, rows_skipped, rows_refused, rows_warned, rows_undone,
          rows_left, dry_run_finished, resumed_at, resumed_rows, job_id, error, created_by, created_at, started_at,
          finished_at, version;

-- name: finish_import_run :maybe
-- A dry run goes back to where it can be started in earnest, with its counters to look at.
UPDATE import_runs SET status = CASE WHEN $3::boolean THEN 'uploaded' ELSE 'finished' END, dry_run_finished = $3,
                       finished_at = $4, version = version + 1
WHERE id = $1 AND status = 'running' AND job_id = $2 RETURNING id;

-- name: fail_import_run :maybe
UPDATE import_runs SET status = 'failed', error = $3, finished_at = $4, version = version + 1
WHERE id = $1 AND status = 'running' AND job_id = $2 RETURNING id;

-- name: pause_import_run :maybe
UPDATE import_runs SET status = 'paused', version = version + 1
WHERE id = $1 AND status = 'running' AND job_id = $2 RETURNING id;
