-- name: list_consents :many
SELECT id, contact_id, purpose, given, basis, wording, source, ip_address, user_agent, recorded_by, created_at
FROM consents WHERE contact_id = $1 ORDER BY created_at DESC, id DESC LIMIT 500;

-- name: find_consent :one
SELECT id, contact_id, purpose, given, basis, wording, source, ip_address, user_agent, recorded_by, created_at
FROM consents WHERE id = $1;

-- name: count_consents :one
SELECT count(*) FROM consents WHERE contact_id = $1;

-- name: insert_consent :exec
INSERT INTO consents (id, contact_id, purpose, given, basis, wording, source, ip_address, user_agent, recorded_by,
                      created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: follow_latest_consent :maybe
-- The flag that lists and campaigns read; what was said last holds, whenever it was written down.
UPDATE contacts c SET marketing_consent = latest.given, updated_at = $2, version = version + 1
FROM (SELECT given FROM consents WHERE contact_id = $1 AND purpose = 'marketing'
      ORDER BY created_at DESC, id DESC LIMIT 1) latest
WHERE c.id = $1 AND c.marketing_consent IS DISTINCT FROM latest.given
RETURNING c.version;
