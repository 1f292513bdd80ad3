-- name: list_bounce_mailboxes :many
-- $1: now; $2: of one sender, or NULL.
SELECT sender_id, protocol, host, port, security, username, folder, afterwards, sign_in, reports_taken,
       next_check_at <= $1 OR COALESCE(leased_until > $1, false) AS is_checked_now, succeeded_at, failed_at, failure,
       failure_detail, created_at, updated_at, version
FROM bounce_mailboxes WHERE $2::uuid IS NULL OR sender_id = $2 ORDER BY created_at, sender_id;

-- name: insert_bounce_mailbox :exec
INSERT INTO bounce_mailboxes (sender_id, protocol, host, port, security, username, password_sealed, folder, afterwards,
                              sign_in, version, next_check_at, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, decode(NULLIF($7, ''), 'base64'), $8, $9, $10, $11, $12, $12, $12);

-- name: update_bounce_mailbox :exec
-- The place stays the same. $3 NULL: the password stays. A look under way ends.
UPDATE bounce_mailboxes
SET security = $2, password_sealed = COALESCE(decode($3::text, 'base64'), password_sealed), afterwards = $4,
    failed_at = NULL, failure = '', failure_detail = '', leased_by = NULL, leased_until = NULL, next_check_at = $5,
    updated_at = $5, version = version + 1
WHERE sender_id = $1;

-- name: delete_bounce_mailbox :maybe
DELETE FROM bounce_mailboxes WHERE sender_id = $1 RETURNING username AS name, version;

-- name: check_mailbox_now :maybe
UPDATE bounce_mailboxes SET next_check_at = $2 WHERE sender_id = $1 RETURNING sender_id;

-- name: claim_due_mailbox :maybe
-- role: system
UPDATE bounce_mailboxes m SET leased_by = $1, leased_until = $3
FROM (SELECT project_id, sender_id FROM bounce_mailboxes
      WHERE next_check_at <= $2 AND (leased_until IS NULL OR leased_until <= $2)
      ORDER BY next_check_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
WHERE m.project_id = due.project_id AND m.sender_id = due.sender_id
RETURNING m.project_id, m.sender_id;

-- name: leased_mailbox :maybe
SELECT protocol, host, port, security, username, COALESCE(replace(encode(password_sealed, 'base64'), chr(10), ''), '')
       AS password, folder, afterwards, sign_in, uid_validity, last_uid, succeeded_at, created_at
FROM bounce_mailboxes WHERE sender_id = $1 AND leased_by = $2;

-- name: start_mailbox_anew :exec
-- Its numbers mean other mails now.
WITH forgotten AS (DELETE FROM bounce_mailbox_mails WHERE sender_id = $1)
UPDATE bounce_mailboxes SET uid_validity = $3, last_uid = 0 WHERE sender_id = $1 AND leased_by = $2;

-- name: advance_mailbox :maybe
-- No row: the lease was lost. $3: the last mail read (IMAP).
UPDATE bounce_mailboxes SET last_uid = GREATEST(last_uid, $3), reports_taken = reports_taken + $4, leased_until = $5
WHERE sender_id = $1 AND leased_by = $2 RETURNING last_uid;

-- name: remember_mails :exec
INSERT INTO bounce_mailbox_mails (sender_id, uid, is_report) SELECT $1, uid, $3 FROM unnest($2::text[]) uid
ON CONFLICT (project_id, sender_id, uid) DO NOTHING;

-- name: known_mails :many
SELECT uid FROM bounce_mailbox_mails WHERE sender_id = $1;

-- name: open_reports :many
SELECT uid FROM bounce_mailbox_mails WHERE sender_id = $1 AND is_report ORDER BY uid;

-- name: forget_mails :exec
DELETE FROM bounce_mailbox_mails WHERE sender_id = $1 AND uid = ANY ($2::text[]);

-- name: end_look :exec
-- $4 '': it went well.
UPDATE bounce_mailboxes
SET next_check_at = $3, leased_by = NULL, leased_until = NULL, failure = $4, failure_detail = $5,
    succeeded_at = CASE WHEN $4 = '' THEN $6 ELSE succeeded_at END, failed_at = CASE WHEN $4 <> '' THEN $6::timestamptz END
WHERE sender_id = $1 AND leased_by = $2;

-- name: give_mailbox_back :exec
UPDATE bounce_mailboxes SET leased_by = NULL, leased_until = NULL WHERE sender_id = $1 AND leased_by = $2;
