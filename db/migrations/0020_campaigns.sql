-- Campaigns: what is said, to whom, and one row for each person it is said to.
--
-- campaign_executions is the ledger. Its states always add up to the audience: everybody who was in it has a row, those
-- who get nothing with the reason. docs/decisions/0006-ledger-and-leases.md tells how it is written at speed.

-- What the preference centre offers. suppressions.topic holds the key.
CREATE TABLE campaign_topics (
    project_id  uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id          uuid        NOT NULL,
    key         text        NOT NULL CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,49}$'),
    name        text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    description text        NOT NULL DEFAULT '' CHECK (length(description) <= 500),
    position    integer     NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now(),
    version     bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    CONSTRAINT campaign_topics_unique_key UNIQUE (project_id, key)
);

CREATE TABLE campaigns (
    project_id            uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id                    uuid        NOT NULL,
    name                  text        NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    description           text        NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
    campaign_type         text        NOT NULL DEFAULT 'marketing'
                          CHECK (campaign_type IN ('marketing', 'nurture', 'onboarding', 'retention')),
    channels              text[]      NOT NULL DEFAULT '{email}'
                          CHECK (channels <@ ARRAY['email', 'sms', 'social', 'push'] AND cardinality(channels) BETWEEN 1 AND 4),
    -- Members of any of the first, without members of any of the second.
    target_segments       uuid[]      NOT NULL DEFAULT '{}' CHECK (cardinality(target_segments) <= 50),
    excluded_segments     uuid[]      NOT NULL DEFAULT '{}' CHECK (cardinality(excluded_segments) <= 50),
    topic                 text        NOT NULL DEFAULT '' CHECK (length(topic) <= 50),
    -- NULL: as soon as it is approved. A wall time of `timezone`; messages with timezone_optimization take it in each
    -- recipient's own zone.
    start_date            timestamptz,
    end_date              timestamptz, -- nothing leaves from then on
    timezone              text        NOT NULL DEFAULT 'UTC' CHECK (length(timezone) <= 50),
    -- Nobody gets more than so many messages of campaigns in so many days. NULL: no limit.
    cap_messages          integer     CHECK (cap_messages BETWEEN 1 AND 100),
    cap_days              integer     CHECK (cap_days BETWEEN 1 AND 90),
    campaign_content      jsonb       NOT NULL DEFAULT '{}',
    personalization_rules jsonb       NOT NULL DEFAULT '{}',
    -- Rollups of the ledger as they were when it was finished; while it runs they are added up from the chunks.
    total_recipients      bigint      NOT NULL DEFAULT 0,
    delivered_count       bigint      NOT NULL DEFAULT 0,
    opened_count          bigint      NOT NULL DEFAULT 0,
    clicked_count         bigint      NOT NULL DEFAULT 0,
    converted_count       bigint      NOT NULL DEFAULT 0,
    unsubscribed_count    bigint      NOT NULL DEFAULT 0,
    budget                bigint      CHECK (budget >= 0), -- minor units of the project's currency
    cost_per_channel      jsonb       NOT NULL DEFAULT '{}',
    roi                   float8,
    status                text        NOT NULL DEFAULT 'draft'
                          CHECK (status IN ('draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled')),
    paused_because        text        CHECK (paused_because IN ('by_hand', 'late', 'unprepared')),
    pause_detail          text        CHECK (length(pause_detail) <= 500),
    automation_enabled    boolean     NOT NULL DEFAULT false,
    trigger_conditions    jsonb       NOT NULL DEFAULT '{}',
    -- Counts what changes who gets what: a rehearsal holds for one of them.
    content_version       bigint      NOT NULL DEFAULT 1,
    approved_rehearsal    uuid,
    approved_by           uuid,
    approved_at           timestamptz,
    started_at            timestamptz,
    finished_at           timestamptz, -- nothing is pending any more
    created_by            uuid,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    version               bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    CHECK (end_date > start_date),
    CHECK ((cap_messages IS NULL) = (cap_days IS NULL)),
    CHECK ((paused_because IS NULL) = (status <> 'paused'))
);
CREATE INDEX campaigns_by_created_at ON campaigns (project_id, created_at DESC, id DESC);
CREATE INDEX campaigns_at_work ON campaigns (status, start_date) WHERE finished_at IS NULL AND status <> 'draft';

