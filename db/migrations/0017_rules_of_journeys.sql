-- Rules may ask for the stage of the journey and for the chance of becoming a customer: segments follow both.

SELECT watch_for_segments('customer_journeys', 'journeys');

CREATE OR REPLACE FUNCTION queue_segment_changes_of_stats() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO segment_changes (project_id, contact_id, fact, bulk)
    SELECT c.project_id, c.contact_id, 'stats', count(*) OVER () > 100
    FROM changed c JOIN before b USING (project_id, contact_id)
    WHERE (c.total_interactions, c.last_interaction_date, c.engagement_score, c.qualification_score)
          IS DISTINCT FROM (b.total_interactions, b.last_interaction_date, b.engagement_score, b.qualification_score)
      AND EXISTS (SELECT FROM segment_dependencies d WHERE d.project_id = c.project_id AND d.fact = 'stats');
    IF FOUND THEN
        PERFORM pg_notify('segment_changes', '');
    END IF;
    RETURN NULL;
END $$;
