-- Facets: one row for each contact with codes of what lists are filtered by, under one index. A list of three conditions
-- that each fit many and together few reads the meeting of three lists of codes, instead of joining three tables.
-- Codes only narrow down: the conditions themselves are asked of whoever is left (docs/decisions/0007-facets.md).

CREATE TABLE contact_facets (
    project_id uuid      NOT NULL,
    contact_id uuid      NOT NULL,
    codes      integer[] NOT NULL,
    PRIMARY KEY (project_id, contact_id)
);

-- Whose facets may be behind. Only ever inserted into by writers, without a unique key: nobody waits. Lists ask those who
-- stand here one by one.
CREATE TABLE contact_facet_changes (
    project_id uuid   NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    contact_id uuid   NOT NULL,
    PRIMARY KEY (project_id, id)
);
CREATE INDEX contact_facet_changes_of_contact ON contact_facet_changes (project_id, contact_id);

-- A code says "this field has this value, in this project". Two of them may meet by chance. Fields of the person are
-- named as in rules, custom ones by their id.
CREATE FUNCTION facet(project uuid, field text, value text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (hashtextextended(field || ':' || value, uuid_hash_extended(project, 0)) & 2147483647)::integer;

-- Numbers and days have codes of the bucket they fall into, a narrow one and the sixteen times wider one: a range is a
-- few wide ones and the narrow ones at its ends. Buckets follow the order of their values.
CREATE FUNCTION facet_bucket(value float8) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN value >= 1e13 THEN 1000
            WHEN value <= -1e13 THEN -1000
            WHEN abs(value) < 1 THEN 0
            ELSE sign(value)::integer * (1 + floor(ln(abs(value)) * 32)::integer) END;

-- Months since the year 0, from 1900 to 2100.
CREATE FUNCTION facet_month(moment timestamp) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN moment < '1900-01-01'::timestamp THEN 22800
            WHEN moment >= '2100-01-01'::timestamp THEN 25200
            ELSE extract(year FROM moment)::integer * 12 + extract(month FROM moment)::integer - 1 END;

CREATE FUNCTION facets_of_bucket(project uuid, field text, bucket integer) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[facet(project, field || '/1', bucket::text), facet(project, field || '/16', (bucket >> 4)::text)];

-- Codes of which everybody between the two buckets has one.
CREATE FUNCTION facets_between(project uuid, field text, low integer, high integer) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT facet(project, field || '/16', wide::text)
             FROM generate_series((low + 15) >> 4, ((high + 1) >> 4) - 1) wide
             UNION ALL
             SELECT facet(project, field || '/1', narrow::text) FROM generate_series(low, high) narrow
             WHERE narrow >> 4 NOT BETWEEN (low + 15) >> 4 AND ((high + 1) >> 4) - 1);

-- For "contains" in short texts: whoever has a part has all pairs of neighbours of it.
CREATE FUNCTION facets_of_pairs(project uuid, field text, value text) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT facet(project, field || '~', substr(value, at, 2)) FROM generate_series(1, length(value) - 1) at);

