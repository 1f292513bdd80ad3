-- The nightly sweep of the file store asks whether an import still needs a content.
GRANT SELECT (content_hash) ON import_runs TO system;
CREATE POLICY all_projects_system ON import_runs FOR SELECT TO system USING (true);
CREATE INDEX import_runs_by_content ON import_runs (content_hash);
