-- Who changed and whose facets follow.

-- name: count_behind :one
SELECT count(*) FROM (SELECT FROM contact_facet_changes LIMIT $1) few;

-- name: projects_with_facets_behind :many
-- role: system
-- From one project to the next by the index, however many wait there.
WITH RECURSIVE waiting AS (
    (SELECT project_id FROM contact_facet_changes ORDER BY project_id LIMIT 1)
    UNION ALL
    SELECT (SELECT n.project_id FROM contact_facet_changes n WHERE n.project_id > w.project_id
            ORDER BY n.project_id LIMIT 1)
    FROM waiting w WHERE w.project_id IS NOT NULL
)
SELECT project_id FROM waiting WHERE project_id IS NOT NULL;

-- name: take_facet_turn :one
-- One at a time in a project: who looks later sees more, and must not be overwritten by who looked before. An import
-- needs the machine itself; whom it brought follows when it is done.
SELECT NOT EXISTS (SELECT FROM import_runs WHERE status = 'running')
       AND pg_try_advisory_xact_lock(hashtextextended('facets ' || $1, 0));

-- name: claim_facet_changes :many
DELETE FROM contact_facet_changes n USING (
    SELECT id FROM contact_facet_changes ORDER BY id LIMIT $1) first
WHERE n.id = first.id
RETURNING n.contact_id, n.of_counters;

-- name: refresh_facets :exec
-- A statement after the one that claimed, so that it sees what they noted.
INSERT INTO contact_facets (contact_id, codes)
SELECT f.contact_id, f.codes FROM facets_of_contacts($1::uuid, $2::uuid[]) f ORDER BY f.contact_id
ON CONFLICT (project_id, contact_id) DO UPDATE SET codes = EXCLUDED.codes
WHERE contact_facets.codes <> EXCLUDED.codes;

-- name: forget_facets :exec
DELETE FROM contact_facets f
WHERE f.contact_id = ANY($1::uuid[])
  AND NOT EXISTS (SELECT FROM contacts c
                  WHERE c.project_id = f.project_id AND c.id = f.contact_id AND c.deleted_at IS NULL);