-- What the facets of these contacts should be; without a row: those in the trash and those who are no more.
CREATE FUNCTION facets_of_contacts(project uuid, contacts uuid[]) RETURNS TABLE (contact_id uuid, codes integer[])
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT c.id,
           array_remove(ARRAY[
               facet(project, 'lifecycle_stage', c.lifecycle_stage),
               facet(project, 'source', lower(c.source)), facet(project, 'language', lower(c.language)),
               facet(project, 'time_zone', COALESCE(lower(c.time_zone), '')),
               facet(project, 'first_name', lower(c.first_name)), facet(project, 'last_name', lower(c.last_name)),
               facet(project, 'job_title', COALESCE(lower(c.job_title), '')),
               facet(project, 'company', c.company_folded), facet(project, 'display_name', c.name_folded),
               facet(project, 'assigned_to', COALESCE(c.assigned_to::text, '')),
               facet(project, 'email_subscribed', c.email_subscribed::text),
               facet(project, 'sms_subscribed', c.sms_subscribed::text),
               facet(project, 'marketing_consent', c.marketing_consent::text),
               facet(project, 'do_not_contact', c.do_not_contact::text)], NULL)
           || facets_of_pairs(project, 'job_title', lower(c.job_title))
           || facets_of_bucket(project, 'created_at', facet_month(c.created_at AT TIME ZONE 'UTC'))
           || facets_of_bucket(project, 'updated_at', facet_month(c.updated_at AT TIME ZONE 'UTC'))
           || facets_of_bucket(project, 'engagement_score', facet_bucket(COALESCE(s.engagement_score, 0)))
           || facets_of_bucket(project, 'total_interactions', facet_bucket(COALESCE(s.total_interactions, 0)))
           || facets_of_bucket(project, 'last_interaction_date',
                               facet_month(COALESCE(s.last_interaction_sort, '-infinity') AT TIME ZONE 'UTC'))
           || ARRAY(SELECT facet(project, 'tags', t.name_folded) FROM contact_tags ct
                    JOIN tags t ON t.project_id = ct.project_id AND t.id = ct.tag_id
                    WHERE ct.project_id = project AND ct.contact_id = c.id ORDER BY ct.tag_id)
           -- Beginnings of the lengths that conditions are cut to.
           || ARRAY(SELECT facet(project, 'email^' || length, left(e.normalised, length))
                    FROM contact_emails e CROSS JOIN (VALUES (2), (4), (6)) cut (length)
                    WHERE e.project_id = project AND e.contact_id = c.id ORDER BY e.normalised, length)
           || ARRAY(SELECT facet(project, 'email_domain^' || length, left(e.domain, length))
                    FROM contact_emails e CROSS JOIN (VALUES (4), (8), (11), (16)) cut (length)
                    WHERE e.project_id = project AND e.contact_id = c.id ORDER BY e.normalised, length)
           || ARRAY(SELECT facet(project, 'phone^' || length, left(p.e164, length))
                    FROM contact_phones p CROSS JOIN (VALUES (3), (5), (8)) cut (length)
                    WHERE p.project_id = project AND p.contact_id = c.id AND p.e164 IS NOT NULL
                    ORDER BY p.position, length)
           || ARRAY(SELECT facet(project, v.field_id::text, COALESCE(v.text_value, v.boolean_value::text))
                    FROM contact_field_values v
                    WHERE v.project_id = project AND v.contact_id = c.id
                      AND (v.text_value IS NOT NULL OR v.boolean_value IS NOT NULL) ORDER BY v.field_id, v.item)
           || ARRAY(SELECT unnest(facets_of_pairs(project, v.field_id::text, v.text_value))
                    FROM contact_field_values v
                    WHERE v.project_id = project AND v.contact_id = c.id AND v.text_value IS NOT NULL
                    ORDER BY v.field_id, v.item)
           || ARRAY(SELECT unnest(facets_of_bucket(project, v.field_id::text,
                        COALESCE(facet_bucket(v.number_value), facet_month(v.date_value::timestamp))))
                    FROM contact_field_values v
                    WHERE v.project_id = project AND v.contact_id = c.id
                      AND (v.number_value IS NOT NULL OR v.date_value IS NOT NULL) ORDER BY v.field_id, v.item)
    FROM contacts c LEFT JOIN contact_stats s ON s.project_id = c.project_id AND s.contact_id = c.id
    WHERE c.project_id = project AND c.id = ANY(contacts) AND c.deleted_at IS NULL;
END;

-- Notes are written by triggers, once a statement, in the transaction of the change. They run as the owner: every role
-- that changes contacts may note, and none may do anything else there. Whom the transaction noted before it need not note
-- again; a note of another one may be on its way out. OFFSET and the setting keep that a look into the index for each,
-- however small the table was when the plan was made.
CREATE FUNCTION note_facet_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    INSERT INTO contact_facet_changes (project_id, contact_id)
    SELECT DISTINCT c.project_id, c.contact_id FROM changed c
    WHERE NOT EXISTS (SELECT FROM contact_facet_changes n
                      WHERE n.project_id = c.project_id AND n.contact_id = c.contact_id
                        AND n.xmin = pg_current_xact_id()::xid
                      OFFSET 0);
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;

-- A row may move to another contact: both are noted.
CREATE FUNCTION note_facet_changes_of_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    INSERT INTO contact_facet_changes (project_id, contact_id)
    SELECT c.project_id, c.contact_id
    FROM (SELECT project_id, contact_id FROM changed UNION SELECT project_id, contact_id FROM before) c
    WHERE NOT EXISTS (SELECT FROM contact_facet_changes n
                      WHERE n.project_id = c.project_id AND n.contact_id = c.contact_id
                        AND n.xmin = pg_current_xact_id()::xid
                      OFFSET 0);
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;

