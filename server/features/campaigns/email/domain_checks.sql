-- name: list_domain_checks :many
SELECT sender_id, domain, checked_at, findings FROM email_domain_checks
WHERE $1::uuid IS NULL OR sender_id = $1 ORDER BY checked_at, sender_id;

-- name: store_domain_check :exec
INSERT INTO email_domain_checks (sender_id, domain, checked_at, findings) VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, sender_id) DO UPDATE SET domain = EXCLUDED.domain, checked_at = EXCLUDED.checked_at,
                                                  findings = EXCLUDED.findings;

-- name: set_dkim_signing :maybe
UPDATE email_senders SET dkim_signing = $2, updated_at = $3, version = version + 1
WHERE id = $1 AND dkim_key_sealed IS NOT NULL AND dkim_signing <> $2 RETURNING version;
