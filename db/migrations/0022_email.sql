-- E-mail of campaigns: what is known of opening and clicking, and who sends.

-- Every time somebody or something opened a mail or followed a link of it.
CREATE TABLE campaign_hits (
    project_id   uuid        NOT NULL,
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    campaign_id  uuid        NOT NULL,
    execution_id uuid        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('open', 'click', 'trap')),
    url          text        NOT NULL DEFAULT '' CHECK (length(url) <= 2000),
    user_agent   text        NOT NULL DEFAULT '' CHECK (length(user_agent) <= 300),
    evidence     text        NOT NULL DEFAULT '' CHECK (length(evidence) <= 50), -- of a machine; empty: a person
    occurred_at  timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, campaign_id) REFERENCES campaigns (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, execution_id) REFERENCES campaign_executions (project_id, id) ON DELETE CASCADE
);
CREATE INDEX campaign_hits_of_campaign ON campaign_hits (project_id, campaign_id, kind, occurred_at);
CREATE INDEX campaign_hits_of_execution ON campaign_hits (project_id, execution_id, kind);

-- Of an erased person it stays that somebody opened; where he went and with what does not.
CREATE FUNCTION forget_hits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE campaign_hits SET url = '', user_agent = '' WHERE project_id = NEW.project_id AND execution_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_hits AFTER UPDATE OF contact_id ON campaign_executions
    FOR EACH ROW WHEN (NEW.contact_id IS NULL AND OLD.contact_id IS NOT NULL) EXECUTE FUNCTION forget_hits();

-- Accounts that mail leaves by. Secrets are sealed (SecretBox) to their row and column.
CREATE TABLE email_senders (
    project_id       uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id               uuid        NOT NULL,
    name             text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100), -- shown as From
    email            text        NOT NULL CHECK (length(email) <= 254),
    reply_to         text        NOT NULL DEFAULT '' CHECK (length(reply_to) <= 254),
    postal_address   text        NOT NULL CHECK (length(postal_address) BETWEEN 1 AND 300),
    provider         text        NOT NULL CHECK (provider IN ('gmail', 'outlook', 'own')),
    host             text        NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
    port             integer     NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security         text        NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
    username         text        NOT NULL DEFAULT '' CHECK (length(username) <= 254),
    password_sealed  bytea,      -- NULL: no sign-in
    per_minute       integer     CHECK (per_minute BETWEEN 1 AND 100000),
    dkim_selector    text        NOT NULL DEFAULT '' CHECK (length(dkim_selector) <= 63),
    dkim_key_sealed  bytea,      -- NULL: not signed by us
    dkim_record      text        NOT NULL DEFAULT '' CHECK (length(dkim_record) <= 1000), -- what the DNS is to say
    is_default       boolean     NOT NULL DEFAULT false,
    created_by       uuid,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    version          bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id)
);
CREATE UNIQUE INDEX email_senders_one_default ON email_senders (project_id) WHERE is_default;

-- Row level security and grants, as in 0003.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['campaign_hits', 'email_senders'] LOOP
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
