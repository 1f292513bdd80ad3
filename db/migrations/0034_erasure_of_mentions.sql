-- Who is erased may stand in what was written of others: his addresses and numbers, and his full name where nobody else of
-- the project bears it. Notes, tasks and what is said of companies are gone through; a namesake's name stays.
CREATE FUNCTION forget_mentions(person uuid, addresses text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    project uuid := NULLIF(current_setting('app.project_id', true), '')::uuid;
    erased  text := '[erased]';
    pattern text; -- all of them, each by itself: not "Ana Bell" in "Ana Bellini"
BEGIN
    IF project IS NULL THEN
        RAISE EXCEPTION 'no project';
    END IF;
    SELECT '(?<![[:alnum:]])(' || string_agg(regexp_replace(word, '([^[:alnum:] ])', '\\\1', 'g'), '|') || ')(?![[:alnum:]])'
    INTO pattern
    FROM (SELECT address AS word FROM unnest(addresses) address WHERE length(address) >= 6
          UNION
          SELECT c.first_name || ' ' || c.last_name FROM contacts c
          WHERE c.project_id = project AND c.id = person AND c.first_name <> '' AND c.last_name <> ''
            AND NOT EXISTS (SELECT FROM contacts o WHERE o.project_id = project AND o.name_folded = c.name_folded
                                                     AND o.deleted_at IS NULL AND o.id <> person)) words;
    IF pattern IS NULL THEN
        RETURN;
    END IF;
    UPDATE contact_notes SET body = left(regexp_replace(body, pattern, erased, 'gi'), 20000), version = version + 1
    WHERE project_id = project AND contact_id <> person AND body ~* pattern;
    UPDATE contact_tasks SET title = left(regexp_replace(title, pattern, erased, 'gi'), 255),
                             description = left(regexp_replace(description, pattern, erased, 'gi'), 5000),
                             version = version + 1
    WHERE project_id = project AND contact_id IS DISTINCT FROM person AND (title ~* pattern OR description ~* pattern);
    UPDATE companies SET description = left(regexp_replace(description, pattern, erased, 'gi'), 5000), version = version + 1
    WHERE project_id = project AND description ~* pattern;
END $$;
REVOKE ALL ON FUNCTION forget_mentions(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_mentions(uuid, text[]) TO app;
