-- name: attached_contents :many
SELECT f.id, f.name, f.media_type, f.size, f.content_hash
FROM unnest($1::uuid[]) WITH ORDINALITY named (id, place) JOIN files f ON f.id = named.id ORDER BY named.place;

-- name: forget_files :exec
DELETE FROM files f
WHERE f.id = ANY ($1::uuid[])
  AND NOT EXISTS (SELECT FROM campaign_messages m WHERE f.id::text = ANY (m.media_attachments))
  AND NOT EXISTS (SELECT FROM contact_attachments a WHERE a.file_id = f.id)
  AND NOT EXISTS (SELECT FROM contacts c WHERE c.avatar_file_id = f.id)
  AND NOT EXISTS (SELECT FROM users u WHERE u.avatar_file_id = f.id);

-- name: files_of_campaign :many
SELECT DISTINCT unnest(media_attachments)::uuid FROM campaign_messages WHERE campaign_id = $1;
