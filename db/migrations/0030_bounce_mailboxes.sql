-- Mailboxes that reports of undelivered mails come back to, one for a sender.

CREATE TABLE bounce_mailboxes (
    project_id      uuid        NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    sender_id       uuid        NOT NULL,
    protocol        text        NOT NULL CHECK (protocol IN ('imap', 'pop3')),
    host            text        NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
    port            integer     NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security        text        NOT NULL CHECK (security IN ('tls', 'starttls')),
    username        text        NOT NULL CHECK (length(username) BETWEEN 1 AND 254),
    password_sealed bytea,      -- as in email_senders
    folder          text        NOT NULL CHECK (length(folder) BETWEEN 1 AND 200),
    afterwards      text        NOT NULL CHECK (afterwards IN ('keep', 'mark_seen', 'remove')), -- with reports
    -- How far it was read: IMAP's numbers, which hold as long as the validity does.
    uid_validity    text        NOT NULL DEFAULT '' CHECK (length(uid_validity) <= 20),
    last_uid        bigint      NOT NULL DEFAULT 0,
    -- What came of it.
    reports_taken   bigint      NOT NULL DEFAULT 0,
    succeeded_at    timestamptz,
    failed_at       timestamptz, -- NULL: the last look at it went well
    failure         text        NOT NULL DEFAULT '' CHECK (length(failure) <= 30),
    failure_detail  text        NOT NULL DEFAULT '' CHECK (length(failure_detail) <= 500),
    -- One node looks at it at a time.
    next_check_at   timestamptz NOT NULL,
    leased_by       uuid,
    leased_until    timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    version         bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, sender_id),
    FOREIGN KEY (project_id, sender_id) REFERENCES email_senders (project_id, id) ON DELETE CASCADE
);
CREATE INDEX bounce_mailboxes_due ON bounce_mailboxes (next_check_at);

-- POP3: every mail that was read and is still there. IMAP: those that are to be marked or removed yet.
CREATE TABLE bounce_mailbox_mails (
    project_id uuid    NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    sender_id  uuid    NOT NULL,
    uid        text    NOT NULL CHECK (length(uid) <= 200),
    is_report  boolean NOT NULL, -- of a mail of ours
    PRIMARY KEY (project_id, sender_id, uid),
    FOREIGN KEY (project_id, sender_id) REFERENCES bounce_mailboxes (project_id, sender_id) ON DELETE CASCADE
);

-- Row level security and grants, as in 0003.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['bounce_mailboxes', 'bounce_mailbox_mails'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY project ON %I TO app
                        USING (project_id = NULLIF(current_setting(''app.project_id'', true), '''')::uuid)', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app', name);
    END LOOP;
END $$;
-- Which one is due is asked over all projects; what is done with it runs in the project.
CREATE POLICY all_projects ON bounce_mailboxes TO system USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON bounce_mailboxes TO system;
