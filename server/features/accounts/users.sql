-- People. They belong to no project: the role that resolves who calls reads and writes them.

-- name: add_user :exec
-- role: system
INSERT INTO users (id, name, email, email_normalised, password_hash, language, time_zone, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: find_user :maybe
-- role: system
SELECT id, name, email, email_verified_at IS NOT NULL AS email_verified, language, time_zone, avatar_file_id,
       EXISTS (SELECT FROM totp_secrets WHERE user_id = users.id AND confirmed_at IS NOT NULL) AS two_factor,
       created_at
FROM users
WHERE id = $1;

-- name: find_user_by_email :maybe
-- role: system
SELECT id FROM users WHERE email_normalised = $1;

-- name: find_memberships :many
-- role: system
SELECT projects.id, projects.name, members.role, projects.time_zone, projects.currency, projects.default_region
FROM members
JOIN projects ON projects.id = members.project_id
WHERE members.user_id = $1 AND projects.deleted_at IS NULL
ORDER BY projects.name, projects.id;

-- name: lock_user :maybe
-- role: system
SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE;

-- name: update_user :exec
-- role: system
UPDATE users SET name = $2, language = $3, time_zone = $4, avatar_file_id = $5 WHERE id = $1;
