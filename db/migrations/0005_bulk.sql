-- A bulk action from its start to its undo, and what the nightly jobs may clear away.

ALTER TABLE bulk_runs
    ADD COLUMN title        text        NOT NULL DEFAULT '' CHECK (length(title) <= 300),
    ADD COLUMN total        bigint,      -- counted when it starts
    -- How far it is; written in the batch's own transaction, so a killed server resumes exactly there.
    ADD COLUMN resume_after uuid,
    ADD COLUMN processed    bigint      NOT NULL DEFAULT 0,
    ADD COLUMN refused      bigint      NOT NULL DEFAULT 0, -- could not be changed
    ADD COLUMN finished_at  timestamptz,
    ADD COLUMN undo_job_id  uuid,
    ADD COLUMN undone       bigint      NOT NULL DEFAULT 0,
    ADD COLUMN left_alone   bigint      NOT NULL DEFAULT 0; -- not undone: edited since, or not possible any more
CREATE INDEX bulk_runs_by_created_at ON bulk_runs (project_id, created_at DESC, id DESC);

-- As the API shows a run. How it stands is what its job says: one truth, also after a cancel.
CREATE VIEW bulk_run_records WITH (security_invoker = true) AS
SELECT r.project_id, r.id, r.action, r.title, r.parameters,
       jsonb_build_object('ids_count', CASE jsonb_typeof(r.selection -> 'ids')
                                           WHEN 'array' THEN jsonb_array_length(r.selection -> 'ids') END,
                          'q', r.selection -> 'q', 'filter', r.selection -> 'filter',
                          'everybody', COALESCE((r.selection ->> 'everybody')::boolean, false)) AS selection,
       CASE WHEN r.undone_at IS NOT NULL THEN 'undone'
            WHEN u.status IN ('queued', 'running') THEN 'undoing'
            WHEN r.undo_job_id IS NOT NULL THEN 'undo_stopped'
            WHEN r.finished_at IS NOT NULL THEN 'finished'
            WHEN j.status = 'queued' AND j.attempts = 0 THEN 'queued'
            WHEN j.status IN ('queued', 'running') THEN 'running'
            WHEN j.status = 'dead' THEN 'failed'
            ELSE 'cancelled' END AS status,
       r.total, r.processed, r.changed, r.refused, r.undone, r.left_alone, r.job_id, r.undo_job_id,
       COALESCE(u.error, j.error) AS error, r.created_by, r.created_at, r.finished_at, r.undone_at,
       r.created_at + interval '24 hours' AS undoable_until
FROM bulk_runs r
LEFT JOIN jobs j ON j.project_id = r.project_id AND j.id = r.job_id
LEFT JOIN jobs u ON u.project_id = r.project_id AND u.id = r.undo_job_id;
GRANT SELECT ON bulk_run_records TO app;

GRANT SELECT, DELETE ON bulk_runs, contact_changes TO system;
CREATE POLICY all_projects_system ON bulk_runs TO system USING (true);
CREATE POLICY all_projects_system ON contact_changes TO system USING (true);
