-- A POST with an Idempotency-Key is done once: the key and the answer are stored in the transaction of the change.

-- name: claim_idempotency_key :maybe
-- No row: somebody has the key already (a second caller waits here until the first has committed). One from before $5
-- has ended, and is as good as none.
INSERT INTO idempotency_keys AS known (owner, key, request_hash, created_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (owner, key) DO UPDATE
    SET request_hash = EXCLUDED.request_hash, created_at = EXCLUDED.created_at,
        status = NULL, body = NULL, location = NULL, etag = NULL
    WHERE known.created_at <= $5
RETURNING true;

-- name: find_idempotent_answer :maybe
SELECT request_hash, status, body, location, etag FROM idempotency_keys WHERE owner = $1 AND key = $2;

-- name: store_idempotent_answer :exec
UPDATE idempotency_keys SET status = $3, body = $4, location = $5, etag = $6 WHERE owner = $1 AND key = $2;
