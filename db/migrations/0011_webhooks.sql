-- Webhooks out: who wants to hear of what, and one row for each message to each of them.
--
-- A delivery is made in the transaction of the event, by a trigger on the outbox: it exists if and only if the change
-- does, whichever part of the program wrote it.

CREATE TABLE webhook_endpoints (
    project_id             uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE
                           DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    id                     uuid        NOT NULL,
    url                    text        NOT NULL CHECK (length(url) BETWEEN 8 AND 2000),
    description            text        NOT NULL DEFAULT '' CHECK (length(description) <= 200),
    -- Names of events ("contact.created"); '*' alone: every event of the catalogue.
    events                 text[]      NOT NULL CHECK (cardinality(events) BETWEEN 1 AND 100),
    -- Sealed with the master key (platform/crypto/secret_box.hpp), as base64url.
    secret_sealed          text        NOT NULL,
    -- For a day after a rotation both secrets sign, so that the receiver can change over.
    previous_secret_sealed text,
    previous_secret_until  timestamptz,
    status                 text        NOT NULL DEFAULT 'enabled' CHECK (status IN ('enabled', 'disabled')),
    disabled_reason        text        CHECK (disabled_reason IN ('by_hand', 'failing', 'gone')),
    failing_since          timestamptz, -- the first failure after the last success
    -- A sender works on one endpoint at a time: a slow receiver holds up nobody but itself.
    lease_until            timestamptz,
    last_served_at         timestamptz NOT NULL DEFAULT '-infinity',
    created_by             uuid,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now(),
    version                bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id)
);

CREATE TABLE webhook_deliveries (
    project_id       uuid        NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    id               uuid        NOT NULL DEFAULT gen_random_uuid(),
    endpoint_id      uuid        NOT NULL,
    event_name       text        NOT NULL CHECK (length(event_name) <= 60),
    data             jsonb       NOT NULL,
    occurred_at      timestamptz NOT NULL DEFAULT now(),
    status           text        NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'failed')),
    attempts         integer     NOT NULL DEFAULT 0,
    next_attempt_at  timestamptz NOT NULL DEFAULT now(),
    -- Of the last attempt.
    last_attempt_at  timestamptz,
    response_status  integer,
    response_excerpt text        CHECK (length(response_excerpt) <= 1000),
    error            text        CHECK (length(error) <= 500),
    duration_ms      integer,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, endpoint_id) REFERENCES webhook_endpoints (project_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at, endpoint_id) WHERE status = 'waiting';
CREATE INDEX webhook_deliveries_waiting_of_endpoint ON webhook_deliveries (project_id, endpoint_id, next_attempt_at)
    WHERE status = 'waiting';
CREATE INDEX webhook_deliveries_of_endpoint ON webhook_deliveries (project_id, endpoint_id, occurred_at DESC, id DESC);
CREATE INDEX webhook_deliveries_occurred_at ON webhook_deliveries (occurred_at);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['webhook_endpoints', 'webhook_deliveries'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY project ON %I TO app
                        USING (project_id = NULLIF(current_setting(''app.project_id'', true), '''')::uuid)', name);
        EXECUTE format('CREATE POLICY all_projects ON %I TO system USING (true) WITH CHECK (true)', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO system', name);
    END LOOP;
END $$;

-- Events for one person only (his notifications) and the progress of jobs are for screens, not for programs outside:
-- the catalogue of what may be subscribed to stands in features/integrations/webhook_events.cpp.
CREATE FUNCTION queue_webhook_deliveries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO webhook_deliveries (project_id, endpoint_id, event_name, data)
    SELECT e.project_id, e.id, o.name, o.data
    FROM added o JOIN webhook_endpoints e ON e.project_id = o.project_id
    WHERE e.status = 'enabled' AND o.recipient_id IS NULL AND o.topic <> 'jobs'
      AND (o.name = ANY (e.events) OR '*' = ANY (e.events));
    IF FOUND THEN
        PERFORM pg_notify('webhooks', '');
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION queue_webhook_deliveries() FROM PUBLIC;
CREATE TRIGGER outbox_webhooks AFTER INSERT ON outbox REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION queue_webhook_deliveries();
