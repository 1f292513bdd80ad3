-- Segments hear of the ledger: who was sent something is asked again by the segments that read it. Snapshots and states that
-- no rule can read queue nothing.
CREATE FUNCTION queue_segment_changes_of_campaigns() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO segment_changes (project_id, contact_id, fact, bulk)
    SELECT a.project_id, a.contact_id, 'campaigns', count(*) OVER () > 100
    FROM after a JOIN before b USING (project_id, id)
    WHERE a.contact_id IS NOT NULL
      AND (a.sent_at IS DISTINCT FROM b.sent_at OR a.contact_id IS DISTINCT FROM b.contact_id)
      AND EXISTS (SELECT FROM segment_dependencies d WHERE d.project_id = a.project_id AND d.fact = 'campaigns');
    IF FOUND THEN
        PERFORM pg_notify('segment_changes', '');
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION queue_segment_changes_of_campaigns() FROM PUBLIC;
CREATE TRIGGER segments_of_update AFTER UPDATE ON campaign_executions
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes_of_campaigns();

-- Rows that stand together are sent together, and each is written once more: a page needs room for all of them anew, or
-- the update moves them and pays for every index (measured: of 64, 18 stayed in their page with 80, 55 with 50).
ALTER TABLE campaign_executions SET (fillfactor = 50);
