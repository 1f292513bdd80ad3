-- How fast mail of a sender goes, for all servers together: as a whole (host '') and to each host of recipients that asked
-- for less.

-- Who complained, when, and what holds since: it recovers by itself with time (send_pace.hpp).
CREATE TABLE send_paces (
    project_id uuid        NOT NULL,
    sender_id  uuid        NOT NULL,
    host       text        NOT NULL CHECK (length(host) <= 253),
    per_minute integer     NOT NULL CHECK (per_minute BETWEEN 1 AND 6000),
    since      timestamptz NOT NULL,
    PRIMARY KEY (project_id, sender_id, host),
    FOREIGN KEY (project_id, sender_id) REFERENCES email_senders (project_id, id) ON DELETE CASCADE
);

-- When the mail after the last one granted would be due.
CREATE TABLE send_tokens (
    project_id uuid        NOT NULL,
    sender_id  uuid        NOT NULL,
    host       text        NOT NULL CHECK (length(host) <= 253),
    next_at    timestamptz NOT NULL,
    PRIMARY KEY (project_id, sender_id, host),
    FOREIGN KEY (project_id, sender_id) REFERENCES email_senders (project_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50);

-- Row level security and grants, as in 0003.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['send_paces', 'send_tokens'] LOOP
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
