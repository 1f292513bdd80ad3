-- An erasure also goes through what members wrote of others when they recorded something or moved a journey, and through
-- names of files; and it knows "Bell, Ana", and "Mrs Bell" where nobody else of the project has that family name.

-- What programs record by the million is of the person himself; this finds what was written by hand.
CREATE INDEX contact_interactions_written ON contact_interactions (project_id)
    WHERE created_by IS NOT NULL AND (title IS NOT NULL OR description IS NOT NULL);

-- How a person is spelt in a text, as a pattern for ~*, each by itself: not "Ana Bell" in "Ana Bellini". NULL: in no way
-- that tells him from others.
CREATE FUNCTION pattern_of_mentions(project uuid, person uuid, addresses text[]) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH named AS (
        SELECT c.name_folded, c.last_name, quoted.first_name, quoted.family
        FROM contacts c, LATERAL (SELECT regexp_replace(c.first_name, '([^[:alnum:] ])', '\\\1', 'g') AS first_name,
                                         regexp_replace(c.last_name, '([^[:alnum:] ])', '\\\1', 'g') AS family) quoted
        WHERE c.project_id = project AND c.id = person AND c.last_name <> ''),
    spelt (word) AS (
        SELECT regexp_replace(address, '([^[:alnum:] ])', '\\\1', 'g') FROM unnest(addresses) address
        WHERE length(address) >= 6
        UNION ALL
        SELECT unnest(ARRAY[first_name || ' +' || family, family || ',? +' || first_name]) FROM named
        WHERE first_name <> ''
          AND NOT EXISTS (SELECT FROM contacts o WHERE o.project_id = project AND o.name_folded = named.name_folded
                                                   AND o.deleted_at IS NULL AND o.id <> person)
        UNION ALL
        SELECT '(mrs?|ms|miss|mister|dr|prof|herrn?|frau|mme|madame|monsieur|señora?|signora?)\.? +' || family FROM named
        WHERE NOT EXISTS (SELECT FROM contacts o WHERE o.project_id = project AND lower(o.last_name) = lower(named.last_name)
                                                   AND o.deleted_at IS NULL AND o.id <> person))
    SELECT '(?<![[:alnum:]])(' || string_agg(word, '|') || ')(?![[:alnum:]])' FROM spelt
$$;
REVOKE ALL ON FUNCTION pattern_of_mentions(uuid, uuid, text[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION forget_mentions(person uuid, addresses text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    project uuid := NULLIF(current_setting('app.project_id', true), '')::uuid;
    erased  text := '[erased]';
    pattern text;
BEGIN
    IF project IS NULL THEN
        RAISE EXCEPTION 'no project';
    END IF;
    pattern := pattern_of_mentions(project, person, addresses);
    IF pattern IS NULL THEN
        RETURN;
    END IF;
    UPDATE contact_notes SET body = left(regexp_replace(body, pattern, erased, 'gi'), 20000), version = version + 1
    WHERE project_id = project AND contact_id <> person AND body ~* pattern;
    UPDATE contact_tasks SET title = left(regexp_replace(title, pattern, erased, 'gi'), 255),
                             description = left(regexp_replace(description, pattern, erased, 'gi'), 5000),
                             version = version + 1
    WHERE project_id = project AND contact_id IS DISTINCT FROM person AND (title ~* pattern OR description ~* pattern);
    UPDATE contact_interactions SET title = left(regexp_replace(title, pattern, erased, 'gi'), 255),
                                    description = left(regexp_replace(description, pattern, erased, 'gi'), 10000)
    WHERE project_id = project AND created_by IS NOT NULL AND (title IS NOT NULL OR description IS NOT NULL)
      AND contact_id <> person AND (title ~* pattern OR description ~* pattern);
    UPDATE customer_journeys SET conversion_event = left(regexp_replace(conversion_event, pattern, erased, 'gi'), 100),
                                 trigger_details = regexp_replace(trigger_details::text, pattern, erased, 'gi')::jsonb
    WHERE project_id = project AND triggered_by = 'manual' AND contact_id <> person
      AND (conversion_event ~* pattern OR trigger_details::text ~* pattern);
    UPDATE files SET name = left(regexp_replace(name, pattern, erased, 'gi'), 255)
    WHERE project_id = project AND name ~* pattern;
    UPDATE companies SET description = left(regexp_replace(description, pattern, erased, 'gi'), 5000), version = version + 1
    WHERE project_id = project AND description ~* pattern;
END $$;
