-- name: files_of_contact :many
-- Files that hang on this person alone: no other attachment, picture of a contact or of a user.
SELECT f.id, f.content_hash FROM files f
WHERE (f.id IN (SELECT file_id FROM contact_attachments WHERE contact_id = $1)
       OR f.id = (SELECT avatar_file_id FROM contacts WHERE id = $1))
  AND NOT EXISTS (SELECT FROM contact_attachments a WHERE a.file_id = f.id AND a.contact_id <> $1)
  AND NOT EXISTS (SELECT FROM contacts c WHERE c.avatar_file_id = f.id AND c.id <> $1)
  AND NOT EXISTS (SELECT FROM users u WHERE u.avatar_file_id = f.id);

-- name: addresses_of_contact :many
SELECT 'email' AS channel, normalised AS address FROM contact_emails WHERE contact_id = $1
UNION SELECT 'sms', e164 FROM contact_phones WHERE contact_id = $1 AND e164 IS NOT NULL;

-- name: spellings_of_contact :many
-- As they were typed, for rows that an import refused.
SELECT lower(address) FROM contact_emails WHERE contact_id = $1
UNION SELECT normalised FROM contact_emails WHERE contact_id = $1
UNION SELECT lower(number) FROM contact_phones WHERE contact_id = $1
UNION SELECT e164 FROM contact_phones WHERE contact_id = $1 AND e164 IS NOT NULL;

-- name: forget_person :exec
SELECT forget_person($1, $2::text[]);

-- name: forget_mentions :exec
-- While he is still there: by his name and these spellings of his addresses.
SELECT forget_mentions($1, $2::text[]);

-- name: delete_files :exec
DELETE FROM files WHERE id = ANY($1::uuid[]);

-- name: unreferenced_contents :many
SELECT unreferenced_contents($1::text[]);

-- name: audit_of_contact :one
SELECT COALESCE(jsonb_agg(jsonb_build_object('occurred_at', occurred_at, 'action', action) ORDER BY id), '[]')
FROM audit_log WHERE target_id = $1;

-- name: attachments_of_contact :one
SELECT COALESCE(jsonb_agg(jsonb_build_object('file_id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size,
                                             'address', '/api/files/' || f.id) ORDER BY a.created_at), '[]')
FROM contact_attachments a JOIN files f ON f.id = a.file_id WHERE a.contact_id = $1;
