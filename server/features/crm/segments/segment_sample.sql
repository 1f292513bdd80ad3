-- name: count_hash_range :one
-- role: finder
SELECT count(*) FROM contacts WHERE project_id = $1 AND deleted_at IS NULL AND uuid_hash(id) <= $2::integer;

-- name: count_live_contacts :one
-- role: finder
SELECT count(*) FROM contacts WHERE project_id = $1 AND deleted_at IS NULL;

-- name: contacts_in_hash_range :many
-- role: finder
SELECT id FROM contacts WHERE project_id = $1 AND deleted_at IS NULL AND uuid_hash(id) <= $2::integer;
