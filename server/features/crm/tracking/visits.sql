-- name: list_sites :many
SELECT id, name, domain, enabled, created_at, version FROM tracked_sites
WHERE ($1::uuid IS NULL OR id = $1) ORDER BY created_at, id;

-- name: count_sites :one
SELECT count(*) FROM tracked_sites;

-- name: insert_site :exec
INSERT INTO tracked_sites (id, name, domain, enabled, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: update_site :maybe
UPDATE tracked_sites SET name = $2, domain = $3, enabled = $4, version = version + 1 WHERE id = $1 AND version = $5
RETURNING version;

-- name: delete_site :maybe
DELETE FROM tracked_sites WHERE id = $1 RETURNING name, version;

-- name: find_site_of_script :maybe
-- role: system
SELECT project_id, domain, enabled FROM tracked_sites WHERE id = $1;

-- name: count_visit :exec
-- A page that is new today on a site with very many pages counts among the others.
INSERT INTO site_visit_counts AS v (site_id, day, path, visits, identified)
SELECT $1, $2, CASE WHEN EXISTS (SELECT FROM site_visit_counts k WHERE k.site_id = $1 AND k.day = $2 AND k.path = $3)
                      OR (SELECT count(*) FROM site_visit_counts k WHERE k.site_id = $1 AND k.day = $2) < $5
                    THEN $3 ELSE '(other)' END, 1, $4
ON CONFLICT (project_id, site_id, day, path)
    DO UPDATE SET visits = v.visits + 1, identified = v.identified + EXCLUDED.identified;

-- name: visited_lately :one
SELECT EXISTS (SELECT FROM contact_interactions
               WHERE contact_id = $1 AND interaction_type = 'website_visit' AND occurred_at > $2
                 AND metadata->>'path' = $3);

-- name: lock_live_contact :maybe
-- Two visits of one person at once are looked at one after the other.
SELECT id FROM contacts WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE;

-- name: keep_first_utm :exec
UPDATE contacts SET utm_data = $2, updated_at = $3, version = version + 1 WHERE id = $1 AND utm_data = '{}';

-- name: visit_counts :many
SELECT day, sum(visits)::bigint AS visits, sum(identified)::bigint AS identified FROM site_visit_counts
WHERE site_id = $1 AND day >= $2 GROUP BY day ORDER BY day;

-- name: top_pages :many
SELECT path, sum(visits)::bigint AS visits, sum(identified)::bigint AS identified FROM site_visit_counts
WHERE site_id = $1 AND day >= $2 GROUP BY path ORDER BY visits DESC, path LIMIT 20;
