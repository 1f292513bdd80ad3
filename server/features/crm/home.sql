-- name: new_leads :many
SELECT * FROM contact_records WHERE deleted_at IS NULL AND lifecycle_stage = 'lead' ORDER BY created_at DESC, id DESC LIMIT 5;

-- name: count_new_leads :one
SELECT count(*) FROM contacts WHERE deleted_at IS NULL AND lifecycle_stage = 'lead' AND created_at >= $1;

-- name: recent_activity :many
SELECT i.id, i.contact_id, c.display_name AS contact_name, i.interaction_type AS type, i.title, i.occurred_at
FROM contact_interactions i JOIN contacts c ON c.project_id = i.project_id AND c.id = i.contact_id
WHERE i.occurred_at >= $1 ORDER BY i.occurred_at DESC, i.id LIMIT 10;

-- name: has_contacts :one
SELECT EXISTS (SELECT 1 FROM contacts);
