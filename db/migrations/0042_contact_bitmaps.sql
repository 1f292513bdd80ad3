-- Bitmaps of contacts: for each common value of a field (a stage, a tag, a day, the beginning of a name) whom it fits, one
-- bit a contact. Conditions of a list meet in memory, whatever they fit one by one, and its order is walked by the values
-- that it sorts by (docs/decisions/0007-facets.md).

-- A contact keeps its place in the bitmaps as long as there are any. Places follow the ids of those who come at once.
CREATE TABLE contact_positions (
    project_id uuid    NOT NULL,
    contact_id uuid    NOT NULL,
    position   integer NOT NULL CHECK (position >= 0),
    texts      bigint  NOT NULL DEFAULT 0, -- a hash of the codes of texts that he stands in
    PRIMARY KEY (project_id, position),
    UNIQUE (project_id, contact_id)
);

-- Members of a block of positions who have the code; without any there is no row. Position_set.hpp tells the two forms
-- and why a block has 15,360 positions.
CREATE TABLE contact_bitmaps (
    project_id uuid    NOT NULL,
    code       bigint  NOT NULL,
    block      integer NOT NULL,
    members    bytea   NOT NULL CHECK (length(members) BETWEEN 2 AND 1920),
    PRIMARY KEY (project_id, code, block)
);
ALTER TABLE contact_bitmaps ALTER members SET STORAGE PLAIN;
CREATE INDEX contact_bitmaps_of_block ON contact_bitmaps (project_id, block, code);

-- Projects whose contacts were there before their bitmaps, and how far those have come. Until then lists go without.
CREATE TABLE contact_bitmap_fills (
    project_id uuid NOT NULL PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    after      uuid NOT NULL -- whoever has this id or one before it is done
);

-- Codes of a field lie together, in the order of its values: a range of values is a range of codes.
CREATE FUNCTION bitmap_code(field text, value integer) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ((hashtextextended(field, 0) & 2147483647) << 32) | (value::bigint + 2147483648);

