-- What each bulk action does to a batch of locked contacts: $1 the contacts, $2 the run. Each writes in one statement
-- the change, the new version and what was before.

-- name: bulk_tag :one
-- $3 tags, $4 the most of one contact
WITH target AS (
    SELECT c.id, (SELECT count(*) FROM contact_tags ct WHERE ct.contact_id = c.id AND ct.tag_id <> ALL($3::uuid[]))
                 + cardinality($3::uuid[]) <= $4::bigint AS has_room
    FROM contacts c WHERE c.id = ANY($1) AND c.deleted_at IS NULL),
added AS (
    INSERT INTO contact_tags (contact_id, tag_id) SELECT id, unnest($3::uuid[]) FROM target WHERE has_room
    ON CONFLICT DO NOTHING RETURNING contact_id, tag_id),
for_contact AS (SELECT contact_id, jsonb_agg(tag_id) AS tags FROM added GROUP BY contact_id),
raised AS (
    UPDATE contacts c SET version = c.version + 1 FROM for_contact f WHERE c.id = f.contact_id
    RETURNING c.id, c.version, f.tags),
recorded AS (
    INSERT INTO contact_changes (run_id, contact_id, version, before)
    SELECT $2::uuid, id, version, jsonb_build_object('added', tags) FROM raised RETURNING contact_id)
SELECT (SELECT count(*) FROM recorded) AS changed, (SELECT count(*) FROM target WHERE NOT has_room) AS refused;

-- name: undo_bulk_tag :exec
DELETE FROM contact_tags ct
USING (SELECT contact_id, jsonb_array_elements_text(before -> 'added')::uuid AS tag_id
       FROM contact_changes WHERE run_id = $2 AND contact_id = ANY($1)) was
WHERE ct.contact_id = was.contact_id AND ct.tag_id = was.tag_id;

-- name: bulk_untag :one
-- $3 tags. The contacts are read once, before: joined straight to their tags, tables that were filled and not yet
-- analysed are read anew for each tag of each contact (14 s for a batch of 1,000 among 3,500).
WITH target AS MATERIALIZED (SELECT id FROM contacts WHERE id = ANY($1) AND deleted_at IS NULL),
removed AS (
    DELETE FROM contact_tags ct USING target t
    WHERE ct.contact_id = t.id AND ct.contact_id = ANY($1) AND ct.tag_id = ANY($3::uuid[])
    RETURNING ct.contact_id, ct.tag_id),
for_contact AS (SELECT contact_id, jsonb_agg(tag_id) AS tags FROM removed GROUP BY contact_id),
raised AS (
    UPDATE contacts c SET version = c.version + 1 FROM for_contact f WHERE c.id = f.contact_id
    RETURNING c.id, c.version, f.tags),
recorded AS (
    INSERT INTO contact_changes (run_id, contact_id, version, before)
    SELECT $2::uuid, id, version, jsonb_build_object('removed', tags) FROM raised RETURNING contact_id)
SELECT (SELECT count(*) FROM recorded) AS changed, 0::bigint AS refused;

-- name: undo_bulk_untag :exec
-- A tag that was deleted since stays deleted.
INSERT INTO contact_tags (contact_id, tag_id)
SELECT was.contact_id, t.id
FROM (SELECT contact_id, jsonb_array_elements_text(before -> 'removed')::uuid AS tag_id
      FROM contact_changes WHERE run_id = $2 AND contact_id = ANY($1)) was
JOIN tags t ON t.id = was.tag_id
ON CONFLICT DO NOTHING;

-- name: find_tags_named :many
SELECT id FROM tags WHERE name_folded = ANY($1);

-- name: raise_versions :many
UPDATE contacts SET version = version + 1 WHERE id = ANY($1) RETURNING id;

-- name: bulk_assign :one
-- $3 the new owner, $4 now
WITH target AS (
    SELECT id, assigned_to FROM contacts
    WHERE id = ANY($1) AND deleted_at IS NULL AND assigned_to IS DISTINCT FROM $3::uuid),
raised AS (
    UPDATE contacts c SET assigned_to = $3, updated_at = $4, version = c.version + 1 FROM target t WHERE c.id = t.id
    RETURNING c.id, c.version, t.assigned_to AS was),
recorded AS (
    INSERT INTO contact_changes (run_id, contact_id, version, before)
    SELECT $2::uuid, id, version, jsonb_build_object('assigned_to', was) FROM raised RETURNING contact_id)
SELECT (SELECT count(*) FROM recorded) AS changed, 0::bigint AS refused;

-- name: undo_bulk_assign :many
-- Nobody's again, where the owner of then is no member any more.
UPDATE contacts c SET assigned_to = was.assigned_to, updated_at = $3, version = c.version + 1
FROM (SELECT ch.contact_id, m.user_id AS assigned_to
      FROM contact_changes ch LEFT JOIN members m ON m.user_id = (ch.before ->> 'assigned_to')::uuid
      WHERE ch.run_id = $2 AND ch.contact_id = ANY($1)) was
WHERE c.id = was.contact_id
RETURNING c.id;

-- name: is_member :maybe
SELECT u.name FROM members m JOIN users u ON u.id = m.user_id WHERE m.user_id = $1;

-- name: bulk_change_stage :one
-- $3 the new stage, $4 now
WITH target AS (
    SELECT id, lifecycle_stage FROM contacts WHERE id = ANY($1) AND deleted_at IS NULL AND lifecycle_stage <> $3),
raised AS (
    UPDATE contacts c SET lifecycle_stage = $3, updated_at = $4, version = c.version + 1 FROM target t WHERE c.id = t.id
    RETURNING c.id, c.version, t.lifecycle_stage AS was),
