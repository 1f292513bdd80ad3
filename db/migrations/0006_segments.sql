-- Segments: groups of contacts by rule and by hand, and how they hear of changes.

CREATE TABLE customer_segments (
    project_id            uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id                    uuid        NOT NULL,
    name                  text        NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    name_folded           text        NOT NULL,
    description           text        NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
    criteria              jsonb       NOT NULL, -- a rule: docs/RULES.md
    is_dynamic            boolean     NOT NULL DEFAULT true,
    contact_count         bigint      NOT NULL DEFAULT 0,
    last_calculated_at    timestamptz, -- when the whole rule was last asked of everybody
    auto_add_to_campaigns boolean     NOT NULL DEFAULT false,
    default_campaigns     uuid[]      NOT NULL DEFAULT '{}',
    rule_version          bigint      NOT NULL DEFAULT 1, -- of the criteria
    -- The build that may write; a later one, or an edit of the criteria, takes its place.
    build_number          bigint      NOT NULL DEFAULT 0,
    status                text        NOT NULL DEFAULT 'waiting'
                          CHECK (status IN ('waiting', 'building', 'ready', 'broken')),
    error                 text, -- of a broken one: which field is gone
    -- A rule that names days changes its answer at midnight of the project's zone. NULL: it does not.
    next_evaluation_at    timestamptz,
    created_by            uuid,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    version               bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    CONSTRAINT segments_unique_name UNIQUE (project_id, name_folded)
);
CREATE INDEX customer_segments_due ON customer_segments (next_evaluation_at) WHERE next_evaluation_at IS NOT NULL;

-- One row for each person the rule or a hand put into (or kept out of) a segment: effective members are those by rule
-- or by hand, without the excluded and those in the trash. No foreign keys, whose checks would double the time of a
-- build: rows go with the segment by a trigger, and with the contact through the queue below.
CREATE TABLE segment_members (
    project_id uuid        NOT NULL,
    segment_id uuid        NOT NULL,
    contact_id uuid        NOT NULL,
    by_rule    boolean     NOT NULL DEFAULT false,
    by_hand    text        CHECK (by_hand IN ('manual', 'excluded')),
    live       boolean     NOT NULL DEFAULT true, -- not in the trash
    is_member  boolean     NOT NULL GENERATED ALWAYS AS
               (live AND (by_rule OR by_hand IS NOT NULL) AND by_hand IS DISTINCT FROM 'excluded') STORED,
    since      timestamptz NOT NULL,
    PRIMARY KEY (project_id, segment_id, contact_id)
);
CREATE INDEX segment_members_of_contact ON segment_members (project_id, contact_id, segment_id);

-- Which facts a segment reads, so that a change asks only the segments it concerns. Facts are what the triggers below
-- queue, and "segment:<id>" for membership of another segment.
CREATE TABLE segment_dependencies (
    project_id uuid NOT NULL,
    fact       text NOT NULL,
    segment_id uuid NOT NULL,
    PRIMARY KEY (project_id, fact, segment_id),
    FOREIGN KEY (project_id, segment_id) REFERENCES customer_segments (project_id, id) ON DELETE CASCADE
);
CREATE INDEX segment_dependencies_of_segment ON segment_dependencies (project_id, segment_id);

-- Whose membership may have changed. Only ever inserted into by writers, without a unique key: nobody waits.
CREATE TABLE segment_changes (
    project_id uuid    NOT NULL,
    -- Many at once wait for the few: a click is seen within a second while an import runs.
    bulk       boolean NOT NULL,
    id         bigint  GENERATED ALWAYS AS IDENTITY,
    contact_id uuid    NOT NULL,
    fact       text    NOT NULL,
    PRIMARY KEY (project_id, bulk, id)
);
CREATE INDEX segment_changes_of_contact ON segment_changes (project_id, contact_id);

-- Who changed while a segment was being built: the build leaves them as the worker found them.
CREATE TABLE segment_build_exceptions (
    project_id uuid NOT NULL,
    segment_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    PRIMARY KEY (project_id, segment_id, contact_id),
    FOREIGN KEY (project_id, segment_id) REFERENCES customer_segments (project_id, id) ON DELETE CASCADE
);

