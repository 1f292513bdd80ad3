-- Counters of guesses. Only hashes of accounts and addresses stand here.

-- name: is_known_address :maybe
-- role: system
SELECT true
FROM known_addresses
JOIN users ON users.id = known_addresses.user_id
WHERE users.email_normalised = $1 AND known_addresses.address_hash = $2;

-- name: count_attempt :maybe
-- role: system
-- One row: counted. None: the wait after the last failure is not over.
INSERT INTO sign_in_attempts AS counter (subject, failures, allowed_at)
VALUES ($1, 1, $2::timestamptz + attempt_wait(1, $3, $4, $5))
ON CONFLICT (subject) DO UPDATE
SET (failures, allowed_at) =
    (SELECT counted.failures, $2::timestamptz + attempt_wait(counted.failures, $3, $4, $5)
     FROM (SELECT CASE WHEN counter.allowed_at < $2::timestamptz - interval '24 hours' THEN 1
                       ELSE counter.failures + 1 END AS failures) AS counted)
WHERE counter.allowed_at <= $2
RETURNING true;

-- name: find_attempt_allowed_at :maybe
-- role: system
SELECT allowed_at FROM sign_in_attempts WHERE subject = $1;

-- name: forget_attempts :exec
-- role: system
DELETE FROM sign_in_attempts WHERE subject = ANY ($1::text[]);

-- name: forgive_attempt :exec
-- role: system
UPDATE sign_in_attempts SET failures = GREATEST(failures - 1, 0) WHERE subject = $1;

-- name: remember_address :exec
-- role: system
INSERT INTO known_addresses (user_id, address_hash, last_used_at)
VALUES ($1, $2, $3)
ON CONFLICT (user_id, address_hash) DO UPDATE SET last_used_at = EXCLUDED.last_used_at;

-- name: forget_addresses_over_the_bound :exec
-- role: system
-- The latest 50 of a person are kept.
DELETE FROM known_addresses
WHERE user_id = $1
  AND address_hash IN (SELECT address_hash FROM known_addresses WHERE user_id = $1
                       ORDER BY last_used_at DESC OFFSET 50);

-- name: forget_old_attempts :exec
-- role: system
DELETE FROM sign_in_attempts WHERE allowed_at < $1::timestamptz - interval '24 hours';

-- name: forget_old_addresses :exec
-- role: system
DELETE FROM known_addresses WHERE last_used_at < $1::timestamptz - interval '180 days';
