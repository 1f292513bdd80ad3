-- name: lock_contacts :many
-- In the order of ids, whoever asks: two merges that share people wait for one another and do not deadlock.
SELECT id, deleted_at IS NOT NULL AS trashed FROM contacts WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE;

-- name: look_at_contacts :many
SELECT id, deleted_at IS NOT NULL AS trashed FROM contacts WHERE id = ANY($1::uuid[]) ORDER BY id;

-- name: people_to_merge :many
-- In the order they were named.
SELECT r.* FROM unnest($1::uuid[]) WITH ORDINALITY AS named (id, position)
JOIN contact_records r ON r.id = named.id ORDER BY named.position;

-- name: latest_consent_of :maybe
SELECT contact_id FROM consents WHERE contact_id = ANY($1::uuid[]) AND purpose = 'marketing'
ORDER BY created_at DESC, id DESC LIMIT 1;

-- name: insert_merge :exec
INSERT INTO merges (id, winner_id, loser_ids, merged_by, merged_at) VALUES ($1, $2, $3, $4, $5);

-- name: insert_merged_contacts :exec
INSERT INTO merged_contacts (loser_id, winner_id, merge_id) SELECT unnest($2::uuid[]), $3, $1;

-- name: no_primary_email :exec
UPDATE contact_emails SET is_primary = false WHERE contact_id = ANY($1::uuid[]) AND is_primary;

-- name: move_emails :exec
UPDATE contact_emails SET contact_id = $2 WHERE contact_id = ANY($1::uuid[]);

-- name: set_primary_email :exec
UPDATE contact_emails SET is_primary = true WHERE contact_id = $1 AND address = $2;

-- name: drop_double_phones :exec
-- Of numbers that several have, the first one's stays.
DELETE FROM contact_phones p USING
    (SELECT contact_id, position,
            row_number() OVER (PARTITION BY COALESCE(e164, number)
                               ORDER BY array_position($1::uuid[], contact_id), position) AS copy
     FROM contact_phones WHERE contact_id = ANY($1::uuid[])) ranked
WHERE p.contact_id = ranked.contact_id AND p.position = ranked.position AND ranked.copy > 1;

-- name: move_phones :exec
UPDATE contact_phones p SET contact_id = $2, position = ranked.position_after
FROM (SELECT contact_id, position,
             (SELECT COALESCE(max(w.position), 0) FROM contact_phones w WHERE w.contact_id = $2)
             + row_number() OVER (ORDER BY array_position($1::uuid[], contact_id), position) AS position_after
      FROM contact_phones WHERE contact_id = ANY($1::uuid[])) ranked
WHERE p.contact_id = ranked.contact_id AND p.position = ranked.position;

-- name: set_primary_phone :exec
UPDATE contact_phones SET is_primary = (number IS NOT DISTINCT FROM $2) WHERE contact_id = $1;

-- name: unite_tags :exec
INSERT INTO contact_tags (contact_id, tag_id)
SELECT DISTINCT $2::uuid, tag_id FROM contact_tags WHERE contact_id = ANY($1::uuid[])
ON CONFLICT DO NOTHING;

-- name: delete_contacts :exec
DELETE FROM contacts WHERE id = ANY($1::uuid[]);

-- name: write_merged_contact :exec
UPDATE contacts SET first_name = $2, last_name = $3, display_name = $4, company_id = $5, company = $6, job_title = $7,
                    avatar_url = $8, avatar_file_id = $9, time_zone = $10, language = $11, source = $12,
                    source_details = $13, utm_data = $14, first_contact_date = $15, lifecycle_stage = $16,
                    email_subscribed = $17, sms_subscribed = $18, marketing_consent = $19, do_not_contact = $20,
                    custom_fields = $21, assigned_to = $22, name_folded = $23, company_folded = $24, updated_at = $25,
                    version = version + 1
WHERE id = $1;

-- name: forget_outcome_of_merge :exec
-- A winner who takes over the stage of a customer was not won by that: what was won came over with the losers.
DELETE FROM contact_outcomes WHERE contact_id = $1 AND source = 'lifecycle' AND decided_at = $2;

