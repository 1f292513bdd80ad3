-- What mails cost, and campaigns that stop when their budget is spent.
ALTER TABLE email_senders
    -- Minor units of the project's currency for a thousand mails.
    ADD price_per_thousand bigint NOT NULL DEFAULT 0 CHECK (price_per_thousand BETWEEN 0 AND 100000000);
-- As it was when the campaign was rehearsed last: approved is that price.
ALTER TABLE campaign_messages
    ADD price_per_thousand bigint NOT NULL DEFAULT 0 CHECK (price_per_thousand >= 0);
ALTER TABLE campaign_chunks
    ADD price_per_thousand bigint NOT NULL DEFAULT 0,
    -- Rows that left, or may have: they cost. Kept by the trigger below.
    ADD charged integer NOT NULL DEFAULT 0 CHECK (charged >= 0);
ALTER TABLE campaigns
    ADD budget_warned_at timestamptz, -- four fifths of it were spent
    DROP CONSTRAINT campaigns_paused_because_check,
    ADD CONSTRAINT campaigns_paused_because_check
        CHECK (paused_because IN ('by_hand', 'late', 'unprepared', 'audience_grew', 'restored', 'budget'));

-- Thousandths of a minor unit: what left, by the price of its chunk.
CREATE FUNCTION campaign_spent(campaign uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT COALESCE(sum(charged * price_per_thousand), 0)::bigint FROM campaign_chunks WHERE campaign_id = campaign
$$;

UPDATE campaign_chunks k
SET charged = e.charged
FROM (SELECT project_id, campaign_id, chunk, count(*) AS charged FROM campaign_executions
      WHERE sent_at IS NOT NULL OR delivery_status = 'unknown' GROUP BY 1, 2, 3) e
WHERE k.project_id = e.project_id AND k.campaign_id = e.campaign_id AND k.chunk = e.chunk;

CREATE OR REPLACE FUNCTION open_campaign_chunks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO campaign_chunks AS k (project_id, campaign_id, chunk, message_id, due_at, size, pending, skipped,
                                      price_per_thousand)
    SELECT a.project_id, a.campaign_id, a.chunk, a.message_id, min(a.scheduled_for), count(*),
           count(*) FILTER (WHERE a.delivery_status = 'pending'), count(*) FILTER (WHERE a.delivery_status = 'skipped'),
           COALESCE((SELECT m.price_per_thousand FROM campaign_messages m
                     WHERE m.project_id = a.project_id AND m.id = a.message_id), 0)
    FROM added a GROUP BY 1, 2, 3, 4
    ON CONFLICT (project_id, campaign_id, chunk) DO UPDATE
    SET due_at = least(k.due_at, EXCLUDED.due_at), size = k.size + EXCLUDED.size,
        pending = k.pending + EXCLUDED.pending, skipped = k.skipped + EXCLUDED.skipped;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_campaign_executions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE campaign_chunks k
    SET pending = k.pending + d.pending, skipped = k.skipped + d.skipped, sent = k.sent + d.sent,
        delivered = k.delivered + d.delivered, bounced = k.bounced + d.bounced, failed = k.failed + d.failed,
        unknown = k.unknown + d.unknown, opened = k.opened + d.opened, clicked = k.clicked + d.clicked,
        unsubscribed = k.unsubscribed + d.unsubscribed, charged = k.charged + d.charged
    FROM (SELECT r.project_id, r.campaign_id, r.chunk,
                 sum(n * (delivery_status = 'pending')::int) AS pending, sum(n * (delivery_status = 'skipped')::int) AS skipped,
                 sum(n * (delivery_status = 'sent')::int) AS sent, sum(n * (delivery_status = 'delivered')::int) AS delivered,
                 sum(n * (delivery_status = 'bounced')::int) AS bounced, sum(n * (delivery_status = 'failed')::int) AS failed,
                 sum(n * (delivery_status = 'unknown')::int) AS unknown, sum(n * (opened_at IS NOT NULL)::int) AS opened,
                 sum(n * (clicked_at IS NOT NULL)::int) AS clicked, sum(n * (unsubscribed_at IS NOT NULL)::int) AS unsubscribed,
                 sum(n * (sent_at IS NOT NULL OR delivery_status = 'unknown')::int) AS charged
          FROM (SELECT 1 AS n, a.* FROM after a UNION ALL SELECT -1, b.* FROM before b) r
          GROUP BY 1, 2, 3) d
    WHERE k.project_id = d.project_id AND k.campaign_id = d.campaign_id AND k.chunk = d.chunk;
    RETURN NULL;
END $$;
