-- Contacts and companies, and what is known of them.
--
-- Every key is composite with project_id: foreign keys bypass row level security, and a plain one would let a project
-- point at another's row. Text that is searched or compared without case is stored folded beside what was typed:
-- functions such as lower() may not run before the policy, so an index on them would be useless to requests.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE companies (
    project_id    uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id            uuid        NOT NULL,
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    name_folded   text        NOT NULL,
    domain        text        CHECK (length(domain) <= 253), -- normalised: "example.com"
    website       text        CHECK (length(website) <= 2000),
    phone         text        CHECK (length(phone) <= 50),
    phone_e164    text,
    industry      text        CHECK (length(industry) <= 100),
    size          text        CHECK (size IN ('1-10', '11-50', '51-200', '201-500', '501-1000', '1001+')),
    address       text        CHECK (length(address) <= 1000),
    description   text        CHECK (length(description) <= 5000),
    custom_fields jsonb       NOT NULL DEFAULT '{}',
    assigned_to   uuid,
    created_by    uuid,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    version       bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, assigned_to) REFERENCES members (project_id, user_id) ON DELETE SET NULL (assigned_to)
);
CREATE INDEX companies_by_name ON companies (project_id, name_folded, id);
CREATE INDEX companies_by_domain ON companies (project_id, domain) WHERE domain IS NOT NULL;
CREATE INDEX companies_search ON companies USING gin (project_id, name_folded gin_trgm_ops);

