-- Campaigns to people of an earlier one, rows of the ledger that are sent once more, and campaigns on their way out.
ALTER TABLE campaigns
    -- Beside the segments it is for people of this campaign: who got it and did not look, or who never got it.
    ADD resend_of  uuid,
    ADD resend_to  text CHECK (resend_to IN ('not_opened', 'unsent')),
    -- Rows in this state are being made pending again by a job.
    ADD resending  text CHECK (resending IN ('failed', 'unknown')),
    -- A job takes it apart; nobody sees it any more.
    ADD deleted_at timestamptz,
    ADD FOREIGN KEY (project_id, resend_of) REFERENCES campaigns (project_id, id) ON DELETE SET NULL (resend_of);
CREATE INDEX campaigns_resent ON campaigns (project_id, resend_of) WHERE resend_of IS NOT NULL;

-- Whom a campaign is for, by its segments and by the campaign it follows.
CREATE FUNCTION campaign_audience(target_segments uuid[], excluded_segments uuid[], resend_of uuid, resend_to text)
RETURNS TABLE (contact_id uuid) LANGUAGE sql STABLE AS $$
    (SELECT m.contact_id FROM segment_members m WHERE m.segment_id = ANY (target_segments) AND m.is_member
     UNION
     SELECT e.contact_id FROM campaign_executions e
     WHERE e.campaign_id = resend_of AND e.contact_id IS NOT NULL
     GROUP BY e.contact_id
     HAVING CASE resend_to
                WHEN 'not_opened' THEN bool_or(e.delivery_status IN ('sent', 'delivered'))
                                       AND bool_and(e.opened_at IS NULL AND e.clicked_at IS NULL AND e.unsubscribed_at IS NULL)
                ELSE bool_and(e.delivery_status = 'failed' OR e.skip_reason IN ('ended', 'cancelled'))
            END)
    EXCEPT
    SELECT x.contact_id FROM segment_members x WHERE x.segment_id = ANY (excluded_segments) AND x.is_member
$$;

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
       c.resend_of, c.resend_to, c.resending
FROM campaigns c
WHERE c.deleted_at IS NULL;