-- How a segment did, day by day of the project's zone.
CREATE TABLE segment_days (
    project_id    uuid   NOT NULL,
    segment_id    uuid   NOT NULL,
    day           date   NOT NULL,
    contact_count bigint NOT NULL, -- at the end of the day, or so far
    entered       bigint NOT NULL DEFAULT 0,
    left_count    bigint NOT NULL DEFAULT 0,
    average_score float8, -- of members, when it was last looked at
    PRIMARY KEY (project_id, segment_id, day),
    FOREIGN KEY (project_id, segment_id) REFERENCES customer_segments (project_id, id) ON DELETE CASCADE
);

-- An even sample of a project's contacts, whatever order their ids were made in: a range of this.
CREATE INDEX contacts_sample ON contacts (project_id, uuid_hash(id)) WHERE deleted_at IS NULL;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['customer_segments', 'segment_members', 'segment_dependencies', 'segment_changes',
                                'segment_build_exceptions', 'segment_days'] LOOP
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
-- Which projects have something to do.
GRANT SELECT ON segment_changes, customer_segments TO system;
CREATE POLICY all_projects_system ON segment_changes FOR SELECT TO system USING (true);
CREATE POLICY all_projects_system ON customer_segments FOR SELECT TO system USING (true);

CREATE FUNCTION forget_segment_members() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM segment_members m USING gone g WHERE m.project_id = g.project_id AND m.segment_id = g.id;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_segment_members AFTER DELETE ON customer_segments
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_segment_members();

-- The queue is written by triggers, once a statement, so that no way of changing a contact can forget it: the API, an
-- import's COPY, a merge, an erasure. A project whose segments do not read the fact pays one look at an index.
-- They run as the owner: every role that changes contacts may queue, and none may do anything else there.
CREATE FUNCTION queue_segment_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO segment_changes (project_id, contact_id, fact, bulk)
    SELECT c.project_id, c.contact_id, TG_ARGV[0], count(*) OVER () > 100
    FROM (SELECT DISTINCT project_id, contact_id FROM changed) c
    WHERE EXISTS (SELECT FROM segment_dependencies d WHERE d.project_id = c.project_id AND d.fact = TG_ARGV[0]);
    IF FOUND THEN
        PERFORM pg_notify('segment_changes', '');
    END IF;
    RETURN NULL;
END $$;

-- An update may move a row to another contact: both are asked again.
CREATE FUNCTION queue_segment_changes_of_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO segment_changes (project_id, contact_id, fact, bulk)
    SELECT c.project_id, c.contact_id, TG_ARGV[0], count(*) OVER () > 100
    FROM (SELECT project_id, contact_id FROM changed UNION SELECT project_id, contact_id FROM before) c
    WHERE EXISTS (SELECT FROM segment_dependencies d WHERE d.project_id = c.project_id AND d.fact = TG_ARGV[0]);
    IF FOUND THEN
        PERFORM pg_notify('segment_changes', '');
    END IF;
    RETURN NULL;
END $$;

-- Points fade in a row of their own; only what rules can read counts as a change.
CREATE FUNCTION queue_segment_changes_of_stats() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO segment_changes (project_id, contact_id, fact, bulk)
    SELECT c.project_id, c.contact_id, 'stats', count(*) OVER () > 100
    FROM changed c JOIN before b USING (project_id, contact_id)
    WHERE (c.total_interactions, c.last_interaction_date, c.engagement_score)
          IS DISTINCT FROM (b.total_interactions, b.last_interaction_date, b.engagement_score)
      AND EXISTS (SELECT FROM segment_dependencies d WHERE d.project_id = c.project_id AND d.fact = 'stats');
    IF FOUND THEN
        PERFORM pg_notify('segment_changes', '');
    END IF;
    RETURN NULL;
END $$;

