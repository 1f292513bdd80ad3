-- name: list_fields :many
SELECT id, key, label, type, options, required, position, created_at, version FROM custom_field_definitions
ORDER BY position, key;

-- name: find_field :maybe
SELECT id, key, label, type, options, required, position, created_at, version FROM custom_field_definitions
WHERE id = $1;

-- name: lock_field :exec
SELECT FROM custom_field_definitions WHERE id = $1 FOR UPDATE;

-- name: insert_field :exec
INSERT INTO custom_field_definitions (id, key, label, type, options, required, position, created_at)
VALUES ($1, $2, $3, $4, $5, $6, (SELECT COALESCE(max(position) + 1, 0) FROM custom_field_definitions), $7);

-- name: update_field :maybe
UPDATE custom_field_definitions SET label = $2, options = $3, required = $4, version = version + 1
WHERE id = $1 RETURNING version;

-- name: delete_field :maybe
-- Its indexed values go with it; the display copies are cleaned by a job.
DELETE FROM custom_field_definitions WHERE id = $1 RETURNING key;

-- name: move_field :exec
UPDATE custom_field_definitions SET position = $2 WHERE id = $1;

-- name: forget_field_values :many
UPDATE contacts SET custom_fields = custom_fields - $1::text
WHERE id IN (SELECT id FROM contacts WHERE custom_fields ? $1 LIMIT 1000)
RETURNING id;

-- name: delete_values :exec
DELETE FROM contact_field_values WHERE contact_id = $1;

-- name: insert_values :exec
INSERT INTO contact_field_values (contact_id, field_id, item, text_value, number_value, date_value, boolean_value)
SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::text[], $5::float8[], $6::date[], $7::boolean[]);
