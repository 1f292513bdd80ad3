-- name: custom_field_keys :many
SELECT key FROM custom_field_definitions ORDER BY key;

-- name: find_project_language :one
SELECT language FROM projects;
