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

-- name: domain_is_due :exec
UPDATE email_senders SET domain_due_at = $2 WHERE id = $1;

-- name: take_due_domains :many
-- role: system
-- Those that have waited longest; whose job is lost is due again at $2.
UPDATE email_senders SET domain_due_at = $2
WHERE (project_id, id) IN (SELECT project_id, id FROM email_senders WHERE domain_due_at <= $1
                           ORDER BY domain_due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING project_id, id;

-- name: who_sets_senders_up :many
SELECT user_id FROM members WHERE role IN ('admin', 'owner');