-- name: follow_primaries :exec
UPDATE contacts c SET email = e.address, email_normalised = e.normalised, phone = p.number, phone_e164 = p.e164
FROM (SELECT $1::uuid AS id) one
LEFT JOIN contact_emails e ON e.contact_id = one.id AND e.is_primary
LEFT JOIN LATERAL (SELECT number, e164 FROM contact_phones
                   WHERE contact_id = one.id AND is_primary ORDER BY position LIMIT 1) p ON true
WHERE c.id = one.id;

-- name: merged_into :maybe
-- Through all merges since. A contact that is there was not merged, whatever its id once was.
WITH RECURSIVE way AS (
    SELECT winner_id, 1 AS steps FROM merged_contacts WHERE loser_id = $1
    UNION ALL
    SELECT m.winner_id, way.steps + 1 FROM way JOIN merged_contacts m ON m.loser_id = way.winner_id
    WHERE way.steps < 1000)
SELECT winner_id FROM way ORDER BY steps DESC LIMIT 1;

-- name: find_merge :maybe
SELECT id, winner_id, winner_name, loser_ids, loser_names, merged_by, merged_at, undo_until, undone_by, undone_at
FROM merge_records WHERE id = $1;

-- name: list_merges :many
-- Of one contact, or of all: newest first.
SELECT id, winner_id, winner_name, loser_ids, loser_names, merged_by, merged_at, undo_until, undone_by, undone_at
FROM merge_records
WHERE ($1::uuid IS NULL OR winner_id = $1)
  AND ($2::timestamptz IS NULL OR (merged_at, id) < ($2, $3::uuid))
ORDER BY merged_at DESC, id DESC LIMIT $4;

-- name: lock_merge :maybe
SELECT winner_id FROM merges WHERE id = $1 FOR UPDATE;

-- name: later_merge :maybe
-- Of the same winner, not undone: it has to be undone first.
SELECT l.id FROM merges m JOIN merges l ON l.winner_id = m.winner_id AND l.undone_at IS NULL
WHERE m.id = $1 AND l.id <> m.id AND (l.merged_at, l.id) > (m.merged_at, m.id)
ORDER BY l.merged_at DESC, l.id DESC LIMIT 1;

-- name: merge_that_took :maybe
SELECT merge_id FROM merged_contacts WHERE loser_id = $1;

-- name: taken_emails :many
-- Addresses of the losers that another contact has now.
SELECT e.contact_id, e.address FROM contact_emails e
JOIN merge_log l ON l.merge_id = $1 AND l.table_name = 'contact_emails' AND l.change = 'before'
                AND l.contact_id <> $2 AND e.normalised = l.record ->> 'normalised'
WHERE e.live AND e.contact_id <> $2;

-- name: fields_changed_since :many
-- Columns and own fields of the winner that the merge had changed and somebody changed again. Those that follow from
-- others (the shown name, the primary address) are none of their own.
WITH log AS (
    SELECT (SELECT record FROM merge_log WHERE merge_id = $1 AND table_name = 'contacts' AND change = 'before'
              AND contact_id = $2) AS before,
           (SELECT record FROM merge_log WHERE merge_id = $1 AND table_name = 'contacts' AND change = 'after') AS after,
           (SELECT to_jsonb(c) FROM contacts c WHERE c.id = $2) AS now)
SELECT a.key FROM log, jsonb_each(log.after) a
WHERE a.key <> ALL (ARRAY['version', 'updated_at', 'display_name', 'name_folded', 'company_folded', 'email',
                          'email_normalised', 'phone', 'phone_e164', 'custom_fields', 'deleted_at', 'company_id'])
  AND a.value IS DISTINCT FROM log.before -> a.key AND a.value IS DISTINCT FROM log.now -> a.key
UNION ALL
SELECT 'custom_fields.' || k.key FROM log,
     (SELECT jsonb_object_keys(log.before -> 'custom_fields') AS key FROM log
      UNION SELECT jsonb_object_keys(log.after -> 'custom_fields') FROM log) k
WHERE log.after -> 'custom_fields' -> k.key IS DISTINCT FROM log.before -> 'custom_fields' -> k.key
  AND log.after -> 'custom_fields' -> k.key IS DISTINCT FROM log.now -> 'custom_fields' -> k.key
