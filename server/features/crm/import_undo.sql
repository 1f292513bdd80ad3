-- Takes back what an import did, some contacts at a time: whoever was undone leaves contact_changes.

-- name: lock_undo_batch :many
-- The next contacts, locked against edits until the batch is done.
SELECT h.contact_id FROM contact_changes h
LEFT JOIN contacts c ON c.project_id = h.project_id AND c.id = h.contact_id
WHERE h.run_id = $1 AND h.left_because IS NULL
ORDER BY h.contact_id LIMIT $2 FOR UPDATE OF h;

-- name: lock_undo_contacts :exec
SELECT id FROM contacts WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE;

-- name: leave_contacts_worked_on :many
-- Whoever somebody has worked on since stays as he is.
UPDATE contact_changes h SET left_because = w.why
FROM (SELECT c.id,
             CASE WHEN c.deleted_at IS NOT NULL THEN 'in_trash'
                  WHEN c.version <> x.version THEN 'edited'
                  WHEN x.before IS NULL
                       AND (EXISTS (SELECT FROM contact_notes n WHERE n.contact_id = c.id
                                    AND n.import_run_id IS DISTINCT FROM $1)
                            OR EXISTS (SELECT FROM contact_tasks t WHERE t.contact_id = c.id)
                            OR EXISTS (SELECT FROM contact_attachments a WHERE a.contact_id = c.id)
                            OR EXISTS (SELECT FROM contact_interactions i WHERE i.contact_id = c.id)) THEN 'used' END AS why
      FROM contact_changes x JOIN contacts c ON c.project_id = x.project_id AND c.id = x.contact_id
      WHERE x.run_id = $1 AND x.contact_id = ANY($2::uuid[])) w
WHERE h.run_id = $1 AND h.contact_id = w.id AND w.why IS NOT NULL
RETURNING h.contact_id;

-- name: delete_created_contacts :exec
DELETE FROM contacts c USING contact_changes h
WHERE h.run_id = $1 AND h.contact_id = ANY($2::uuid[]) AND h.left_because IS NULL AND h.before IS NULL
  AND c.project_id = h.project_id AND c.id = h.contact_id;

-- name: restore_updated_contacts :exec
-- A company or an owner who is gone by now stays away.
UPDATE contacts c
SET first_name = b.first_name, last_name = b.last_name, display_name = b.display_name, name_folded = b.name_folded,
    email = b.email, email_normalised = b.email_normalised, phone = b.phone, phone_e164 = b.phone_e164,
    company_id = (SELECT o.id FROM companies o WHERE o.project_id = c.project_id AND o.id = b.company_id),
    company = b.company, company_folded = b.company_folded, job_title = b.job_title, time_zone = b.time_zone,
    language = b.language, source = b.source, first_contact_date = b.first_contact_date,
    lifecycle_stage = b.lifecycle_stage, email_subscribed = b.email_subscribed, sms_subscribed = b.sms_subscribed,
    marketing_consent = b.marketing_consent, do_not_contact = b.do_not_contact, custom_fields = b.custom_fields,
    assigned_to = (SELECT m.user_id FROM members m WHERE m.project_id = c.project_id AND m.user_id = b.assigned_to),
    updated_at = $3, version = c.version + 1
FROM contact_changes h, jsonb_populate_record(NULL::contacts, h.before) b
WHERE h.run_id = $1 AND h.contact_id = ANY($2::uuid[]) AND h.left_because IS NULL AND h.before IS NOT NULL
  AND c.project_id = h.project_id AND c.id = h.contact_id;

-- name: remove_added_emails :exec
DELETE FROM contact_emails e USING contact_changes h
WHERE h.run_id = $1 AND h.contact_id = ANY($2::uuid[]) AND h.left_because IS NULL AND h.before IS NOT NULL
  AND e.project_id = h.project_id AND e.contact_id = h.contact_id
  AND NOT EXISTS (SELECT FROM jsonb_array_elements(h.before -> 'emails') b WHERE b ->> 'normalised' = e.normalised);

-- name: remove_added_phones :exec
DELETE FROM contact_phones p USING contact_changes h
WHERE h.run_id = $1 AND h.contact_id = ANY($2::uuid[]) AND h.left_because IS NULL AND h.before IS NOT NULL
  AND p.project_id = h.project_id AND p.contact_id = h.contact_id
  AND NOT EXISTS (SELECT FROM jsonb_array_elements(h.before -> 'phones') b WHERE (b ->> 'position')::int = p.position);

-- name: remove_added_tags :exec
DELETE FROM contact_tags t USING contact_changes h
WHERE h.run_id = $1 AND h.contact_id = ANY($2::uuid[]) AND h.left_because IS NULL AND h.before IS NOT NULL
  AND t.project_id = h.project_id AND t.contact_id = h.contact_id
  AND NOT EXISTS (SELECT FROM jsonb_array_elements_text(h.before -> 'tag_ids') b WHERE b::uuid = t.tag_id);

-- name: remove_imported_values :exec
DELETE FROM contact_field_values v USING contact_changes h
WHERE h.run_id = $1 AND h.contact_id = ANY($2::uuid[]) AND h.left_because IS NULL AND h.before IS NOT NULL
  AND v.project_id = h.project_id AND v.contact_id = h.contact_id;

-- name: restore_values :exec
INSERT INTO contact_field_values (contact_id, field_id, item, text_value, number_value, date_value, boolean_value)
SELECT h.contact_id, b.field_id, b.item, b.text_value, b.number_value, b.date_value, b.boolean_value
FROM contact_changes h, jsonb_populate_recordset(NULL::contact_field_values, h.before -> 'values') b
JOIN custom_field_definitions d ON d.id = b.field_id
WHERE h.run_id = $1 AND h.contact_id = ANY($2::uuid[]) AND h.left_because IS NULL AND h.before IS NOT NULL;

-- name: remove_imported_notes :exec
DELETE FROM contact_notes n USING contact_changes h
WHERE h.run_id = $1 AND h.contact_id = ANY($2::uuid[]) AND h.left_because IS NULL
  AND n.project_id = h.project_id AND n.contact_id = h.contact_id AND n.import_run_id = $1;

-- name: remove_imported_consents :exec
DELETE FROM consents n USING contact_changes h
WHERE h.run_id = $1 AND h.contact_id = ANY($2::uuid[]) AND h.left_because IS NULL
  AND n.project_id = h.project_id AND n.contact_id = h.contact_id AND n.import_run_id = $1;

-- name: forget_undone :exec
DELETE FROM contact_changes WHERE run_id = $1 AND contact_id = ANY($2::uuid[]) AND left_because IS NULL;

-- name: advance_undo :maybe
-- No row: another server has taken over.
UPDATE import_runs SET rows_undone = rows_undone + $3, rows_left = rows_left + $4, version = version + 1
WHERE id = $1 AND status = 'undoing' AND job_id = $2 RETURNING id;

-- name: finish_undo :maybe
UPDATE import_runs SET status = 'undone', finished_at = $3, version = version + 1
WHERE id = $1 AND status = 'undoing' AND job_id = $2 RETURNING id;

-- name: count_undo_rest :one
SELECT count(*) FROM contact_changes WHERE run_id = $1 AND left_because IS NULL;
