-- People who are in the book twice: suspected pairs, merges, and what a merge needs to be taken back.

-- The mailbox behind an address, for suspicions only: what follows a plus is a note of its owner, and Google ignores
-- dots and its second domain. Two addresses of one mailbox stay two addresses.
CREATE FUNCTION mailbox_of(local_part text, domain text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN domain IN ('gmail.com', 'googlemail.com')
                THEN replace(split_part(local_part, '+', 1), '.', '') || '@gmail.com'
                ELSE split_part(local_part, '+', 1) || '@' || domain END
$$;
-- Only addresses that may differ from their mailbox; all others are found by contact_emails_unique.
CREATE INDEX contact_emails_by_mailbox ON contact_emails (project_id, mailbox_of(local_part, domain))
    WHERE live AND (local_part LIKE '%+%' OR domain IN ('gmail.com', 'googlemail.com'));
CREATE INDEX contacts_by_name_and_company ON contacts (project_id, name_folded, company_folded)
    WHERE deleted_at IS NULL AND company_folded <> '';

-- Two contacts that may be one person; first_id < second_id. A dismissed pair stays dismissed.
CREATE TABLE duplicate_pairs (
    project_id   uuid        NOT NULL,
    first_id     uuid        NOT NULL,
    second_id    uuid        NOT NULL,
    score        integer     NOT NULL CHECK (score BETWEEN 0 AND 100),
    reasons      text[]      NOT NULL
                 CHECK (reasons <@ ARRAY['mailbox', 'phone', 'name_and_company', 'name_and_domain', 'similar_name']),
    found_at     timestamptz NOT NULL,
    seen_at      timestamptz NOT NULL, -- last found by a search; one that no longer finds it removes the pair
    dismissed_at timestamptz,
    dismissed_by uuid,
    PRIMARY KEY (project_id, first_id, second_id),
    CHECK (first_id < second_id),
    FOREIGN KEY (project_id, first_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, second_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);
CREATE INDEX duplicate_pairs_to_review ON duplicate_pairs (project_id, score DESC, first_id, second_id)
    WHERE dismissed_at IS NULL;
CREATE INDEX duplicate_pairs_of_second ON duplicate_pairs (project_id, second_id);

-- What so many share that it says nothing of any two of them: the phone of a switchboard.
CREATE TABLE duplicate_skips (
    project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    reason     text        NOT NULL,
    shared     text        NOT NULL CHECK (length(shared) <= 1000),
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (project_id, reason, shared)
);

-- How far the search for duplicates has come.
CREATE TABLE duplicate_progress (
    project_id   uuid        PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    -- The last contact whose change was looked at, in the order of (updated_at, id).
    changed_at   timestamptz NOT NULL DEFAULT '1970-01-01 00:00+00',
    changed_id   uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    -- The last contact of the nightly sweep under way; absent: none is.
    swept_id     uuid,
    sweep_day    date
);

-- A merge. Without foreign keys: it outlives the contacts it names, so that an old id still answers.
CREATE TABLE merges (
    project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    winner_id  uuid        NOT NULL,
    loser_ids  uuid[]      NOT NULL CHECK (cardinality(loser_ids) BETWEEN 1 AND 10),
    merged_by  uuid,
    merged_at  timestamptz NOT NULL,
    undone_by  uuid,
    undone_at  timestamptz,
    PRIMARY KEY (project_id, id)
);
CREATE INDEX merges_of_winner ON merges (project_id, winner_id, merged_at);
CREATE INDEX merges_by_age ON merges (merged_at) WHERE undone_at IS NULL;

-- Where the id of a merged contact leads.
CREATE TABLE merged_contacts (
    project_id uuid NOT NULL,
    loser_id   uuid NOT NULL,
    winner_id  uuid NOT NULL,
    merge_id   uuid NOT NULL,
    PRIMARY KEY (project_id, loser_id),
    FOREIGN KEY (project_id, merge_id) REFERENCES merges (project_id, id) ON DELETE CASCADE
);
CREATE INDEX merged_contacts_of_winner ON merged_contacts (project_id, winner_id);

-- What a merge did, in its order, for 90 days. The columns of a row are kept as JSON:
--   before   a row of one of them as it was (the contact itself, addresses, tags, field values, counters)
--   after    such a row of the winner as the merge left it: what differs now was changed by somebody since
--   moved    a row that went over to the winner; `row` is its key
--   dropped  a row that the winner had already, such as the membership of one segment
CREATE TABLE merge_log (
    project_id uuid    NOT NULL,
    merge_id   uuid    NOT NULL,
    position   bigint  GENERATED ALWAYS AS IDENTITY,
    table_name text    NOT NULL,
    contact_id uuid    NOT NULL, -- whose it was
    change     text    NOT NULL CHECK (change IN ('before', 'after', 'moved', 'dropped')),
    record     jsonb   NOT NULL,
    PRIMARY KEY (project_id, merge_id, position),
    FOREIGN KEY (project_id, merge_id) REFERENCES merges (project_id, id) ON DELETE CASCADE
);


DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['duplicate_pairs', 'duplicate_skips', 'duplicate_progress', 'merges',
                                'merged_contacts', 'merge_log'] LOOP
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
-- The nightly jobs over all projects.
GRANT SELECT ON duplicate_progress TO system;
CREATE POLICY all_projects_system ON duplicate_progress TO system USING (true);
GRANT SELECT ON merges TO system;
CREATE POLICY all_projects_system ON merges TO system USING (true);
GRANT SELECT, DELETE ON merge_log TO system;
CREATE POLICY all_projects_system ON merge_log TO system USING (true);
