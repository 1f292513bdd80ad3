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
WHERE p.project_id = $1 AND p.e164 = $2 AND c.deleted_at IS NULL ORDER BY p.contact_id DESC LIMIT $3;

-- name: search_phone_end :many
-- role: finder
-- $2 and $3 are the first and the one beyond the last: a pattern in a parameter would not use the index. The newest are
-- known by their ids, of version 7, and looked up until there are enough.
SELECT c.id, c.created_at, 'phone' AS matched
FROM (SELECT contact_id FROM contact_phones
      WHERE project_id = $1 AND reversed ~>=~ $2 AND reversed ~<~ $3
      GROUP BY contact_id ORDER BY contact_id DESC OFFSET 0) p
CROSS JOIN LATERAL (SELECT id, created_at FROM contacts
                    WHERE project_id = $1 AND id = p.contact_id AND deleted_at IS NULL OFFSET 0) c
LIMIT $4;

-- name: search_newest :many
-- role: finder
-- Who fits among the $4 newest before a contact ($6, $7), without one among the newest of all. The last of them is told also
-- when he does not fit: the next look goes on there. $8 and $9 are other ways to write the name, $9 without its signs; null
-- where there is none.
SELECT id, created_at, place,
       CASE WHEN name_folded LIKE ALL ($2::text[]) OR name_folded LIKE ALL ($8::text[])
                 OR $9::text[] IS NOT NULL AND translate(name_folded, '''-', '') LIKE ALL ($9) THEN 'name'
            WHEN company_folded LIKE ALL ($2::text[]) THEN 'company'
            WHEN email_normalised LIKE $3 THEN 'email' END AS matched
FROM (SELECT id, created_at, name_folded, company_folded, email_normalised,
             row_number() OVER (ORDER BY created_at DESC, id DESC) AS place
      FROM contacts
      WHERE project_id = $1 AND deleted_at IS NULL
        AND (created_at, id) < (COALESCE($6::timestamptz, 'infinity'),
                                COALESCE($7::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      ORDER BY created_at DESC, id DESC LIMIT $4::integer) newest
WHERE name_folded LIKE ALL ($2::text[]) OR company_folded LIKE ALL ($2::text[]) OR email_normalised LIKE $3
   OR name_folded LIKE ALL ($8::text[])
   OR $9::text[] IS NOT NULL AND translate(name_folded, '''-', '') LIKE ALL ($9) OR place = $4::integer
ORDER BY created_at DESC, id DESC LIMIT $5;

-- name: search_phone_beginning :many
-- role: finder
SELECT c.id, c.created_at, 'phone' AS matched
FROM (SELECT contact_id FROM contact_phones WHERE project_id = $1 AND e164 >= $2 AND e164 < $3
      GROUP BY contact_id ORDER BY contact_id DESC OFFSET 0) p
CROSS JOIN LATERAL (SELECT id, created_at FROM contacts
                    WHERE project_id = $1 AND id = p.contact_id AND deleted_at IS NULL OFFSET 0) c
LIMIT $4;

-- name: search_emails :many
-- role: finder
-- Ids are of version 7: their order is that of creation, and the newest are known before they are looked up. $2 is looked
-- up by the index, $5 asked of those who have it.
WITH matching AS MATERIALIZED (
    SELECT contact_id FROM contact_emails
    WHERE project_id = $1 AND local_part LIKE $2 AND local_part || '' LIKE $5
      AND ($3::text IS NULL OR domain LIKE $3) AND live)
SELECT c.id, c.created_at, 'email' AS matched
FROM (SELECT contact_id FROM matching ORDER BY contact_id DESC LIMIT $4) e
JOIN contacts c ON c.project_id = $1 AND c.id = e.contact_id;

-- name: search_domain :many
-- role: finder
SELECT c.id, c.created_at, 'email' AS matched
FROM (SELECT contact_id FROM contact_emails WHERE project_id = $1 AND domain = $2 AND live
      ORDER BY contact_id DESC LIMIT $3) e
JOIN contacts c ON c.project_id = $1 AND c.id = e.contact_id;

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
SELECT id, created_at, 'name' AS matched FROM contacts
WHERE project_id = $1 AND name_folded >= $2 AND name_folded < $3 AND deleted_at IS NULL ORDER BY name_folded LIMIT $4;
