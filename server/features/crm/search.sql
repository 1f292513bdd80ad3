-- Each source is searched by its own index, through the second door: under row level security a trigram index is not
-- used at all.

-- name: search_exact_email :many
-- role: finder
SELECT contact_id AS id, 'email' AS matched FROM contact_emails
WHERE project_id = $1 AND normalised = $2 AND live LIMIT 1;

-- name: search_exact_phone :many
-- role: finder
SELECT DISTINCT p.contact_id AS id, 'phone' AS matched
FROM contact_phones p JOIN contacts c ON c.project_id = p.project_id AND c.id = p.contact_id
WHERE p.project_id = $1 AND p.e164 = $2 AND c.deleted_at IS NULL LIMIT $3;

-- name: search_phone_end :many
-- role: finder
SELECT DISTINCT p.contact_id AS id, 'phone' AS matched
FROM contact_phones p JOIN contacts c ON c.project_id = p.project_id AND c.id = p.contact_id
WHERE p.project_id = $1 AND p.reversed LIKE $2 AND c.deleted_at IS NULL LIMIT $3;

-- name: search_some_names :many
-- role: finder
-- The index finds them all; at most $3 rows are read. As many as that: the term is common.
SELECT id, created_at FROM contacts
WHERE project_id = $1 AND name_folded LIKE ALL($2::text[]) AND deleted_at IS NULL LIMIT $3;

-- name: search_new_names :many
-- role: finder
-- For a common term: from the newest backwards, until enough are found.
SELECT id, created_at FROM contacts
WHERE project_id = $1 AND name_folded LIKE ALL($2::text[]) AND deleted_at IS NULL
ORDER BY created_at DESC, id DESC LIMIT $3;

-- name: search_some_companies :many
-- role: finder
SELECT id, created_at FROM contacts
WHERE project_id = $1 AND company_folded LIKE ALL($2::text[]) AND deleted_at IS NULL LIMIT $3;

-- name: search_new_companies :many
-- role: finder
SELECT id, created_at FROM contacts
WHERE project_id = $1 AND company_folded LIKE ALL($2::text[]) AND deleted_at IS NULL
ORDER BY created_at DESC, id DESC LIMIT $3;

-- name: search_emails :many
-- role: finder
SELECT c.id, c.created_at
FROM (SELECT contact_id FROM contact_emails
      WHERE project_id = $1 AND local_part LIKE $2 AND ($3::text IS NULL OR domain LIKE $3) AND live LIMIT $4) e
JOIN contacts c ON c.project_id = $1 AND c.id = e.contact_id;

-- name: search_domain :many
-- role: finder
SELECT c.id, c.created_at
FROM (SELECT contact_id FROM contact_emails WHERE project_id = $1 AND domain = $2 AND live LIMIT $3) e
JOIN contacts c ON c.project_id = $1 AND c.id = e.contact_id;

-- name: avoid_bitmap_scans :exec
SELECT set_config('enable_bitmapscan', $1, true);

-- name: limit_search_time :exec
SELECT set_config('statement_timeout', $1, true);

-- name: search_records :many
-- role: finder
SELECT id, display_name, email, phone, company FROM contacts WHERE project_id = $1 AND id = ANY($2);

-- name: search_company_records :many
-- role: finder
SELECT id, name, domain FROM companies WHERE project_id = $1 AND name_folded LIKE $2 ORDER BY length(name), id LIMIT $3;

-- name: search_name_prefix :many
-- role: finder
SELECT id, created_at FROM contacts
WHERE project_id = $1 AND name_folded >= $2 AND name_folded < $3 AND deleted_at IS NULL ORDER BY name_folded LIMIT $4;
