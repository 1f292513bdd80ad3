-- name: list_tasks :many
SELECT t.id, t.title, t.kind, t.description, t.contact_id, c.display_name AS contact_name, t.company_id,
       o.name AS company_name, t.due_at, t.remind_at, t.assigned_to, t.done_at, t.created_at, t.version
FROM contact_tasks t
LEFT JOIN contacts c ON c.project_id = t.project_id AND c.id = t.contact_id
LEFT JOIN companies o ON o.project_id = t.project_id AND o.id = t.company_id
WHERE ($1::text = 'all' OR ($1 = 'open' AND t.done_at IS NULL) OR ($1 = 'done' AND t.done_at IS NOT NULL))
  AND ($2::timestamptz IS NULL OR t.due_at >= $2) AND ($3::timestamptz IS NULL OR t.due_at < $3)
  AND ($4::uuid IS NULL OR t.assigned_to = $4) AND ($5::uuid IS NULL OR t.contact_id = $5)
  AND ($6::timestamptz IS NULL OR (COALESCE(t.due_at, '9999-12-31 00:00+00'::timestamptz), t.id) > ($6, $7::uuid))
ORDER BY COALESCE(t.due_at, '9999-12-31 00:00+00'::timestamptz), t.id LIMIT $8;

-- name: find_task :maybe
SELECT t.id, t.title, t.kind, t.description, t.contact_id, c.display_name AS contact_name, t.company_id,
       o.name AS company_name, t.due_at, t.remind_at, t.assigned_to, t.done_at, t.created_at, t.version
FROM contact_tasks t
LEFT JOIN contacts c ON c.project_id = t.project_id AND c.id = t.contact_id
LEFT JOIN companies o ON o.project_id = t.project_id AND o.id = t.company_id
WHERE t.id = $1;

-- name: insert_task :exec
INSERT INTO contact_tasks (id, title, kind, description, contact_id, company_id, due_at, remind_at, assigned_to,
                           done_at, created_by, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12);

-- name: lock_task :exec
SELECT FROM contact_tasks WHERE id = $1 FOR UPDATE;

-- name: update_task :exec
UPDATE contact_tasks SET title = $2, kind = $3, description = $4, contact_id = $5, company_id = $6, due_at = $7,
                         reminded_at = CASE WHEN remind_at IS DISTINCT FROM $8 THEN NULL ELSE reminded_at END,
                         remind_at = $8, assigned_to = $9, done_at = $10, updated_at = $11, version = version + 1
WHERE id = $1;

-- name: delete_task :maybe
DELETE FROM contact_tasks WHERE id = $1 RETURNING id;

-- name: claim_due_reminders :many
-- role: system
UPDATE contact_tasks SET reminded_at = $1
WHERE (project_id, id) IN (SELECT project_id, id FROM contact_tasks
                           WHERE remind_at <= $1 AND reminded_at IS NULL AND done_at IS NULL AND assigned_to IS NOT NULL
                           ORDER BY remind_at LIMIT 100 FOR UPDATE SKIP LOCKED)
RETURNING project_id, id, title, assigned_to, contact_id;
