-- Senders at Gmail and Outlook that somebody signed in to in the browser, instead of a password.

ALTER TABLE email_senders ADD sign_in text NOT NULL DEFAULT 'password' CHECK (sign_in IN ('password', 'oauth'));

ALTER TABLE bounce_mailboxes ADD sign_in text NOT NULL DEFAULT 'password' CHECK (sign_in IN ('password', 'sender'));

-- Tokens are sealed (SecretBox) to their row and column. Whoever renews them holds the row.
CREATE TABLE email_oauth_tokens (
    project_id     uuid        NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    sender_id      uuid        NOT NULL,
    access_sealed  bytea       NOT NULL,
    refresh_sealed bytea       NOT NULL,
    expires_at     timestamptz NOT NULL, -- the access token
    signed_in_at   timestamptz NOT NULL,
    revoked_at     timestamptz, -- the provider takes the refresh token no more: nothing is sent
    revoked_detail text        NOT NULL DEFAULT '' CHECK (length(revoked_detail) <= 500),
    PRIMARY KEY (project_id, sender_id),
    FOREIGN KEY (project_id, sender_id) REFERENCES email_senders (project_id, id) ON DELETE CASCADE
);

-- Row level security and grants, as in 0003.
ALTER TABLE email_oauth_tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON email_oauth_tokens TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON email_oauth_tokens TO app;
