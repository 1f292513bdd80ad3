-- name: record_by_hand :many
-- $1 contacts, $2 run, $3 segment, $4 what they become: those for whom it is a change.
WITH target AS (
    SELECT c.id, (SELECT m.by_hand FROM segment_members m WHERE m.segment_id = $3 AND m.contact_id = c.id) AS was
    FROM contacts c WHERE c.id = ANY($1::uuid[]) AND c.deleted_at IS NULL),
raised AS (
    UPDATE contacts c SET version = c.version + 1 FROM target t
    WHERE c.id = t.id AND t.was IS DISTINCT FROM $4::text
    RETURNING c.id, c.version, t.was)
INSERT INTO contact_changes (run_id, contact_id, version, before)
SELECT $2::uuid, id, version, jsonb_build_object('by_hand', was) FROM raised
RETURNING contact_id;

-- name: by_hand_before :many
SELECT contact_id, before ->> 'by_hand' AS by_hand FROM contact_changes WHERE run_id = $2 AND contact_id = ANY($1);

-- name: hold_segment :maybe
-- Nobody is put into a segment that is being deleted.
SELECT name FROM customer_segments WHERE id = $1 FOR KEY SHARE;
