-- Bitmaps of contacts: written by their worker, read by lists.

-- name: place_contacts :exec
-- The worker is alone in a project: nobody else draws a position meanwhile.
INSERT INTO contact_positions (contact_id, position)
SELECT c.id, (SELECT COALESCE(max(position), -1) FROM contact_positions) + row_number() OVER (ORDER BY c.id)
FROM contacts c
WHERE c.id = ANY($1::uuid[]) AND c.deleted_at IS NULL
  AND NOT EXISTS (SELECT FROM contact_positions p WHERE p.project_id = c.project_id AND p.contact_id = c.id);

-- name: bitmap_codes :many
-- Without any: whoever is in the trash or no more. $3: those of whom texts may have changed, too.
SELECT p.position, COALESCE(b.codes, '{}') AS codes, COALESCE(t.texts, 0) AS texts,
       w.id IS NOT NULL AND p.texts <> COALESCE(t.texts, 0) AS texts_changed,
       CASE WHEN p.texts = t.texts THEN '{}' ELSE COALESCE(t.codes, '{}') END AS text_codes
FROM contact_positions p
LEFT JOIN unnest($3::uuid[]) w (id) ON w.id = p.contact_id
LEFT JOIN bitmap_codes_of_contacts($1::uuid, $2::uuid[]) b ON b.contact_id = p.contact_id
LEFT JOIN (SELECT contact_id, codes, hashtextextended(codes::text, 0) AS texts
           FROM bitmap_text_codes_of_contacts($1::uuid, $3::uuid[])) t ON t.contact_id = p.contact_id
WHERE p.contact_id = ANY($2::uuid[]);

-- name: keep_texts :exec
UPDATE contact_positions p SET texts = n.texts
FROM unnest($1::integer[], $2::bigint[]) n (position, texts) WHERE p.position = n.position;

-- name: bitmaps_of_block :many
SELECT code, members FROM contact_bitmaps WHERE block = $1 AND code >= $2;

-- name: store_bitmaps :exec
INSERT INTO contact_bitmaps (block, code, members)
SELECT $1, code, members::bytea FROM unnest($2::bigint[], $3::text[]) changed (code, members)
ON CONFLICT (project_id, code, block) DO UPDATE SET members = EXCLUDED.members;

-- name: drop_bitmaps :exec
DELETE FROM contact_bitmaps WHERE block = $1 AND code = ANY($2::bigint[]);

-- name: forget_positions :exec
DELETE FROM contact_positions p
WHERE p.contact_id = ANY($1::uuid[])
  AND NOT EXISTS (SELECT FROM contacts c
                  WHERE c.project_id = p.project_id AND c.id = p.contact_id AND c.deleted_at IS NULL);

-- name: projects_to_fill :many
-- role: system
SELECT project_id FROM contact_bitmap_fills;

-- name: next_to_fill :many
SELECT c.id FROM contacts c, contact_bitmap_fills f
WHERE c.project_id = f.project_id AND c.id > f.after AND c.deleted_at IS NULL ORDER BY c.id LIMIT $1;

-- name: fill_went_on :exec
UPDATE contact_bitmap_fills SET after = $1;

-- name: fill_is_done :exec
DELETE FROM contact_bitmap_fills;

-- name: is_filling :one
SELECT EXISTS (SELECT FROM contact_bitmap_fills);

-- name: contacts_behind :many
SELECT DISTINCT contact_id FROM (SELECT contact_id FROM contact_bitmap_changes LIMIT $1) few;

-- name: codes_of_field :one
SELECT bitmap_code($1, -2147483648);

-- name: buckets_ascending :many
-- role: finder
SELECT code, block, members FROM contact_bitmaps
WHERE project_id = $1 AND code BETWEEN $2 AND $3 ORDER BY code, block LIMIT $4;

-- name: buckets_descending :many
-- role: finder
SELECT code, block, members FROM contact_bitmaps
WHERE project_id = $1 AND code BETWEEN $2 AND $3 ORDER BY code DESC, block DESC LIMIT $4;
