-- Campaigns whose audience is fixed anew when their time has come: who is in it then gets it. What was approved before
-- is kept until the difference is told.
ALTER TABLE campaigns
    ADD audience_at      text NOT NULL DEFAULT 'approval' CHECK (audience_at IN ('approval', 'start')),
    -- The audience is being fixed anew: by this run of the job. Another run takes another number; who pauses, cancels or
    -- withdraws the campaign takes it away. Each portion asks for it.
    ADD audience_renewal uuid,
    ADD audience_before  bigint, -- people of the approved audience; their rows are in campaign_approved_rows from then on
    ADD audience_change  jsonb,  -- the difference; the audience is fixed anew since
    DROP CONSTRAINT campaigns_paused_because_check,
    ADD CONSTRAINT campaigns_paused_because_check
        CHECK (paused_because IN ('by_hand', 'late', 'unprepared', 'audience_grew')),
    ADD CONSTRAINT campaigns_start_of_audience CHECK (audience_at = 'approval' OR start_date IS NOT NULL);

-- Who would have got the first message as it was approved, by the ids of those rows of the ledger: made of message and
-- person, they are the same in the next one. An array a chunk: a million people are two thousand rows.
CREATE TABLE campaign_approved_rows (
    project_id  uuid    NOT NULL,
    campaign_id uuid    NOT NULL,
    chunk       integer NOT NULL,
    executions  uuid[]  NOT NULL,
    PRIMARY KEY (project_id, campaign_id, chunk),
    FOREIGN KEY (project_id, campaign_id) REFERENCES campaigns (project_id, id) ON DELETE CASCADE
);

CREATE OR REPLACE VIEW campaign_records WITH (security_invoker = true) AS
SELECT c.project_id, c.id, c.name, c.description, c.campaign_type, c.channels, c.target_segments, c.excluded_segments,
       c.topic, c.start_date, c.end_date, c.timezone, c.cap_messages, c.cap_days, c.status, c.paused_because,
       c.pause_detail, c.content_version, c.approved_rehearsal, c.approved_by, c.approved_at, c.started_at, c.finished_at,
       c.created_by, c.created_at, c.updated_at, c.version,
       (SELECT jsonb_build_object(
                   'total', COALESCE(sum(size), 0), 'pending', COALESCE(sum(pending), 0),
                   'skipped', COALESCE(sum(skipped), 0), 'sent', COALESCE(sum(sent), 0),
                   'delivered', COALESCE(sum(delivered), 0), 'bounced', COALESCE(sum(bounced), 0),
                   'failed', COALESCE(sum(failed), 0), 'unknown', COALESCE(sum(unknown), 0),
                   'opened', COALESCE(sum(opened), 0), 'clicked', COALESCE(sum(clicked), 0),
                   'unsubscribed', COALESCE(sum(unsubscribed), 0))
        FROM campaign_chunks k WHERE k.project_id = c.project_id AND k.campaign_id = c.id) AS ledger,
       c.resend_of, c.resend_to, c.resending,
       c.audience_at, c.audience_renewal IS NOT NULL AS renewing_audience, c.audience_change
FROM campaigns c
WHERE c.deleted_at IS NULL;

-- Row level security and grants, as in 0003.
ALTER TABLE campaign_approved_rows ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON campaign_approved_rows TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON campaign_approved_rows FOR SELECT TO finder USING (true);
ALTER TABLE campaign_approved_rows
    ALTER project_id SET DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid;
GRANT SELECT, INSERT, UPDATE, DELETE ON campaign_approved_rows TO app;
GRANT SELECT ON campaign_approved_rows TO finder;
