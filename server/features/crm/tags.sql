-- name: list_tags :many
-- Contacts in the trash do not count. They are few: taken off at once, they spare looking at everybody.
SELECT t.id, t.name, t.colour,
       (SELECT count(*) FROM contact_tags ct WHERE ct.tag_id = t.id) - COALESCE(trash.contacts, 0) AS contacts_count
FROM tags t
LEFT JOIN (SELECT ct.tag_id, count(*) AS contacts
           FROM contacts c JOIN contact_tags ct ON ct.contact_id = c.id
           WHERE c.deleted_at IS NOT NULL GROUP BY ct.tag_id) trash ON trash.tag_id = t.id
WHERE ($1::text IS NULL OR starts_with(t.name_folded, $1))
ORDER BY t.name_folded LIMIT 2000;

-- name: find_tag :maybe
SELECT t.id, t.name, t.colour,
       (SELECT count(*) FROM contact_tags ct WHERE ct.tag_id = t.id)
       - (SELECT count(*) FROM contacts c JOIN contact_tags ct ON ct.contact_id = c.id
          WHERE ct.tag_id = t.id AND c.deleted_at IS NOT NULL) AS contacts_count
FROM tags t WHERE t.id = $1;

-- name: tag_room :one
-- How many tags there are, and how many of these names are none of them.
SELECT (SELECT count(*) FROM tags) AS there,
       (SELECT count(DISTINCT w.name) FROM unnest($1::text[]) AS w (name)
        WHERE NOT EXISTS (SELECT FROM tags WHERE name_folded = w.name)) AS missing;

-- name: put_tag :one
-- The tag of this name, made when there is none.
INSERT INTO tags (id, name, name_folded, colour) VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, name_folded) DO UPDATE SET name = tags.name
RETURNING id;

-- name: insert_tag :exec
INSERT INTO tags (id, name, name_folded, colour) VALUES ($1, $2, $3, $4);

-- name: update_tag :exec
UPDATE tags SET name = $2, name_folded = $3, colour = $4 WHERE id = $1;

-- name: delete_tag :maybe
DELETE FROM tags WHERE id = $1 RETURNING name;

-- name: keep_only_tags :exec
DELETE FROM contact_tags WHERE contact_id = $1 AND NOT tag_id = ANY($2::uuid[]);

-- name: add_contact_tags :exec
INSERT INTO contact_tags (contact_id, tag_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING;