ORDER BY 1;

-- name: winner_before :one
-- The winner's row as it will be after the undo: what nobody touched since has its prior value. Compared as JSON and
-- never read by us, so that a number of an own field keeps all its digits.
WITH log AS (
    SELECT (SELECT record FROM merge_log WHERE merge_id = $1 AND table_name = 'contacts' AND change = 'before'
              AND contact_id = $2) AS before,
           (SELECT record FROM merge_log WHERE merge_id = $1 AND table_name = 'contacts' AND change = 'after') AS after,
           (SELECT to_jsonb(c) FROM contacts c WHERE c.id = $2) AS now)
SELECT log.now
    || (SELECT COALESCE(jsonb_object_agg(a.key, log.before -> a.key), '{}') FROM jsonb_each(log.after) a
        WHERE a.value IS NOT DISTINCT FROM log.now -> a.key AND log.before ? a.key)
    || jsonb_build_object('custom_fields',
        (SELECT COALESCE(jsonb_object_agg(k.key, k.value) FILTER (WHERE k.value IS NOT NULL), '{}') FROM
            (SELECT keys.key, CASE WHEN log.after -> 'custom_fields' -> keys.key
                                        IS NOT DISTINCT FROM log.now -> 'custom_fields' -> keys.key
                                   THEN log.before -> 'custom_fields' -> keys.key
                                   ELSE log.now -> 'custom_fields' -> keys.key END AS value
             FROM (SELECT jsonb_object_keys(log.before -> 'custom_fields') AS key
                   UNION SELECT jsonb_object_keys(log.now -> 'custom_fields')) keys) k))
FROM log;

-- name: restore_primary_email :exec
-- Somebody changed the addresses since: the primary one is that of before, if it is there, else any.
UPDATE contact_emails SET is_primary = true
WHERE contact_id = $2 AND NOT EXISTS (SELECT FROM contact_emails p WHERE p.contact_id = $2 AND p.is_primary)
  AND normalised = (SELECT e.normalised FROM contact_emails e
                    LEFT JOIN merge_log l ON l.merge_id = $1 AND l.table_name = 'contact_emails' AND l.change = 'before'
                         AND l.contact_id = $2 AND l.record ->> 'normalised' = e.normalised
                    WHERE e.contact_id = $2
                    ORDER BY COALESCE(l.record -> 'is_primary', 'false') DESC, e.normalised LIMIT 1);

-- name: restore_primary_phone :exec
UPDATE contact_phones SET is_primary = true
WHERE contact_id = $2 AND NOT EXISTS (SELECT FROM contact_phones p WHERE p.contact_id = $2 AND p.is_primary)
  AND position = (SELECT e.position FROM contact_phones e
                  LEFT JOIN merge_log l ON l.merge_id = $1 AND l.table_name = 'contact_phones' AND l.change = 'before'
                       AND l.contact_id = $2 AND l.record ->> 'number' = e.number
                  WHERE e.contact_id = $2
                  ORDER BY COALESCE(l.record -> 'is_primary', 'false') DESC, e.position LIMIT 1);

-- name: rename_contact :exec
UPDATE contacts SET display_name = $2, name_folded = $3, company_folded = $4 WHERE id = $1;

-- name: end_merge :exec
UPDATE merges SET undone_by = $2, undone_at = $3 WHERE id = $1;

-- name: forget_merged_contacts :exec
DELETE FROM merged_contacts WHERE merge_id = $1;

-- name: forget_merge_log :exec
DELETE FROM merge_log WHERE merge_id = $1;

-- name: forget_old_merge_logs :many
-- role: system
-- After 90 days a merge cannot be taken back, and the ids alone stay. In portions.
DELETE FROM merge_log WHERE (project_id, merge_id, position) IN
    (SELECT l.project_id, l.merge_id, l.position
     FROM merges m JOIN merge_log l ON l.project_id = m.project_id AND l.merge_id = m.id
     WHERE m.merged_at < $1 AND m.undone_at IS NULL LIMIT 10000)
RETURNING position;
