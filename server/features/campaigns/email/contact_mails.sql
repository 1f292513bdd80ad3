-- name: person_to_write_to :maybe
-- $2: an address in its normal form; how it is written, when it is his.
SELECT c.do_not_contact, e.address, recipient_data(c) AS data
FROM contacts c LEFT JOIN contact_emails e ON e.contact_id = c.id AND e.normalised = $2
WHERE c.id = $1 AND c.deleted_at IS NULL;

-- name: reason_against_any_mail :maybe
-- Not what he said about news: nobody is there, he asked to be forgotten, or somebody here put him on the list.
SELECT reason FROM suppressions
WHERE channel = 'email' AND address_hash = $1 AND topic = '' AND reason IN ('bounced', 'erased', 'manual');

-- name: mails_of_author :one
SELECT count(*) FROM contact_mails WHERE created_by IS NOT DISTINCT FROM $1 AND created_at > $2;

-- name: insert_contact_mail :exec
INSERT INTO contact_mails (id, contact_id, sender_id, sent_from, address, subject, body, interaction_id, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: find_contact_mail :maybe
SELECT id, contact_id, sender_id, sent_from, address, subject, body, status, error, created_by, created_at, sent_at
FROM contact_mails WHERE contact_id = $1 AND id = $2;

-- name: waiting_contact_mail :maybe
SELECT m.id, m.contact_id, m.sender_id, m.address, m.subject, m.body, c.do_not_contact
FROM contact_mails m JOIN contacts c ON c.id = m.contact_id WHERE m.id = $1 AND m.status = 'waiting';

-- name: contact_mail_became :maybe
-- In its own row and on the timeline. $2: status, $3: error, $4: now.
WITH mail AS (
    UPDATE contact_mails SET status = $2, error = $3, sent_at = CASE WHEN $2 = 'sent' THEN $4::timestamptz END
    WHERE id = $1 AND status = 'waiting' RETURNING contact_id, interaction_id, created_at),
told AS (
    UPDATE contact_interactions i SET metadata = i.metadata || jsonb_build_object('status', $2::text, 'error', $3::text)
    FROM mail WHERE i.id = mail.interaction_id AND i.occurred_at = mail.created_at)
SELECT contact_id FROM mail;

-- name: hold_restored_mails :many
-- role: owner
-- Of all projects, before a server looks at them.
WITH mail AS (
    UPDATE contact_mails SET status = 'failed', error = $1 WHERE status = 'waiting'
    RETURNING project_id, id, interaction_id, created_at),
told AS (
    UPDATE contact_interactions i SET metadata = i.metadata || jsonb_build_object('status', 'failed', 'error', $1::text)
    FROM mail WHERE i.project_id = mail.project_id AND i.id = mail.interaction_id AND i.occurred_at = mail.created_at)
SELECT id FROM mail;
