-- What an import needs beside its tables in 0003: the batch under way, what to warn of, and what an undo left.

ALTER TABLE import_runs
    ADD COLUMN rows_warned      bigint NOT NULL DEFAULT 0,
    ADD COLUMN rows_undone      bigint NOT NULL DEFAULT 0,
    ADD COLUMN rows_left        bigint NOT NULL DEFAULT 0, -- that an undo did not touch
    ADD COLUMN estimated_rows   bigint NOT NULL DEFAULT 0,
    ADD COLUMN dry_run_finished boolean NOT NULL DEFAULT false, -- the counters are those of a dry run
    -- Since when it runs without a pause, and with how many rows behind it: the speed is counted from here.
    ADD COLUMN resumed_at       timestamptz,
    ADD COLUMN resumed_rows     bigint NOT NULL DEFAULT 0;

ALTER TABLE import_rows
    ADD COLUMN severity text  NOT NULL DEFAULT 'refused' CHECK (severity IN ('refused', 'warning')),
    ADD COLUMN problems jsonb NOT NULL DEFAULT '[]'; -- column, code, message and value of each
CREATE INDEX import_rows_by_severity ON import_rows (project_id, run_id, severity, line);

-- Why an undo left a contact as it is.
ALTER TABLE contact_changes
    ADD COLUMN left_because text CHECK (left_because IN ('edited', 'used', 'in_trash', 'address_taken'));
CREATE INDEX contact_changes_left ON contact_changes (project_id, run_id, contact_id) WHERE left_because IS NOT NULL;

-- Which import a note or a consent came with: its undo takes them back.
ALTER TABLE contact_notes ADD COLUMN import_run_id uuid;
ALTER TABLE consents ADD COLUMN import_run_id uuid;

-- The batch under way, read and checked: what is new, and what changes in contacts that are there (where NULL and empty
-- lists leave things as they are). COPY is refused under row level security, so the owner copies in; the statements
-- that merge run as the application, which sees the rows of its project here as everywhere. Unlogged: a batch whose
-- transaction did not commit is read from the file again.
CREATE UNLOGGED TABLE import_staging (
    project_id         uuid    NOT NULL,
    batch_id           uuid    NOT NULL,
    line               bigint  NOT NULL,
    contact_id         uuid    NOT NULL,
    is_new             boolean NOT NULL,
    first_name         text    NOT NULL,
    last_name          text    NOT NULL,
    display_name       text    NOT NULL,
    name_folded        text    NOT NULL,
    email              text, -- the primary one, where it changes
    email_normalised   text,
    phone              text,
    phone_e164         text,
    company_id         uuid,
    company            text,
    company_folded     text,
    job_title          text,
    time_zone          text,
    language           text,
    source             text,
    first_contact_date date,
    lifecycle_stage    text,
    email_subscribed   boolean,
    sms_subscribed     boolean,
    marketing_consent  boolean,
    do_not_contact     boolean,
    custom_fields      jsonb,
    assigned_to        uuid,
    -- Addresses that the contact does not have yet; the first is the primary one where `email` is set.
    emails_normalised  text[]  NOT NULL,
    emails_address     text[]  NOT NULL,
    emails_local_part  text[]  NOT NULL,
    emails_domain      text[]  NOT NULL,
    emails_label       text[]  NOT NULL,
    phones_after       integer NOT NULL, -- the position of the last phone that is there
    phones_number      text[]  NOT NULL,
    phones_e164        text[]  NOT NULL,
    phones_label       text[]  NOT NULL,
    phones_reversed    text[]  NOT NULL,
    tag_ids            uuid[]  NOT NULL,
    values_field_id    uuid[]  NOT NULL,
    values_item        integer[] NOT NULL,
    values_text        text[]  NOT NULL,
    values_number      float8[] NOT NULL,
    values_date        date[]  NOT NULL,
    values_boolean     boolean[] NOT NULL,
    note               text,
    consent            boolean, -- to be recorded
    PRIMARY KEY (project_id, batch_id, line)
);
ALTER TABLE import_staging ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON import_staging TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
GRANT SELECT, DELETE ON import_staging TO app;