CREATE TABLE campaign_messages (
    project_id             uuid        NOT NULL,
    id                     uuid        NOT NULL,
    campaign_id            uuid        NOT NULL,
    message_name           text        NOT NULL CHECK (length(message_name) BETWEEN 1 AND 255),
    channel                text        NOT NULL CHECK (channel IN ('email', 'sms', 'social', 'push')),
    message_order          integer     NOT NULL DEFAULT 0 CHECK (message_order BETWEEN 0 AND 99),
    subject_line           text        NOT NULL DEFAULT '' CHECK (length(subject_line) <= 255),
    message_content        text        NOT NULL DEFAULT '' CHECK (octet_length(message_content) <= 524288),
    html_content           text        NOT NULL DEFAULT '' CHECK (octet_length(html_content) <= 524288),
    media_attachments      text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(media_attachments) <= 10),
    settings               jsonb       NOT NULL DEFAULT '{}', -- the channel's own
    send_delay_hours       integer     NOT NULL DEFAULT 0 CHECK (send_delay_hours BETWEEN 0 AND 8784), -- after the one before
    send_time_optimization boolean     NOT NULL DEFAULT false,
    timezone_optimization  boolean     NOT NULL DEFAULT false,
    personalization_tokens jsonb       NOT NULL DEFAULT '{}',
    dynamic_content        jsonb       NOT NULL DEFAULT '{}',
    is_ab_test             boolean     NOT NULL DEFAULT false,
    ab_test_variants       jsonb       NOT NULL DEFAULT '[]',
    is_active              boolean     NOT NULL DEFAULT true,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now(),
    version                bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, campaign_id) REFERENCES campaigns (project_id, id) ON DELETE CASCADE
);
CREATE INDEX campaign_messages_of_campaign ON campaign_messages (project_id, campaign_id, message_order, id);

-- What would happen, found out by doing all of it but handing over. Approved is one of these.
CREATE TABLE campaign_rehearsals (
    project_id      uuid        NOT NULL,
    id              uuid        NOT NULL,
    campaign_id     uuid        NOT NULL,
    content_version bigint      NOT NULL,
    status          text        NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'finished', 'failed')),
    report          jsonb       NOT NULL DEFAULT '{}',
    error           text        CHECK (length(error) <= 500),
    job_id          uuid,
    created_by      uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    finished_at     timestamptz,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, campaign_id) REFERENCES campaigns (project_id, id) ON DELETE CASCADE
);
CREATE INDEX campaign_rehearsals_of_campaign ON campaign_rehearsals (project_id, campaign_id, created_at DESC);

-- Some hundred rows of the ledger that one worker takes at once: the lease on them, and how they stand.
CREATE TABLE campaign_chunks (
    project_id   uuid        NOT NULL,
    campaign_id  uuid        NOT NULL,
    chunk        integer     NOT NULL,
    message_id   uuid        NOT NULL,
    due_at       timestamptz NOT NULL, -- of the earliest row that is pending
    -- Who works on it. The number grows with every lease: what an earlier holder still writes is recognised.
    lease_owner  uuid,
    lease_number bigint      NOT NULL DEFAULT 0,
    lease_until  timestamptz,
    -- The rows that the holder may have handed over without having said so yet: positions in (handed_from, handed_to].
    handed_from  integer     NOT NULL DEFAULT 0,
    handed_to    integer     NOT NULL DEFAULT 0,
    handed_at    timestamptz, -- those of them that were due then
    -- Kept by the triggers below.
    size         integer     NOT NULL,
    pending      integer     NOT NULL DEFAULT 0 CHECK (pending >= 0),
    skipped      integer     NOT NULL DEFAULT 0 CHECK (skipped >= 0),
    sent         integer     NOT NULL DEFAULT 0 CHECK (sent >= 0),
    delivered    integer     NOT NULL DEFAULT 0 CHECK (delivered >= 0),
    bounced      integer     NOT NULL DEFAULT 0 CHECK (bounced >= 0),
    failed       integer     NOT NULL DEFAULT 0 CHECK (failed >= 0),
    unknown      integer     NOT NULL DEFAULT 0 CHECK (unknown >= 0),
    opened       integer     NOT NULL DEFAULT 0 CHECK (opened >= 0),
    clicked      integer     NOT NULL DEFAULT 0 CHECK (clicked >= 0),
    unsubscribed integer     NOT NULL DEFAULT 0 CHECK (unsubscribed >= 0),
    PRIMARY KEY (project_id, campaign_id, chunk),
    FOREIGN KEY (project_id, campaign_id) REFERENCES campaigns (project_id, id) ON DELETE CASCADE,
    CONSTRAINT campaign_chunks_add_up CHECK (pending + skipped + sent + delivered + bounced + failed + unknown = size)
);
CREATE INDEX campaign_chunks_due ON campaign_chunks (project_id, campaign_id, due_at, chunk)
    WHERE pending > 0 AND lease_owner IS NULL;
