-- A job may be started twice. Which start of it makes the audience anew: what an earlier one still does finds nothing.
ALTER TABLE campaign_rehearsals ADD run uuid;

-- After a restore of a backup.
ALTER TABLE campaigns DROP CONSTRAINT campaigns_paused_because_check,
    ADD CONSTRAINT campaigns_paused_because_check
        CHECK (paused_because IN ('by_hand', 'late', 'unprepared', 'audience_grew', 'restored'));

-- An audience is written faster than the statistics follow by themselves. Without them rows of the ledger are looked for one
-- by one among all of the project.
CREATE FUNCTION analyze_ledger() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE campaign_executions, campaign_chunks;
END $$;
REVOKE ALL ON FUNCTION analyze_ledger() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION analyze_ledger() TO app;

-- A hit is one of an execution, which is one of a campaign: asking twice costs as much as the row.
ALTER TABLE campaign_hits DROP CONSTRAINT campaign_hits_project_id_campaign_id_fkey;