recorded AS (
    INSERT INTO contact_changes (run_id, contact_id, version, before)
    SELECT $2::uuid, id, version, jsonb_build_object('lifecycle_stage', was) FROM raised RETURNING contact_id)
SELECT (SELECT count(*) FROM recorded) AS changed, 0::bigint AS refused;

-- name: undo_bulk_change_stage :many
UPDATE contacts c SET lifecycle_stage = ch.before ->> 'lifecycle_stage', updated_at = $3, version = c.version + 1
FROM contact_changes ch
WHERE ch.run_id = $2 AND ch.contact_id = ANY($1) AND c.id = ch.contact_id
RETURNING c.id;

-- name: bulk_set_subscriptions :one
-- $3 email, $4 sms, $5 do not contact: NULL leaves as it is; $6 now
WITH target AS (
    SELECT id, email_subscribed, sms_subscribed, do_not_contact FROM contacts
    WHERE id = ANY($1) AND deleted_at IS NULL
      AND (email_subscribed <> $3::boolean OR sms_subscribed <> $4::boolean OR do_not_contact <> $5::boolean)),
raised AS (
    UPDATE contacts c SET email_subscribed = COALESCE($3, c.email_subscribed),
                          sms_subscribed = COALESCE($4, c.sms_subscribed),
                          do_not_contact = COALESCE($5, c.do_not_contact), updated_at = $6, version = c.version + 1
    FROM target t WHERE c.id = t.id
    RETURNING c.id, c.version, to_jsonb(t) - 'id' AS was),
recorded AS (
    INSERT INTO contact_changes (run_id, contact_id, version, before)
    SELECT $2::uuid, id, version, was FROM raised RETURNING contact_id)
SELECT (SELECT count(*) FROM recorded) AS changed, 0::bigint AS refused;

-- name: undo_bulk_set_subscriptions :many
UPDATE contacts c SET email_subscribed = (ch.before ->> 'email_subscribed')::boolean,
                      sms_subscribed = (ch.before ->> 'sms_subscribed')::boolean,
                      do_not_contact = (ch.before ->> 'do_not_contact')::boolean, updated_at = $3,
                      version = c.version + 1
FROM contact_changes ch
WHERE ch.run_id = $2 AND ch.contact_id = ANY($1) AND c.id = ch.contact_id
RETURNING c.id;

-- name: bulk_delete :one
-- $3 now. Their addresses are free for others.
WITH raised AS (
    UPDATE contacts SET deleted_at = $3, version = version + 1 WHERE id = ANY($1) AND deleted_at IS NULL
    RETURNING id, version),
freed AS (
    UPDATE contact_emails e SET live = false FROM raised r WHERE e.contact_id = r.id AND e.live),
recorded AS (
    INSERT INTO contact_changes (run_id, contact_id, version, before)
    SELECT $2::uuid, id, version, '{"deleted_at": null}' FROM raised RETURNING contact_id)
SELECT (SELECT count(*) FROM recorded) AS changed, 0::bigint AS refused;

-- name: restorable :many
-- Of those in the trash whom nobody stands in for: an address that another person has now, or that two of them have,
-- goes to the first.
WITH addresses AS (
    SELECT e.contact_id, e.normalised, row_number() OVER (PARTITION BY e.normalised ORDER BY e.contact_id) AS number
    FROM contact_emails e WHERE e.contact_id = ANY($1)),
taken AS (
    SELECT a.contact_id FROM addresses a
    WHERE a.number > 1 OR EXISTS (SELECT FROM contact_emails o WHERE o.normalised = a.normalised AND o.live))
SELECT id FROM contacts
WHERE id = ANY($1) AND deleted_at IS NOT NULL AND id NOT IN (SELECT contact_id FROM taken)
ORDER BY id;

-- name: bulk_restore :one
WITH target AS (SELECT id, deleted_at FROM contacts WHERE id = ANY($1) AND deleted_at IS NOT NULL),
raised AS (
    UPDATE contacts c SET deleted_at = NULL, version = c.version + 1 FROM target t WHERE c.id = t.id
    RETURNING c.id, c.version, t.deleted_at AS was),
taken_again AS (
    UPDATE contact_emails e SET live = true FROM raised r WHERE e.contact_id = r.id),
recorded AS (
    INSERT INTO contact_changes (run_id, contact_id, version, before)
    SELECT $2::uuid, id, version, jsonb_build_object('deleted_at', was) FROM raised RETURNING contact_id)
SELECT (SELECT count(*) FROM recorded) AS changed, 0::bigint AS refused;

-- name: undo_bulk_delete :many
WITH raised AS (
    UPDATE contacts SET deleted_at = NULL, version = version + 1 WHERE id = ANY($1) AND deleted_at IS NOT NULL
    RETURNING id),
taken_again AS (
    UPDATE contact_emails e SET live = true FROM raised r WHERE e.contact_id = r.id)
SELECT id FROM raised;

-- name: undo_bulk_restore :many
-- Into the trash again, for as long as they would have been there.
WITH raised AS (
    UPDATE contacts c SET deleted_at = (ch.before ->> 'deleted_at')::timestamptz, version = c.version + 1
    FROM contact_changes ch
    WHERE ch.run_id = $2 AND ch.contact_id = ANY($1) AND c.id = ch.contact_id
    RETURNING c.id),
freed AS (
    UPDATE contact_emails e SET live = false FROM raised r WHERE e.contact_id = r.id)
SELECT id FROM raised;