-- Points fade and counters go up all day; buckets change seldom.
CREATE FUNCTION note_facet_changes_of_stats() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO contact_facet_changes (project_id, contact_id)
    SELECT c.project_id, c.contact_id FROM changed c JOIN before b USING (project_id, contact_id)
    WHERE (facet_bucket(c.engagement_score), facet_bucket(c.total_interactions),
           facet_month(c.last_interaction_sort AT TIME ZONE 'UTC'))
          IS DISTINCT FROM
          (facet_bucket(b.engagement_score), facet_bucket(b.total_interactions),
           facet_month(b.last_interaction_sort AT TIME ZONE 'UTC'));
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION note_facet_changes_of_contacts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO contact_facet_changes (project_id, contact_id)
        SELECT c.project_id, c.id FROM changed c JOIN before b USING (project_id, id)
        WHERE (c.lifecycle_stage, c.source, c.language, c.time_zone, c.first_name, c.last_name, c.job_title,
               c.company_folded, c.name_folded, c.assigned_to, c.email_subscribed, c.sms_subscribed,
               c.marketing_consent, c.do_not_contact, c.deleted_at, c.created_at,
               facet_month(c.updated_at AT TIME ZONE 'UTC'))
              IS DISTINCT FROM
              (b.lifecycle_stage, b.source, b.language, b.time_zone, b.first_name, b.last_name, b.job_title,
               b.company_folded, b.name_folded, b.assigned_to, b.email_subscribed, b.sms_subscribed,
               b.marketing_consent, b.do_not_contact, b.deleted_at, b.created_at,
               facet_month(b.updated_at AT TIME ZONE 'UTC'));
    ELSE
        INSERT INTO contact_facet_changes (project_id, contact_id) SELECT c.project_id, c.id FROM changed c;
    END IF;
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;

-- A tag that gets another name is another tag to a rule.
CREATE FUNCTION note_facet_changes_of_tags() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO contact_facet_changes (project_id, contact_id)
    SELECT ct.project_id, ct.contact_id FROM changed c JOIN before b USING (project_id, id)
    JOIN contact_tags ct ON ct.project_id = c.project_id AND ct.tag_id = c.id
    WHERE c.name_folded <> b.name_folded;
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION note_facet_changes(), note_facet_changes_of_update(), note_facet_changes_of_stats(),
                       note_facet_changes_of_contacts(), note_facet_changes_of_tags() FROM PUBLIC;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['contact_emails', 'contact_phones', 'contact_tags', 'contact_field_values',
                                'contact_stats'] LOOP
        EXECUTE format('CREATE TRIGGER facets_of_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
                        FOR EACH STATEMENT EXECUTE FUNCTION note_facet_changes()', name);
        EXECUTE format('CREATE TRIGGER facets_of_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
                        FOR EACH STATEMENT EXECUTE FUNCTION note_facet_changes()', name);
        EXECUTE format('CREATE TRIGGER facets_of_update AFTER UPDATE ON %I
                        REFERENCING NEW TABLE AS changed OLD TABLE AS before
                        FOR EACH STATEMENT EXECUTE FUNCTION %s()', name,
                       CASE name WHEN 'contact_stats' THEN 'note_facet_changes_of_stats'
                                 ELSE 'note_facet_changes_of_update' END);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['contact_facets', 'contact_facet_changes'] LOOP
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
CREATE TRIGGER facets_of_insert AFTER INSERT ON contacts REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_facet_changes_of_contacts();
CREATE TRIGGER facets_of_delete AFTER DELETE ON contacts REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_facet_changes_of_contacts();
CREATE TRIGGER facets_of_update AFTER UPDATE ON contacts REFERENCING NEW TABLE AS changed OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION note_facet_changes_of_contacts();
CREATE TRIGGER facets_of_update AFTER UPDATE ON tags REFERENCING NEW TABLE AS changed OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION note_facet_changes_of_tags();

-- Which projects have something to do.
GRANT SELECT ON contact_facet_changes TO system;
CREATE POLICY all_projects_system ON contact_facet_changes FOR SELECT TO system USING (true);

-- Those who are there already; some 40 s of a million.
CREATE FUNCTION fill_contact_facets() RETURNS void LANGUAGE sql AS $$
    INSERT INTO contact_facets (project_id, contact_id, codes)
    SELECT p.id, f.contact_id, f.codes
    FROM projects p
    CROSS JOIN LATERAL facets_of_contacts(p.id, ARRAY(SELECT c.id FROM contacts c WHERE c.project_id = p.id
                                                      ORDER BY c.created_at)) f
$$;
REVOKE ALL ON FUNCTION fill_contact_facets() FROM PUBLIC;
SELECT fill_contact_facets();
-- The worker writes many rows at a time: it fills a pending list, which lists read from end to end and so must be short.
CREATE INDEX contact_facets_codes ON contact_facets USING gin (codes) WITH (gin_pending_list_limit = 256);
