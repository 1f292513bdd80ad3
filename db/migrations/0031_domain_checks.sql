-- What the DNS said of senders' domains, and whether mails are signed.

CREATE TABLE email_domain_checks (
    project_id uuid        NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    sender_id  uuid        NOT NULL,
    domain     text        NOT NULL CHECK (length(domain) <= 253),
    checked_at timestamptz NOT NULL,
    findings   jsonb       NOT NULL,
    PRIMARY KEY (project_id, sender_id),
    FOREIGN KEY (project_id, sender_id) REFERENCES email_senders (project_id, id) ON DELETE CASCADE
);

-- A key signs once a check has seen its record, or when somebody says so.
ALTER TABLE email_senders ADD dkim_signing text NOT NULL DEFAULT 'off'
    CHECK (dkim_signing IN ('off', 'checked', 'by_hand'));
UPDATE email_senders SET dkim_signing = 'by_hand' WHERE dkim_key_sealed IS NOT NULL; -- as before

-- Row level security and grants, as in 0003.
ALTER TABLE email_domain_checks ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON email_domain_checks TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON email_domain_checks TO app;
