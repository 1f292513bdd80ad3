-- How many mails a sender may send in 24 hours: as its provider allows, or fewer by choice.
ALTER TABLE email_senders ADD daily_limit integer CHECK (daily_limit BETWEEN 1 AND 10000000);

-- What all servers took of it, by spans of ten minutes.
CREATE TABLE send_counts (
    project_id uuid        NOT NULL,
    sender_id  uuid        NOT NULL,
    since      timestamptz NOT NULL,
    mails      integer     NOT NULL CHECK (mails > 0),
    PRIMARY KEY (project_id, sender_id, since),
    FOREIGN KEY (project_id, sender_id) REFERENCES email_senders (project_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50);

-- Row level security and grants, as in 0003.
ALTER TABLE send_counts ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON send_counts TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON send_counts FOR SELECT TO finder USING (true);
ALTER TABLE send_counts ALTER project_id SET DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid;
GRANT SELECT, INSERT, UPDATE, DELETE ON send_counts TO app;
GRANT SELECT ON send_counts TO finder;
