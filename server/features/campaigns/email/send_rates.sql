-- name: paces_of_sender :many
-- host '': the sender's own server.
SELECT host, per_minute, since FROM send_paces WHERE sender_id = $1;

-- name: slow_down :exec
INSERT INTO send_paces (sender_id, host, per_minute, since) VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, sender_id, host) DO UPDATE SET per_minute = EXCLUDED.per_minute, since = EXCLUDED.since
WHERE send_paces.since <= EXCLUDED.since;

-- name: find_pace :maybe
SELECT host, per_minute, since FROM send_paces WHERE sender_id = $1 AND host = $2 FOR UPDATE;

-- name: forget_paces :exec
-- Recovered long ago.
DELETE FROM send_paces WHERE sender_id = $1 AND since < $2;

-- name: take_mails :maybe
-- Grants $5 mails, each worth $4 microseconds, when those before are at most a burst ($6 microseconds) ahead of time (GCRA).
INSERT INTO send_tokens AS t (sender_id, host, next_at)
VALUES ($1, $2, $3::timestamptz + $5::integer * $4::integer * interval '1 microsecond')
ON CONFLICT (project_id, sender_id, host) DO UPDATE
SET next_at = greatest(t.next_at, $3::timestamptz) + $5::integer * $4::integer * interval '1 microsecond'
WHERE t.next_at + $5::integer * $4::integer * interval '1 microsecond'
      <= $3::timestamptz + $6::integer * interval '1 microsecond'
RETURNING next_at;

-- name: reserve_mail :one
-- One mail, worth $4 microseconds, is counted; from when on it may go. What comes after it waits for it.
INSERT INTO send_tokens AS t (sender_id, host, next_at) VALUES ($1, $2, $3::timestamptz + $4::integer * interval '1 microsecond')
ON CONFLICT (project_id, sender_id, host) DO UPDATE
SET next_at = greatest(t.next_at, $3::timestamptz) + $4::integer * interval '1 microsecond'
RETURNING t.next_at - $4::integer * interval '1 microsecond';

-- name: next_mail_at :maybe
SELECT next_at FROM send_tokens WHERE sender_id = $1 AND host = $2;
