-- Projects.

-- name: count_projects :one
-- role: system
SELECT count(*)
FROM members
JOIN projects ON projects.id = members.project_id
WHERE members.user_id = $1 AND projects.deleted_at IS NULL;

-- name: add_project :exec
-- role: system
-- A contact's language has room for ten characters: of a longer tag of the owner's the language alone.
INSERT INTO projects (id, name, time_zone, currency, default_region, created_at, language)
SELECT $1, $2, $3, $4, $5, $6,
       COALESCE($7, CASE WHEN char_length(language) <= 10 THEN language ELSE split_part(language, '-', 1) END)
FROM users WHERE id = $8;

-- name: add_member :maybe
-- role: system
-- No row: is a member already.
INSERT INTO members (project_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, user_id) DO NOTHING
RETURNING true;

-- name: find_project :one
SELECT projects.id, name, time_zone, currency, default_region, language, opt_in,
       COALESCE((SELECT role FROM members WHERE user_id = $1), 'viewer') AS role, version, created_at
FROM projects;

-- name: find_project_of_member :one
-- role: system
SELECT projects.id, name, time_zone, currency, default_region, language, opt_in, members.role, version, created_at
FROM projects
JOIN members ON members.project_id = projects.id
WHERE projects.id = $1 AND members.user_id = $2;

-- name: lock_project :one
-- Weaker than FOR UPDATE: rows that refer to the project can be added all the while.
SELECT version FROM projects FOR NO KEY UPDATE;

-- name: update_project :exec
UPDATE projects
SET name = $1, time_zone = $2, currency = $3, default_region = $4, language = $5, opt_in = $6, version = version + 1;

-- name: mark_project_deleted :exec
UPDATE projects SET deleted_at = $1;

-- name: prepare_purge :exec
-- role: owner
SELECT set_config('app.audit_erasure', 'on', true), set_config('statement_timeout', '0', true);

-- name: purge_one_project :maybe
-- role: owner
DELETE FROM projects
WHERE id = (SELECT id FROM projects WHERE deleted_at < $1 ORDER BY deleted_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id;

-- name: project_settings :one
SELECT name, time_zone, currency, default_region, opt_in FROM projects;

-- name: find_language_of_reader :one
SELECT COALESCE((SELECT language FROM users WHERE id = $1::uuid), (SELECT language FROM projects));
