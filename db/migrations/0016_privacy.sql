-- What a person agreed to, whom not to write to, and how a person is forgotten.

ALTER TABLE consents
    ADD COLUMN wording     text CHECK (length(wording) <= 50), -- which version of the words, as the business counts them
    ADD COLUMN ip_address  text CHECK (length(ip_address) <= 45),
    ADD COLUMN user_agent  text CHECK (length(user_agent) <= 500),
    ADD COLUMN recorded_by uuid;

-- The address itself stands here for people to read until the person is erased; statements compare the hash, which is
-- keyed with the master key: who has this table alone cannot try addresses against it.
ALTER TABLE suppressions
    ADD COLUMN id         uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN address    text CHECK (length(address) <= 254),
    ADD COLUMN created_by uuid,
    ADD CONSTRAINT suppressions_by_id UNIQUE (project_id, id);
CREATE INDEX suppressions_by_created_at ON suppressions (project_id, created_at DESC, id DESC);

-- Everything about a person that the application may not change or that refers to him by his id alone. In the
-- transaction's project; runs as the owner since the audit log and the outbox are closed to the application.
-- personal_columns.cpp names for every table how the erasure reaches it.
CREATE FUNCTION forget_person(person uuid, addresses text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    project uuid := NULLIF(current_setting('app.project_id', true), '')::uuid;
    merged  uuid[];
    words   text[]; -- patterns that find their ids in a text
BEGIN
    IF project IS NULL THEN
        RAISE EXCEPTION 'no project';
    END IF;
    -- He and whoever was merged into him, however often.
    WITH RECURSIVE all_merged AS (
        SELECT person AS id
        UNION
        SELECT m.loser_id FROM all_merged a JOIN merged_contacts m ON m.project_id = project AND m.winner_id = a.id)
    SELECT array_agg(id) INTO merged FROM all_merged;
    SELECT array_agg('%' || id::text || '%') INTO words FROM unnest(merged) id;
    PERFORM set_config('app.audit_erasure', 'on', true);
    UPDATE audit_log SET target_name = NULL, details = '{}' WHERE project_id = project AND target_id = ANY (merged);
    PERFORM set_config('app.audit_erasure', 'off', true);
    UPDATE outbox SET data = data - 'display_name' - 'title'
    WHERE project_id = project AND (data ->> 'id' = ANY (merged::text[]) OR data ->> 'contact_id' = ANY (merged::text[]));
    UPDATE webhook_deliveries SET data = data - 'display_name' - 'title', response_excerpt = NULL
    WHERE project_id = project AND (data ->> 'id' = ANY (merged::text[]) OR data ->> 'contact_id' = ANY (merged::text[]));
    DELETE FROM notifications WHERE project_id = project AND link LIKE ANY (words);
    DELETE FROM idempotency_keys WHERE body LIKE ANY (words);
    DELETE FROM dev_inbox WHERE lower(recipient) = ANY (addresses);
    DELETE FROM import_rows WHERE project_id = project
        AND EXISTS (SELECT FROM unnest(fields) field WHERE lower(field) = ANY (addresses));
    DELETE FROM import_staging WHERE project_id = project AND contact_id = ANY (merged);
    DELETE FROM contact_changes WHERE project_id = project AND contact_id = ANY (merged);
    UPDATE jobs SET payload = '{}', result = NULL
    WHERE project_id = project AND status IN ('succeeded', 'dead', 'cancelled')
      AND (payload::text LIKE ANY (words) OR result::text LIKE ANY (words));
    DELETE FROM duplicate_skips WHERE project_id = project; -- found again by the next sweep
    UPDATE suppressions SET address = NULL WHERE project_id = project AND address = ANY (addresses);
    DELETE FROM merges WHERE project_id = project AND winner_id = ANY (merged);
END $$;
REVOKE ALL ON FUNCTION forget_person(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_person(uuid, text[]) TO app;

-- Contents of the file store that no row of any project refers to.
CREATE FUNCTION unreferenced_contents(hashes text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT hash FROM unnest(hashes) hash
    WHERE NOT EXISTS (SELECT FROM files WHERE content_hash = hash)
      AND NOT EXISTS (SELECT FROM import_runs WHERE content_hash = hash)
$$;
REVOKE ALL ON FUNCTION unreferenced_contents(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unreferenced_contents(text[]) TO app;
