-- Contacts. Row level security adds the project to each statement; inserts take it from the column's default.

-- name: insert_contact :exec
INSERT INTO contacts (id, first_name, last_name, display_name, email, email_normalised, phone, phone_e164, company_id,
                      company, job_title, avatar_url, avatar_file_id, time_zone, language, source, source_details,
                      utm_data, first_contact_date, lifecycle_stage, email_subscribed, sms_subscribed,
                      marketing_consent, do_not_contact, custom_fields, assigned_to, created_by, created_at,
                      updated_at, name_folded, company_folded)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
        $25, $26, $27, $28, $28, $29, $30);

-- name: update_contact :maybe
-- No row: another version, or gone.
UPDATE contacts SET first_name = $2, last_name = $3, display_name = $4, email = $5, email_normalised = $6, phone = $7,
                    phone_e164 = $8, company_id = $9, company = $10, job_title = $11, avatar_url = $12,
                    avatar_file_id = $13, time_zone = $14, language = $15, source = $16, source_details = $17,
                    utm_data = $18, first_contact_date = $19, lifecycle_stage = $20, email_subscribed = $21,
                    sms_subscribed = $22, marketing_consent = $23, do_not_contact = $24, custom_fields = $25,
                    assigned_to = $26, updated_at = $27, name_folded = $28, company_folded = $29, version = version + 1
WHERE id = $1 AND version = $30 AND deleted_at IS NULL
RETURNING version;

-- name: insert_stats :exec
INSERT INTO contact_stats (contact_id) VALUES ($1);

-- name: find_contact :maybe
SELECT * FROM contact_records WHERE id = $1;

-- name: lock_contact :maybe
-- Holds the row until the end: two editors of one person take turns.
SELECT version FROM contacts WHERE id = $1 FOR UPDATE;

-- name: delete_emails :exec
DELETE FROM contact_emails WHERE contact_id = $1;

-- name: insert_emails :exec
INSERT INTO contact_emails (contact_id, address, normalised, local_part, domain, label, is_primary)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[]);

-- name: delete_phones :exec
DELETE FROM contact_phones WHERE contact_id = $1;

-- name: insert_phones :exec
INSERT INTO contact_phones (contact_id, position, number, e164, label, is_primary, reversed)
SELECT $1, p.position, p.number, p.e164, p.label, p.is_primary, p.reversed
FROM unnest($2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[])
     WITH ORDINALITY AS p (number, e164, label, is_primary, reversed, position);

-- name: who_has_email :maybe
-- Somebody else who has one of these addresses.
SELECT contact_id FROM contact_emails WHERE normalised = ANY($1) AND live AND contact_id <> $2 LIMIT 1;

-- name: suspected_duplicates :many
-- The same phone, or the same name at the same company.
SELECT id, display_name, reason FROM (
    SELECT c.id, c.display_name, 'phone' AS reason
    FROM contact_phones p JOIN contacts c ON c.project_id = p.project_id AND c.id = p.contact_id
    WHERE p.e164 = ANY($1) AND c.deleted_at IS NULL
    UNION ALL
    SELECT c.id, c.display_name, 'name_and_company' FROM contacts c
    WHERE c.name_folded = $2 AND c.company_folded = $3 AND $3 <> '' AND c.deleted_at IS NULL) candidates
LIMIT 5;

-- name: trash_contact :maybe
UPDATE contacts SET deleted_at = $2, version = version + 1 WHERE id = $1 AND deleted_at IS NULL RETURNING version;

-- name: set_emails_live :exec
UPDATE contact_emails SET live = $2 WHERE contact_id = $1;

-- name: restore_contact :maybe
UPDATE contacts SET deleted_at = NULL, version = version + 1 WHERE id = $1 AND deleted_at IS NOT NULL RETURNING version;

-- name: erase_contact :maybe
DELETE FROM contacts WHERE id = $1 RETURNING id;

-- name: empty_trash :many
-- role: system
-- In portions, so that no statement holds many rows for long.
DELETE FROM contacts WHERE (project_id, id) IN
    (SELECT project_id, id FROM contacts WHERE deleted_at < $1 ORDER BY deleted_at LIMIT 1000)
RETURNING id;

-- name: insert_first_note :exec
INSERT INTO contact_notes (id, contact_id, body, author_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5);

-- name: project_language :one
SELECT language FROM projects;