CREATE INDEX campaign_chunks_leased ON campaign_chunks (lease_until) WHERE lease_owner IS NOT NULL;

CREATE TABLE campaign_executions (
    project_id           uuid        NOT NULL,
    -- Made of message and contact, so that there is one for both, and it is the same however often it is made.
    id                   uuid        NOT NULL,
    campaign_id          uuid        NOT NULL,
    message_id           uuid        NOT NULL,
    chunk                integer     NOT NULL,
    position             integer     NOT NULL, -- in the chunk, from 1
    contact_id           uuid,                 -- NULL: the person was erased
    channel              text        NOT NULL CHECK (channel IN ('email', 'sms', 'social', 'push')),
    address              text        CHECK (length(address) <= 1000),
    address_hash         text, -- keyed, as in suppressions: what is left of an erased person
    delivery_status      text        NOT NULL DEFAULT 'pending'
                         CHECK (delivery_status IN ('pending', 'skipped', 'sent', 'delivered', 'bounced', 'failed', 'unknown')),
    skip_reason          text        CHECK (skip_reason IN ('no_address', 'do_not_contact', 'unsubscribed', 'no_consent',
                                     'suppressed', 'capped', 'duplicate_address', 'gone', 'ended', 'cancelled')),
    delivery_attempt     integer     NOT NULL DEFAULT 0,
    scheduled_for        timestamptz NOT NULL,
    sent_at              timestamptz,
    reply_code           integer,
    error_message        text        CHECK (length(error_message) <= 500),
    provider_id          text        CHECK (length(provider_id) <= 255),
    opened_at            timestamptz, -- by a person: what machines open is not counted
    clicked_at           timestamptz,
    unsubscribed_at      timestamptz,
    conversion_event     text        CHECK (length(conversion_event) <= 100),
    conversion_value     bigint,
    converted_at         timestamptz,
    message_metadata     jsonb       NOT NULL DEFAULT '{}',
    personalized_content text,
    created_at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, campaign_id) REFERENCES campaigns (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE SET NULL (contact_id),
    CHECK ((skip_reason IS NOT NULL) = (delivery_status = 'skipped'))
) WITH (fillfactor = 80); -- room for the one update that most rows see, in the same page
CREATE INDEX campaign_executions_of_chunk ON campaign_executions (project_id, campaign_id, chunk, position);
CREATE INDEX campaign_executions_of_contact ON campaign_executions (project_id, contact_id);
-- Nobody is written to twice, under whichever contact he is kept.
CREATE UNIQUE INDEX campaign_executions_of_address ON campaign_executions (project_id, message_id, address_hash)
    WHERE skip_reason IS NULL;

-- A campaign as the API shows it, with its ledger added up from the chunks.
CREATE VIEW campaign_records WITH (security_invoker = true) AS
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
        FROM campaign_chunks k WHERE k.project_id = c.project_id AND k.campaign_id = c.id) AS ledger
FROM campaigns c;
GRANT SELECT ON campaign_records TO app, finder;

