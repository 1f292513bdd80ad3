-- Mails that a member wrote to one person. On his timeline each stands as an interaction (email_sent), whose metadata names
-- it and says how it stands; what it says is kept here.
CREATE TABLE contact_mails (
    project_id     uuid        NOT NULL,
    id             uuid        NOT NULL,
    contact_id     uuid        NOT NULL,
    sender_id      uuid,       -- NULL: the server's own way out. No key: what was said outlives the account it left by.
    sent_from      text        NOT NULL CHECK (length(sent_from) <= 400), -- as shown: "Salon <news@salon.example>"
    address        text        NOT NULL CHECK (length(address) <= 254),
    subject        text        NOT NULL CHECK (octet_length(subject) BETWEEN 1 AND 998), -- RFC 5322, 2.1.1
    body           text        NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 262144),
    status         text        NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'failed')),
    error          text        CHECK (length(error) <= 500), -- of the last try
    interaction_id uuid        NOT NULL, -- it occurred at created_at
    created_by     uuid,
    created_at     timestamptz NOT NULL,
    sent_at        timestamptz,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE,
    CHECK ((sent_at IS NOT NULL) = (status = 'sent'))
);
CREATE INDEX contact_mails_of_contact ON contact_mails (project_id, contact_id);
CREATE INDEX contact_mails_of_author ON contact_mails (project_id, created_by, created_at);

-- Row level security and grants, as in 0003.
ALTER TABLE contact_mails ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON contact_mails TO app USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON contact_mails FOR SELECT TO finder USING (true);
ALTER TABLE contact_mails ALTER project_id SET DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid;
GRANT SELECT, INSERT, UPDATE, DELETE ON contact_mails TO app;
GRANT SELECT ON contact_mails TO finder;
