-- A merge as the API shows it. Whom it took is told by the names that they had then.
CREATE VIEW merge_records WITH (security_invoker = true) AS
SELECT m.project_id, m.id, m.winner_id, w.display_name AS winner_name, m.loser_ids,
       COALESCE((SELECT array_agg(l.record ->> 'display_name' ORDER BY l.position) FROM merge_log l
                 WHERE l.project_id = m.project_id AND l.merge_id = m.id AND l.table_name = 'contacts'
                   AND l.change = 'before' AND l.contact_id <> m.winner_id), '{}') AS loser_names,
       m.merged_by, m.merged_at, m.merged_at + interval '90 days' AS undo_until, m.undone_by, m.undone_at
FROM merges m LEFT JOIN contacts w ON w.project_id = m.project_id AND w.id = m.winner_id;
GRANT SELECT ON merge_records TO app;