-- Why somebody gets no marketing of a channel, as far as his contact says; NULL: he may have it. Asked when the audience
-- is counted, when it is fixed and again when a row is claimed. Suppressions are looked up beside it.
CREATE FUNCTION campaign_skip_reason(address text, do_not_contact boolean, subscribed boolean, consented boolean,
                                     opt_in boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN address IS NULL THEN 'no_address' WHEN do_not_contact THEN 'do_not_contact'
                WHEN NOT subscribed THEN 'unsubscribed' WHEN opt_in AND NOT consented THEN 'no_consent' END
$$;

-- Row level security and grants, as in 0003.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['campaign_topics', 'campaigns', 'campaign_messages', 'campaign_rehearsals',
                                'campaign_chunks', 'campaign_executions'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY project ON %I TO app
                        USING (project_id = NULLIF(current_setting(''app.project_id'', true), '''')::uuid)', name);
        EXECUTE format('CREATE POLICY all_projects ON %I FOR SELECT TO finder USING (true)', name);
        EXECUTE format('ALTER TABLE %I ALTER project_id
                        SET DEFAULT NULLIF(current_setting(''app.project_id'', true), '''')::uuid', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app', name);
        EXECUTE format('GRANT SELECT ON %I TO finder', name);
    END LOOP;
END $$;
-- Claiming looks over all projects; what is done with a claim runs in the project.
GRANT SELECT, UPDATE ON campaigns, campaign_chunks TO system;
CREATE POLICY all_projects_system ON campaigns TO system USING (true);
CREATE POLICY all_projects_system ON campaign_chunks TO system USING (true);

-- Chunks count their rows by triggers, so that no way of changing a row can forget it; the CHECK above holds the sum.
CREATE FUNCTION open_campaign_chunks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO campaign_chunks AS k (project_id, campaign_id, chunk, message_id, due_at, size, pending, skipped)
    SELECT project_id, campaign_id, chunk, message_id, min(scheduled_for), count(*),
           count(*) FILTER (WHERE delivery_status = 'pending'), count(*) FILTER (WHERE delivery_status = 'skipped')
    FROM added GROUP BY 1, 2, 3, 4
    ON CONFLICT (project_id, campaign_id, chunk) DO UPDATE
    SET due_at = least(k.due_at, EXCLUDED.due_at), size = k.size + EXCLUDED.size,
        pending = k.pending + EXCLUDED.pending, skipped = k.skipped + EXCLUDED.skipped;
    RETURN NULL;
END $$;
CREATE TRIGGER open_campaign_chunks AFTER INSERT ON campaign_executions REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION open_campaign_chunks();

CREATE FUNCTION count_campaign_executions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE campaign_chunks k
    SET pending = k.pending + d.pending, skipped = k.skipped + d.skipped, sent = k.sent + d.sent,
        delivered = k.delivered + d.delivered, bounced = k.bounced + d.bounced, failed = k.failed + d.failed,
        unknown = k.unknown + d.unknown, opened = k.opened + d.opened, clicked = k.clicked + d.clicked,
        unsubscribed = k.unsubscribed + d.unsubscribed
    FROM (SELECT r.project_id, r.campaign_id, r.chunk,
                 sum(n * (delivery_status = 'pending')::int) AS pending, sum(n * (delivery_status = 'skipped')::int) AS skipped,
                 sum(n * (delivery_status = 'sent')::int) AS sent, sum(n * (delivery_status = 'delivered')::int) AS delivered,
                 sum(n * (delivery_status = 'bounced')::int) AS bounced, sum(n * (delivery_status = 'failed')::int) AS failed,
                 sum(n * (delivery_status = 'unknown')::int) AS unknown, sum(n * (opened_at IS NOT NULL)::int) AS opened,
                 sum(n * (clicked_at IS NOT NULL)::int) AS clicked, sum(n * (unsubscribed_at IS NOT NULL)::int) AS unsubscribed
          FROM (SELECT 1 AS n, a.* FROM after a UNION ALL SELECT -1, b.* FROM before b) r
          GROUP BY 1, 2, 3) d
    WHERE k.project_id = d.project_id AND k.campaign_id = d.campaign_id AND k.chunk = d.chunk;
    RETURN NULL;
END $$;
CREATE TRIGGER count_campaign_executions AFTER UPDATE ON campaign_executions
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION count_campaign_executions();

-- The row of an erased person stays, for the sum; what said who he was goes.
CREATE FUNCTION forget_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.address := NULL;
    NEW.provider_id := NULL;
    NEW.error_message := NULL;
    NEW.personalized_content := NULL;
    NEW.message_metadata := '{}';
    IF NEW.delivery_status = 'pending' THEN
        NEW.delivery_status := 'skipped';
        NEW.skip_reason := 'gone';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER forget_recipient BEFORE UPDATE OF contact_id ON campaign_executions
    FOR EACH ROW WHEN (NEW.contact_id IS NULL AND OLD.contact_id IS NOT NULL) EXECUTE FUNCTION forget_recipient();
