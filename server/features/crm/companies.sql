-- name: find_company :maybe
SELECT c.id, c.name, c.domain, c.website, c.phone, c.industry, c.size, c.address, c.description, c.custom_fields,
       (SELECT count(*) FROM contacts p WHERE p.company_id = c.id AND p.deleted_at IS NULL) AS contacts_count,
       c.assigned_to, c.created_at, c.updated_at, c.version
FROM companies c WHERE c.id = $1;

-- name: list_companies :many
-- role: finder
-- Through the second door: a name is searched by trigrams, which row level security would not let use the index.
SELECT c.id, c.name, c.domain, c.website, c.phone, c.industry, c.size, c.address, c.description, c.custom_fields,
       (SELECT count(*) FROM contacts p WHERE p.project_id = c.project_id AND p.company_id = c.id AND p.deleted_at IS NULL)
       AS contacts_count,
       c.assigned_to, c.created_at, c.updated_at, c.version
FROM companies c
WHERE c.project_id = $1 AND ($2::text IS NULL OR c.name_folded LIKE $2)
  AND ($3::text IS NULL OR (c.name_folded, c.id) > ($3, $4::uuid))
ORDER BY c.name_folded, c.id LIMIT $5;

-- name: company_sort_key :one
SELECT name_folded FROM companies WHERE id = $1;

-- name: company_by_name :maybe
SELECT id, name FROM companies WHERE name_folded = $1 ORDER BY created_at LIMIT 1;

-- name: company_name :maybe
SELECT name FROM companies WHERE id = $1;

-- name: insert_company :exec
INSERT INTO companies (id, name, name_folded, domain, website, phone, phone_e164, industry, size, address, description,
                       custom_fields, assigned_to, created_by, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15);

-- name: lock_company :exec
SELECT FROM companies WHERE id = $1 FOR UPDATE;

-- name: lock_company_name :exec
SELECT pg_advisory_xact_lock(hashtextextended('company ' || current_setting('app.project_id') || $1, 0));

-- name: update_company :exec
UPDATE companies SET name = $2, name_folded = $3, domain = $4, website = $5,
                     phone_e164 = CASE WHEN phone = $6 THEN phone_e164 ELSE $7 END, phone = $6, industry = $8,
                     size = $9, address = $10, description = $11, custom_fields = $12, assigned_to = $13,
                     updated_at = $14, version = version + 1
WHERE id = $1;

-- name: rename_company_of_contacts :exec
UPDATE contacts SET company = $2, company_folded = $3 WHERE company_id = $1;

-- name: delete_company :exec
DELETE FROM companies WHERE id = $1;

-- name: contacts_of_company :many
SELECT r.* FROM contact_records r WHERE r.company_id = $1 AND r.deleted_at IS NULL
  AND ($2::text IS NULL OR (r.name_folded, r.id) > ($2, $3::uuid))
ORDER BY r.name_folded, r.id LIMIT $4;

-- name: contact_sort_key :one
SELECT name_folded FROM contacts WHERE id = $1;