CREATE TABLE contacts (
    project_id         uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id                 uuid        NOT NULL,
    first_name         text        NOT NULL DEFAULT '' CHECK (length(first_name) <= 100),
    last_name          text        NOT NULL DEFAULT '' CHECK (length(last_name) <= 100),
    -- "First Last", else the e-mail address, the phone or the company: never empty, and what lists sort by.
    display_name       text        NOT NULL CHECK (length(display_name) BETWEEN 1 AND 320),
    -- The primary ones; all of them stand in contact_emails and contact_phones.
    email              text        CHECK (length(email) <= 254),
    email_normalised   text,
    phone              text        CHECK (length(phone) <= 50),
    phone_e164         text,
    company_id         uuid,
    company            text        CHECK (length(company) <= 255),
    job_title          text        CHECK (length(job_title) <= 100),
    avatar_url         text        CHECK (length(avatar_url) <= 2000),
    avatar_file_id     uuid,
    time_zone          text        CHECK (length(time_zone) <= 50),
    language           text        NOT NULL DEFAULT 'en' CHECK (length(language) <= 10),
    source             text        NOT NULL DEFAULT 'manual' CHECK (length(source) <= 100),
    source_details     jsonb       NOT NULL DEFAULT '{}',
    utm_data           jsonb       NOT NULL DEFAULT '{}',
    first_contact_date timestamptz NOT NULL DEFAULT now(),
    lifecycle_stage    text        NOT NULL DEFAULT 'lead'
                       CHECK (lifecycle_stage IN ('lead', 'prospect', 'customer', 'evangelist')),
    email_subscribed   boolean     NOT NULL DEFAULT true,
    sms_subscribed     boolean     NOT NULL DEFAULT true,
    marketing_consent  boolean     NOT NULL DEFAULT false,
    do_not_contact     boolean     NOT NULL DEFAULT false,
    -- For display; filters read contact_field_values.
    custom_fields      jsonb       NOT NULL DEFAULT '{}',
    assigned_to        uuid,
    created_by         uuid,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    deleted_at         timestamptz, -- in the trash; gone for good after 30 days
    version            bigint      NOT NULL DEFAULT 1,
    -- Folded by platform/text/fold.hpp, the same function that folds a search term.
    name_folded        text        NOT NULL DEFAULT '',
    company_folded     text        NOT NULL DEFAULT '',
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, company_id) REFERENCES companies (project_id, id) ON DELETE SET NULL (company_id),
    FOREIGN KEY (project_id, avatar_file_id) REFERENCES files (project_id, id) ON DELETE SET NULL (avatar_file_id),
    FOREIGN KEY (project_id, assigned_to) REFERENCES members (project_id, user_id) ON DELETE SET NULL (assigned_to)
);
CREATE INDEX contacts_by_created_at ON contacts (project_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_updated_at ON contacts (project_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_name ON contacts (project_id, name_folded, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_company_name ON contacts (project_id, company_folded, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_company ON contacts (project_id, company_id, id) WHERE company_id IS NOT NULL;
CREATE INDEX contacts_by_assignee ON contacts (project_id, assigned_to, created_at) WHERE assigned_to IS NOT NULL;
CREATE INDEX contacts_by_stage ON contacts (project_id, lifecycle_stage, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_source ON contacts (project_id, source, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_in_trash ON contacts (project_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX contacts_search_name ON contacts USING gin (project_id, name_folded gin_trgm_ops)
    WITH (fastupdate = on);
CREATE INDEX contacts_search_company ON contacts USING gin (project_id, company_folded gin_trgm_ops)
    WITH (fastupdate = on);

-- `live` follows the contact: an address in the trash is free for another person.
CREATE TABLE contact_emails (
    project_id  uuid    NOT NULL,
    contact_id  uuid    NOT NULL,
    normalised  text    NOT NULL CHECK (length(normalised) <= 254),
    address     text    NOT NULL CHECK (length(address) <= 254), -- as typed
    -- Searched apart: "gmail.com" must not recheck everybody when somebody looks for "gmail".
    local_part  text    NOT NULL,
    domain      text    NOT NULL,
    label       text    NOT NULL DEFAULT 'work' CHECK (label IN ('work', 'home', 'other')),
    is_primary  boolean NOT NULL DEFAULT false,
    live        boolean NOT NULL DEFAULT true,
    PRIMARY KEY (project_id, contact_id, normalised),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX contact_emails_unique ON contact_emails (project_id, normalised) WHERE live;
CREATE UNIQUE INDEX contact_emails_one_primary ON contact_emails (project_id, contact_id) WHERE is_primary;
CREATE INDEX contact_emails_by_domain ON contact_emails (project_id, domain, contact_id);
CREATE INDEX contact_emails_search ON contact_emails USING gin (project_id, local_part gin_trgm_ops)
    WITH (fastupdate = on);

CREATE TABLE contact_phones (
    project_id uuid    NOT NULL,
    contact_id uuid    NOT NULL,
    position   integer NOT NULL,
    number     text    NOT NULL CHECK (length(number) BETWEEN 1 AND 50), -- as typed
    e164       text    CHECK (length(e164) <= 20),
    label      text    NOT NULL DEFAULT 'mobile' CHECK (label IN ('mobile', 'work', 'home', 'other')),
    is_primary boolean NOT NULL DEFAULT false,
    -- Digits from the end to the front: "…0958" is found by a prefix of this.
    reversed   text    NOT NULL DEFAULT '',
    PRIMARY KEY (project_id, contact_id, position),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_phones_by_e164 ON contact_phones (project_id, e164) WHERE e164 IS NOT NULL;
CREATE INDEX contact_phones_by_reversed ON contact_phones (project_id, reversed text_pattern_ops);

-- Counters apart from the person: 43 µs instead of 112 µs an update, and no new version of a wide row.
CREATE TABLE contact_stats (
    project_id            uuid        NOT NULL,
    contact_id            uuid        NOT NULL,
    total_interactions    bigint      NOT NULL DEFAULT 0,
    last_interaction_date timestamptz,
    -- Nobody heard from them: before all others. A keyset page cannot stand on a NULL.
    last_interaction_sort timestamptz NOT NULL
                          GENERATED ALWAYS AS (COALESCE(last_interaction_date, '-infinity'::timestamptz)) STORED,
    engagement_score      bigint      NOT NULL DEFAULT 0 CHECK (engagement_score BETWEEN 0 AND 100),
    -- Undecayed points at `points_at`; the score is computed from them.
    points                float8      NOT NULL DEFAULT 0,
    points_at             timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, contact_id),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
) WITH (fillfactor = 80);
CREATE INDEX contact_stats_by_score ON contact_stats (project_id, engagement_score, contact_id);
CREATE INDEX contact_stats_by_last_interaction ON contact_stats (project_id, last_interaction_sort, contact_id);

CREATE TABLE tags (
    project_id  uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id          uuid NOT NULL,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    name_folded text NOT NULL,
    colour      text CHECK (colour ~ '^#[0-9a-f]{6}$'),
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id),
    CONSTRAINT tags_unique_name UNIQUE (project_id, name_folded)
);
CREATE TABLE contact_tags (
    project_id uuid NOT NULL,
    tag_id     uuid NOT NULL,
    contact_id uuid NOT NULL,
    PRIMARY KEY (project_id, tag_id, contact_id),
    FOREIGN KEY (project_id, tag_id) REFERENCES tags (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_tags_of_contact ON contact_tags (project_id, contact_id, tag_id);

CREATE TABLE custom_field_definitions (
    project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    key        text        NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,59}$'),
    label      text        NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    type       text        NOT NULL
               CHECK (type IN ('text', 'number', 'date', 'boolean', 'select', 'multi_select', 'url')),
    options    text[]      NOT NULL DEFAULT '{}',
    required   boolean     NOT NULL DEFAULT false,
    position   integer     NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    version    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    CONSTRAINT custom_fields_unique_key UNIQUE (project_id, key)
);
-- One row per filterable value (several for a multi-select), written with the contact.
CREATE TABLE contact_field_values (
    project_id    uuid    NOT NULL,
    field_id      uuid    NOT NULL,
    contact_id    uuid    NOT NULL,
    item          integer NOT NULL DEFAULT 0,
    text_value    text,    -- folded
    number_value  float8,
    date_value    date,
    boolean_value boolean,
    PRIMARY KEY (project_id, field_id, contact_id, item),
    FOREIGN KEY (project_id, field_id) REFERENCES custom_field_definitions (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_field_values_text ON contact_field_values (project_id, field_id, text_value, contact_id)
    WHERE text_value IS NOT NULL;
CREATE INDEX contact_field_values_number ON contact_field_values (project_id, field_id, number_value, contact_id)
    WHERE number_value IS NOT NULL;
CREATE INDEX contact_field_values_date ON contact_field_values (project_id, field_id, date_value, contact_id)
    WHERE date_value IS NOT NULL;
CREATE INDEX contact_field_values_of_contact ON contact_field_values (project_id, contact_id);

-- Posts of the first sprint; interactions refer to them.
CREATE TABLE content (
    project_id   uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id           uuid        NOT NULL,
    kind         text        NOT NULL DEFAULT 'post' CHECK (kind IN ('post', 'story', 'video', 'article')),
    title        text        NOT NULL DEFAULT '' CHECK (length(title) <= 255),
    body         text        NOT NULL DEFAULT '',
    media        jsonb       NOT NULL DEFAULT '[]',
    platform     text        CHECK (length(platform) <= 50),
    status       text        NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'scheduled', 'published', 'failed')),
    scheduled_at timestamptz,
    published_at timestamptz,
    created_by   uuid,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id)
);

-- What people did and what we did with them. By month, for tens of millions of rows; the application sees only the
-- parent, whose policy holds (a partition read directly would not ask it).
CREATE TABLE contact_interactions (
    id               uuid        NOT NULL,
    project_id       uuid        NOT NULL,
    contact_id       uuid        NOT NULL,
    interaction_type text        NOT NULL CHECK (length(interaction_type) <= 100),
    platform         text        CHECK (length(platform) <= 50),
    title            text        CHECK (length(title) <= 255),
    description      text        CHECK (length(description) <= 10000),
    metadata         jsonb       NOT NULL DEFAULT '{}',
    campaign_id      uuid,
    content_id       uuid,
    duration_seconds integer     CHECK (duration_seconds >= 0),
    engagement_score integer     NOT NULL DEFAULT 0,
    created_by       uuid,
    occurred_at      timestamptz NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, occurred_at),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
) PARTITION BY RANGE (occurred_at);
CREATE INDEX contact_interactions_of_contact ON contact_interactions (project_id, contact_id, occurred_at DESC, id);
CREATE INDEX contact_interactions_by_type ON contact_interactions
    (project_id, interaction_type, occurred_at, contact_id);

-- Makes what is missing: one partition a year up to the end of the year before last, one a month from then to three
-- months ahead. Runs as the owner; the application may call it and nothing else of the kind.
CREATE FUNCTION make_interaction_partitions(today date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first_month date := date_trunc('year', today - interval '1 year')::date;
    last_month  date := (date_trunc('month', today) + interval '3 months')::date;
    starts      date;
    made        integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(7203148502);
    IF to_regclass('contact_interactions_before') IS NULL THEN
        -- Everything older than the first year that was ever needed.
        EXECUTE format('CREATE TABLE contact_interactions_before PARTITION OF contact_interactions
                        FOR VALUES FROM (MINVALUE) TO (%L)', timestamptz '2000-01-01 00:00+00');
        made := made + 1;
        FOR starts IN SELECT make_date(y, 1, 1) FROM generate_series(2000, extract(year FROM first_month)::int - 1) y LOOP
            EXECUTE format('CREATE TABLE contact_interactions_%s PARTITION OF contact_interactions
                            FOR VALUES FROM (%L) TO (%L)', to_char(starts, 'YYYY'),
                           starts::timestamp AT TIME ZONE 'UTC',
                           (starts + interval '1 year')::timestamp AT TIME ZONE 'UTC');
            made := made + 1;
        END LOOP;
    END IF;
    FOR starts IN SELECT generate_series(first_month, last_month, interval '1 month')::date LOOP
        CONTINUE WHEN to_regclass(format('contact_interactions_%s', to_char(starts, 'YYYY_MM'))) IS NOT NULL
                   OR to_regclass(format('contact_interactions_%s', to_char(starts, 'YYYY'))) IS NOT NULL;
        EXECUTE format('CREATE TABLE contact_interactions_%s PARTITION OF contact_interactions
                        FOR VALUES FROM (%L) TO (%L)', to_char(starts, 'YYYY_MM'),
                       starts::timestamp AT TIME ZONE 'UTC',
                       (starts + interval '1 month')::timestamp AT TIME ZONE 'UTC');
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;
SELECT make_interaction_partitions(current_date);
REVOKE ALL ON FUNCTION make_interaction_partitions(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_interaction_partitions(date) TO system;

CREATE TABLE contact_notes (
    project_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    contact_id uuid        NOT NULL,
    body       text        NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
    pinned     boolean     NOT NULL DEFAULT false,
    author_id  uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_notes_of_contact ON contact_notes (project_id, contact_id, created_at DESC, id);

CREATE TABLE contact_tasks (
    project_id  uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id          uuid        NOT NULL,
    title       text        NOT NULL CHECK (length(title) BETWEEN 1 AND 255),
    kind        text        NOT NULL DEFAULT 'todo' CHECK (kind IN ('call', 'email', 'meeting', 'todo')),
    description text        CHECK (length(description) <= 5000),
    contact_id  uuid,
    company_id  uuid,
    due_at      timestamptz,
    remind_at   timestamptz,
    reminded_at timestamptz,
    assigned_to uuid,
    done_at     timestamptz,
    created_by  uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    version     bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, company_id) REFERENCES companies (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, assigned_to) REFERENCES members (project_id, user_id) ON DELETE SET NULL (assigned_to)
);
CREATE INDEX contact_tasks_open ON contact_tasks (project_id, due_at, id) WHERE done_at IS NULL;
CREATE INDEX contact_tasks_of_assignee ON contact_tasks (project_id, assigned_to, due_at, id) WHERE done_at IS NULL;
CREATE INDEX contact_tasks_of_contact ON contact_tasks (project_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX contact_tasks_done ON contact_tasks (project_id, done_at DESC, id) WHERE done_at IS NOT NULL;

CREATE TABLE contact_attachments (
    project_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    contact_id uuid        NOT NULL,
    file_id    uuid        NOT NULL,
    author_id  uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, file_id) REFERENCES files (project_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_attachments_of_contact ON contact_attachments (project_id, contact_id, created_at DESC);

-- Filter, sort and columns of the contacts dashboard under a name.
CREATE TABLE saved_views (
    project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    filter     jsonb,
    sort       text        NOT NULL DEFAULT '-created_at',
    columns    text[]      NOT NULL DEFAULT '{}',
    shared     boolean     NOT NULL DEFAULT false,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    version    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id)
);

-- An import from the upload to its undo.
CREATE TABLE import_runs (
    project_id      uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id              uuid        NOT NULL,
    status          text        NOT NULL DEFAULT 'uploaded'
                    CHECK (status IN ('uploaded', 'ready', 'running', 'paused', 'finished', 'cancelled', 'failed',
                                      'undoing', 'undone')),
    file_name       text        NOT NULL CHECK (length(file_name) <= 255),
    file_size       bigint      NOT NULL,
    content_hash    text        NOT NULL, -- in the file store
    format          jsonb       NOT NULL DEFAULT '{}', -- encoding, delimiter, columns, product
    mapping         jsonb       NOT NULL DEFAULT '[]',
    settings        jsonb       NOT NULL DEFAULT '{}',
    -- Where the next batch starts; written in the batch's own transaction, so a killed server resumes exactly there.
    resume_offset   bigint      NOT NULL DEFAULT 0,
    resume_line     bigint      NOT NULL DEFAULT 1,
    rows_read       bigint      NOT NULL DEFAULT 0,
    rows_created    bigint      NOT NULL DEFAULT 0,
    rows_updated    bigint      NOT NULL DEFAULT 0,
    rows_skipped    bigint      NOT NULL DEFAULT 0,
    rows_refused    bigint      NOT NULL DEFAULT 0,
    job_id          uuid,
    error           text,
    created_by      uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    finished_at     timestamptz,
    version         bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id)
);
CREATE INDEX import_runs_by_created_at ON import_runs (project_id, created_at DESC, id);

-- Refused rows as they came, with line and reason.
CREATE TABLE import_rows (
    project_id uuid   NOT NULL,
    run_id     uuid   NOT NULL,
    line       bigint NOT NULL,
    reason     text   NOT NULL,
    fields     text[] NOT NULL,
    PRIMARY KEY (project_id, run_id, line),
    FOREIGN KEY (project_id, run_id) REFERENCES import_runs (project_id, id) ON DELETE CASCADE
);

-- What an import or a bulk action did to each contact, for its undo. `before` is absent for what was created.
CREATE TABLE contact_changes (
    project_id uuid NOT NULL,
    run_id     uuid NOT NULL, -- import_runs.id or bulk_runs.id
    contact_id uuid NOT NULL,
    version    bigint NOT NULL, -- of the contact after the change: a later edit is not undone over
    before     jsonb,
    PRIMARY KEY (project_id, run_id, contact_id),
    FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
);

CREATE TABLE import_mappings (
    project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    mapping    jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id),
    CONSTRAINT import_mappings_unique_name UNIQUE (project_id, name)
);

CREATE TABLE bulk_runs (
    project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    action     text        NOT NULL,
    parameters jsonb       NOT NULL,
    selection  jsonb       NOT NULL, -- ids, or filter and search
    job_id     uuid,
    changed    bigint      NOT NULL DEFAULT 0,
    undone_at  timestamptz,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id)
);

-- Whom not to write to, kept when the person is erased: then only a keyed hash of the address stands here.
CREATE TABLE suppressions (
    project_id   uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    address_hash text        NOT NULL,
    channel      text        NOT NULL CHECK (channel IN ('email', 'sms', 'push')),
    topic        text        NOT NULL DEFAULT '',
    reason       text        NOT NULL
                 CHECK (reason IN ('unsubscribed', 'bounced', 'complained', 'manual', 'erased', 'imported')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, channel, address_hash, topic)
);

-- What a person agreed to, in the words he saw.
CREATE TABLE consents (
    project_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    contact_id uuid        NOT NULL,
    purpose    text        NOT NULL DEFAULT 'marketing' CHECK (length(purpose) <= 100),
    given      boolean     NOT NULL,
    basis      text        NOT NULL CHECK (length(basis) <= 2000),
    source     text        NOT NULL CHECK (length(source) <= 100),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);
CREATE INDEX consents_of_contact ON consents (project_id, contact_id, created_at DESC);

-- A contact as the API shows it. Emails, phones and tags come as lists; the counters from beside.
CREATE VIEW contact_records WITH (security_invoker = true) AS
SELECT c.project_id, c.id, c.first_name, c.last_name, c.display_name, c.email, c.phone, c.company_id, c.company,
       c.job_title, c.avatar_url, c.avatar_file_id, c.time_zone, c.language, c.source, c.source_details, c.utm_data,
       c.first_contact_date, c.lifecycle_stage, c.email_subscribed, c.sms_subscribed, c.marketing_consent,
       c.do_not_contact, c.custom_fields, c.assigned_to, c.created_by, c.created_at, c.updated_at, c.deleted_at,
       c.version, c.name_folded,
       COALESCE(s.total_interactions, 0) AS total_interactions, s.last_interaction_date,
       COALESCE(s.engagement_score, 0) AS engagement_score,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('address', e.address, 'label', e.label, 'primary', e.is_primary)
                                  ORDER BY e.is_primary DESC, e.normalised)
                 FROM contact_emails e WHERE e.project_id = c.project_id AND e.contact_id = c.id), '[]') AS emails,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('number', p.number, 'e164', p.e164, 'label', p.label,
                                                     'primary', p.is_primary) ORDER BY p.position)
                 FROM contact_phones p WHERE p.project_id = c.project_id AND p.contact_id = c.id), '[]') AS phones,
       COALESCE((SELECT array_agg(t.name ORDER BY t.name_folded)
                 FROM contact_tags ct JOIN tags t ON t.project_id = ct.project_id AND t.id = ct.tag_id
                 WHERE ct.project_id = c.project_id AND ct.contact_id = c.id), '{}') AS tags
FROM contacts c
LEFT JOIN contact_stats s ON s.project_id = c.project_id AND s.contact_id = c.id;
GRANT SELECT ON contact_records TO app, finder;

-- Row level security and grants, the same for all of them.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'companies', 'contacts', 'contact_emails', 'contact_phones', 'contact_stats', 'tags', 'contact_tags',
        'custom_field_definitions', 'contact_field_values', 'content', 'contact_interactions', 'contact_notes',
        'contact_tasks', 'contact_attachments', 'saved_views', 'import_runs', 'import_rows', 'contact_changes',
        'import_mappings', 'bulk_runs', 'suppressions', 'consents'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY project ON %I TO app
                        USING (project_id = NULLIF(current_setting(''app.project_id'', true), '''')::uuid)', name);
        EXECUTE format('CREATE POLICY all_projects ON %I FOR SELECT TO finder USING (true)', name);
        -- Statements do not name the project: it is the transaction's.
        EXECUTE format('ALTER TABLE %I ALTER project_id
                        SET DEFAULT NULLIF(current_setting(''app.project_id'', true), '''')::uuid', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app', name);
        EXECUTE format('GRANT SELECT ON %I TO finder', name);
    END LOOP;
END $$;
-- The nightly jobs over all projects.
GRANT SELECT, DELETE ON contacts TO system;
CREATE POLICY all_projects_system ON contacts TO system USING (true);
GRANT SELECT, UPDATE ON contact_tasks TO system;
CREATE POLICY all_projects_system ON contact_tasks TO system USING (true);
GRANT SELECT, UPDATE ON contact_stats TO system;
CREATE POLICY all_projects_system ON contact_stats TO system USING (true);