-- Of values without an order.
CREATE FUNCTION bitmap_value(value text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (hashtextextended(value, 0) & 2147483647)::integer;

-- The first two characters, in the order of the text: that of its code points (locale C).
CREATE FUNCTION bitmap_beginning(value text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ascii(value) * 1024 + LEAST(ascii(substr(value, 2, 1)), 1023);

-- Days since 1970, from 1900 to 2100; the day before them for "never", which no range has.
CREATE FUNCTION bitmap_day(moment timestamp) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN moment = '-infinity'::timestamp THEN -25568
            WHEN moment < '1900-01-01'::timestamp THEN -25567
            WHEN moment >= '2100-01-01'::timestamp THEN 47482
            ELSE moment::date - '1970-01-01'::date END;

-- Of a version 7 id: when it was made, in steps of 70 minutes. In the order of the ids, whoever made them.
CREATE FUNCTION bitmap_id(id uuid) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint >> 22)::integer;

-- Numbers and days have a narrow code, one of 8 of them and one of 64: a range is a few wide ones, and narrower ones at
-- its ends.
CREATE FUNCTION bitmap_codes_of_number(field text, value integer) RETURNS bigint[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY[bitmap_code(field, value), bitmap_code(field || '/8', value >> 3), bitmap_code(field || '/64', value >> 6)];

-- Ranges of codes of which everybody between two values has one.
CREATE FUNCTION bitmap_ranges(field text, low integer, high integer) RETURNS TABLE (low_code bigint, high_code bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT range.low_code, range.high_code
    FROM (SELECT (low + 7) >> 3 AS low_8, ((high + 1) >> 3) - 1 AS high_8) eighths
    CROSS JOIN LATERAL (SELECT (low_8 + 7) >> 3 AS low_64, ((high_8 + 1) >> 3) - 1 AS high_64) wide
    CROSS JOIN LATERAL (
        SELECT bitmap_code(field, low) AS low_code,
               bitmap_code(field, CASE WHEN low_8 <= high_8 THEN low_8 * 8 - 1 ELSE high END) AS high_code
        UNION ALL
        SELECT bitmap_code(field, (high_8 + 1) * 8), bitmap_code(field, high) WHERE low_8 <= high_8
        UNION ALL
        SELECT bitmap_code(field || '/8', low_8),
               bitmap_code(field || '/8', CASE WHEN low_64 <= high_64 THEN low_64 * 8 - 1 ELSE high_8 END)
        WHERE low_8 <= high_8
        UNION ALL
        SELECT bitmap_code(field || '/8', (high_64 + 1) * 8), bitmap_code(field || '/8', high_8)
        WHERE low_8 <= high_8 AND low_64 <= high_64
        UNION ALL
        SELECT bitmap_code(field || '/64', low_64), bitmap_code(field || '/64', high_64)
        WHERE low_8 <= high_8 AND low_64 <= high_64) range
    WHERE range.low_code <= range.high_code;
END;

-- Texts that may be anything fall into 1,024 values by chance. Their codes, below 0, change seldom, and are left alone
-- while they do not.
CREATE FUNCTION bitmap_text_code(field text, value text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN bitmap_code(field, (hashtextextended(value, 0) & 1023)::integer) | '-9223372036854775808'::bigint;

-- Pairs of letters are few, and many have each: two of them must not be one.
CREATE FUNCTION bitmap_pair_code(field text, pair text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN bitmap_code(field || '~', (hashtextextended(pair, 0) & 65535)::integer) | '-9223372036854775808'::bigint;

-- For "contains": whoever has a part has each pair of neighbours of it.
CREATE FUNCTION bitmap_pair_codes(field text, value text) RETURNS bigint[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(SELECT bitmap_pair_code(field, substr(value, at, 2)) FROM generate_series(1, length(value) - 1) at);

CREATE FUNCTION bitmap_text_codes_of_contacts(project uuid, contacts uuid[])
RETURNS TABLE (contact_id uuid, codes bigint[]) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT c.id,
           ARRAY[bitmap_text_code('first_name', lower(c.first_name)), bitmap_text_code('last_name', lower(c.last_name)),
                 bitmap_text_code('display_name', c.name_folded), bitmap_text_code('company', c.company_folded),
                 bitmap_text_code('job_title', COALESCE(lower(c.job_title), ''))]
           || bitmap_pair_codes('display_name', c.name_folded) || bitmap_pair_codes('company', c.company_folded)
           || bitmap_pair_codes('job_title', lower(c.job_title))
           || ARRAY(SELECT unnest(ARRAY[bitmap_text_code('email', left(e.normalised, 4)),
                                        bitmap_text_code('email_domain', left(e.domain, 8))])
                    FROM contact_emails e WHERE e.project_id = project AND e.contact_id = c.id
                    ORDER BY e.normalised)
           || ARRAY(SELECT bitmap_text_code('phone', left(p.e164, 6)) FROM contact_phones p
                    WHERE p.project_id = project AND p.contact_id = c.id AND p.e164 IS NOT NULL ORDER BY p.position)
           || ARRAY(SELECT unnest(bitmap_text_code(v.field_id::text, v.text_value)
                                  || bitmap_pair_codes(v.field_id::text, v.text_value))
                    FROM contact_field_values v
                    JOIN custom_field_definitions d ON d.project_id = v.project_id AND d.id = v.field_id
                    WHERE v.project_id = project AND v.contact_id = c.id AND d.type IN ('text', 'url')
                      AND v.text_value IS NOT NULL ORDER BY v.field_id, v.item)
    FROM contacts c WHERE c.project_id = project AND c.id = ANY(contacts) AND c.deleted_at IS NULL;
END;

-- The other codes that these contacts should have; nobody in the trash has any.
CREATE FUNCTION bitmap_codes_of_contacts(project uuid, contacts uuid[]) RETURNS TABLE (contact_id uuid, codes bigint[])
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT c.id,
           array_remove(ARRAY[
               bitmap_code('id', bitmap_id(c.id)),
               bitmap_code('display_name', bitmap_beginning(c.name_folded)),
               bitmap_code('company', bitmap_beginning(c.company_folded)),
               bitmap_code('lifecycle_stage', bitmap_value(c.lifecycle_stage)),
               bitmap_code('source', bitmap_value(lower(c.source))),
               bitmap_code('language', bitmap_value(lower(c.language))),
               bitmap_code('time_zone', bitmap_value(COALESCE(lower(c.time_zone), ''))),
               bitmap_code('assigned_to', bitmap_value(COALESCE(c.assigned_to::text, ''))),
               bitmap_code('email_subscribed', bitmap_value(c.email_subscribed::text)),
               bitmap_code('sms_subscribed', bitmap_value(c.sms_subscribed::text)),
               bitmap_code('marketing_consent', bitmap_value(c.marketing_consent::text)),
               bitmap_code('do_not_contact', bitmap_value(c.do_not_contact::text))], NULL)
           || bitmap_codes_of_number('created_at', bitmap_day(c.created_at AT TIME ZONE 'UTC'))
           || bitmap_codes_of_number('updated_at', bitmap_day(c.updated_at AT TIME ZONE 'UTC'))
           || bitmap_codes_of_number('engagement_score', facet_bucket(COALESCE(s.engagement_score, 0)))
           || bitmap_codes_of_number('total_interactions', facet_bucket(COALESCE(s.total_interactions, 0)))
           || bitmap_codes_of_number('last_interaction_date',
                  bitmap_day(COALESCE(s.last_interaction_sort, '-infinity') AT TIME ZONE 'UTC'))
           || ARRAY(SELECT bitmap_code('tags', bitmap_value(t.name_folded)) FROM contact_tags ct
                    JOIN tags t ON t.project_id = ct.project_id AND t.id = ct.tag_id
                    WHERE ct.project_id = project AND ct.contact_id = c.id)
           || ARRAY(SELECT unnest(ARRAY[bitmap_code('email', bitmap_beginning(e.normalised)),
                                        bitmap_code('email_domain', bitmap_value(left(e.domain, 4)))])
                    FROM contact_emails e WHERE e.project_id = project AND e.contact_id = c.id)
           || ARRAY(SELECT bitmap_code('phone', bitmap_value(left(p.e164, 3))) FROM contact_phones p
                    WHERE p.project_id = project AND p.contact_id = c.id AND p.e164 IS NOT NULL)
           || ARRAY(SELECT unnest(CASE
                        WHEN v.number_value IS NOT NULL
                            THEN bitmap_codes_of_number(v.field_id::text, facet_bucket(v.number_value))
                        WHEN v.date_value IS NOT NULL
                            THEN bitmap_codes_of_number(v.field_id::text, facet_month(v.date_value::timestamp))
                        ELSE ARRAY[bitmap_code(v.field_id::text,
                                               bitmap_value(COALESCE(v.text_value, v.boolean_value::text)))] END)
                    FROM contact_field_values v
                    JOIN custom_field_definitions d ON d.project_id = v.project_id AND d.id = v.field_id
                    WHERE v.project_id = project AND v.contact_id = c.id AND d.type NOT IN ('text', 'url'))
    FROM contacts c LEFT JOIN contact_stats s ON s.project_id = c.project_id AND s.contact_id = c.id
    WHERE c.project_id = project AND c.id = ANY(contacts) AND c.deleted_at IS NULL;
END;

-- As in 0035, but by days, which bitmaps tell apart.
CREATE OR REPLACE FUNCTION note_facet_changes_of_stats() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO contact_facet_changes (project_id, contact_id)
    SELECT c.project_id, c.contact_id FROM changed c JOIN before b USING (project_id, contact_id)
    WHERE (facet_bucket(c.engagement_score), facet_bucket(c.total_interactions),
           bitmap_day(c.last_interaction_sort AT TIME ZONE 'UTC'))
          IS DISTINCT FROM
          (facet_bucket(b.engagement_score), facet_bucket(b.total_interactions),
           bitmap_day(b.last_interaction_sort AT TIME ZONE 'UTC'));
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION note_facet_changes_of_contacts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO contact_facet_changes (project_id, contact_id)
        SELECT c.project_id, c.id FROM changed c JOIN before b USING (project_id, id)
        WHERE (c.lifecycle_stage, c.source, c.language, c.time_zone, c.first_name, c.last_name, c.job_title,
               c.company_folded, c.name_folded, c.assigned_to, c.email_subscribed, c.sms_subscribed,
               c.marketing_consent, c.do_not_contact, c.deleted_at, c.created_at,
               bitmap_day(c.updated_at AT TIME ZONE 'UTC'))
              IS DISTINCT FROM
              (b.lifecycle_stage, b.source, b.language, b.time_zone, b.first_name, b.last_name, b.job_title,
               b.company_folded, b.name_folded, b.assigned_to, b.email_subscribed, b.sms_subscribed,
               b.marketing_consent, b.do_not_contact, b.deleted_at, b.created_at,
               bitmap_day(b.updated_at AT TIME ZONE 'UTC'));
    ELSE
        INSERT INTO contact_facet_changes (project_id, contact_id) SELECT c.project_id, c.id FROM changed c;
    END IF;
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['contact_positions', 'contact_bitmaps', 'contact_bitmap_fills'] LOOP
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
GRANT SELECT ON contact_bitmap_fills TO system;
CREATE POLICY all_projects_system ON contact_bitmap_fills FOR SELECT TO system USING (true);

-- The worker goes through those who are there, a block at a time.
INSERT INTO contact_bitmap_fills (project_id, after) SELECT id, '00000000-0000-0000-0000-000000000000' FROM projects;
