-- name: sent_in_a_day :one
SELECT COALESCE(sum(mails), 0)::integer FROM send_counts WHERE sender_id = $1 AND since > $2;

-- name: hold_sender :maybe
-- One server after another counts; the next statement sees what the one before took.
SELECT id FROM email_senders WHERE id = $1 FOR NO KEY UPDATE;

-- name: take_of_day :maybe
-- Grants at most $4 mails of those that are left of $5 since $3, and counts them for the span that begins at $2.
WITH used AS (SELECT COALESCE(sum(mails), 0)::integer AS mails FROM send_counts
              WHERE sender_id = $1 AND since > $3::timestamptz),
granted AS (SELECT least($4::integer, $5::integer - used.mails) AS mails FROM used)
INSERT INTO send_counts AS c (sender_id, since, mails)
SELECT $1, $2, mails FROM granted WHERE mails > 0
ON CONFLICT (project_id, sender_id, since) DO UPDATE SET mails = c.mails + EXCLUDED.mails
RETURNING (SELECT mails FROM granted);

-- name: oldest_count :maybe
SELECT since FROM send_counts WHERE sender_id = $1 AND since > $2 ORDER BY since LIMIT 1;

-- name: forget_counts :exec
DELETE FROM send_counts WHERE sender_id = $1 AND since < $2;
