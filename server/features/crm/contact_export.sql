-- What belongs to the contacts of a batch, each kind in one statement: the view's sub-queries for every single contact
-- take three times as long.

-- name: exported_emails :many
-- role: finder
SELECT contact_id, address, label, is_primary FROM contact_emails
WHERE project_id = $1 AND contact_id = ANY($2) ORDER BY contact_id, is_primary DESC, normalised;

-- name: exported_phones :many
-- role: finder
SELECT contact_id, number, e164, label, is_primary FROM contact_phones
WHERE project_id = $1 AND contact_id = ANY($2) ORDER BY contact_id, position;

-- name: exported_tags :many
-- role: finder
SELECT ct.contact_id, ct.tag_id FROM contact_tags ct WHERE ct.project_id = $1 AND ct.contact_id = ANY($2);

-- name: tag_names :many
-- role: finder
SELECT id, name AS text FROM tags WHERE project_id = $1 ORDER BY name_folded;

-- name: exported_notes :many
-- role: finder
SELECT contact_id, body FROM contact_notes
WHERE project_id = $1 AND contact_id = ANY($2) ORDER BY contact_id, created_at, id;

-- name: member_addresses :many
SELECT u.id, u.email_normalised AS text FROM users u JOIN members m ON m.user_id = u.id;