-- Contacts themselves: 'new' for those that were made, 'existence' for those that went to or from the trash or were
-- erased, 'contacts' for a change of their own columns.
CREATE FUNCTION queue_segment_changes_of_contacts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO segment_changes (project_id, contact_id, fact, bulk)
        SELECT c.project_id, c.id,
               CASE WHEN (c.deleted_at IS NULL) <> (b.deleted_at IS NULL) THEN 'existence' ELSE 'contacts' END,
               count(*) OVER () > 100
        FROM changed c JOIN before b USING (project_id, id)
        WHERE EXISTS (SELECT FROM segment_dependencies d WHERE d.project_id = c.project_id
                      AND d.fact = CASE WHEN (c.deleted_at IS NULL) <> (b.deleted_at IS NULL)
                                        THEN 'existence' ELSE 'contacts' END);
    ELSE
        INSERT INTO segment_changes (project_id, contact_id, fact, bulk)
        SELECT c.project_id, c.id, TG_ARGV[0], count(*) OVER () > 100 FROM changed c
        WHERE EXISTS (SELECT FROM segment_dependencies d WHERE d.project_id = c.project_id AND d.fact = TG_ARGV[0]);
    END IF;
    IF FOUND THEN
        PERFORM pg_notify('segment_changes', '');
    END IF;
    RETURN NULL;
END $$;

-- A tag that gets another name is another tag to a rule.
CREATE FUNCTION queue_segment_changes_of_tags() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO segment_changes (project_id, contact_id, fact, bulk)
    SELECT ct.project_id, ct.contact_id, 'tags', count(*) OVER () > 100
    FROM changed c JOIN before b USING (project_id, id)
    JOIN contact_tags ct ON ct.project_id = c.project_id AND ct.tag_id = c.id
    WHERE c.name_folded <> b.name_folded
      AND EXISTS (SELECT FROM segment_dependencies d WHERE d.project_id = c.project_id AND d.fact = 'tags');
    IF FOUND THEN
        PERFORM pg_notify('segment_changes', '');
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION forget_segment_members(), queue_segment_changes(), queue_segment_changes_of_update(),
                       queue_segment_changes_of_stats(), queue_segment_changes_of_contacts(),
                       queue_segment_changes_of_tags() FROM PUBLIC;

-- For this feature's tables and those of later ones: SELECT watch_for_segments('deals', 'deals') in their migration.
CREATE FUNCTION watch_for_segments(table_name regclass, fact text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER segments_of_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS changed
                    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes(%L)', table_name, fact);
    EXECUTE format('CREATE TRIGGER segments_of_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS changed
                    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes(%L)', table_name, fact);
    EXECUTE format('CREATE TRIGGER segments_of_update AFTER UPDATE ON %s
                    REFERENCING NEW TABLE AS changed OLD TABLE AS before
                    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes_of_update(%L)', table_name, fact);
END $$;
REVOKE ALL ON FUNCTION watch_for_segments(regclass, text) FROM PUBLIC;
SELECT watch_for_segments('contact_emails', 'emails'), watch_for_segments('contact_phones', 'phones'),
       watch_for_segments('contact_tags', 'tags'), watch_for_segments('contact_field_values', 'field_values'),
       watch_for_segments('contact_interactions', 'interactions'), watch_for_segments('consents', 'consents');

CREATE TRIGGER segments_of_update AFTER UPDATE ON contact_stats
    REFERENCING NEW TABLE AS changed OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes_of_stats();
CREATE TRIGGER segments_of_insert AFTER INSERT ON contact_stats REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes('stats');
CREATE TRIGGER segments_of_insert AFTER INSERT ON contacts REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes_of_contacts('new');
CREATE TRIGGER segments_of_delete AFTER DELETE ON contacts REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes_of_contacts('existence');
CREATE TRIGGER segments_of_update AFTER UPDATE ON contacts REFERENCING NEW TABLE AS changed OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes_of_contacts();
CREATE TRIGGER segments_of_update AFTER UPDATE ON tags REFERENCING NEW TABLE AS changed OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION queue_segment_changes_of_tags();
