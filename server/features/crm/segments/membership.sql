-- name: take_turn :exec
SELECT pg_advisory_xact_lock(hashtextextended('segment ' || $1::uuid::text, 0));

-- name: apply_findings :many
-- $1 segment, $2 contacts, $3 whether the rule fits, $4 whether they are out of the trash, $5 erased, $6 now, $7 leave
-- alone who changed since the build began. Rows that say nothing any more go. Gives who came and who went.
-- Each person's row is looked up by itself (OFFSET 0), then found by its place: of a fresh segment the planner knows no
-- size, takes it for tiny and would read all its members, for every portion. Nobody moves rows meanwhile: we have the turn.
WITH found AS MATERIALIZED (
    SELECT f.contact_id, f.fits, f.alive, f.gone
    FROM unnest($2::uuid[], $3::boolean[], $4::boolean[], $5::boolean[]) AS f (contact_id, fits, alive, gone)
    WHERE NOT $7::boolean OR NOT EXISTS (SELECT FROM segment_build_exceptions x
                                         WHERE x.segment_id = $1 AND x.contact_id = f.contact_id)
), before AS MATERIALIZED (
    SELECT m.place, m.by_hand, m.is_member, f.contact_id, f.gone, COALESCE(f.fits, m.by_rule) AS fits,
           COALESCE(f.alive, m.live) AS alive, m.by_rule, m.live
    FROM found f CROSS JOIN LATERAL (
        SELECT r.ctid AS place, r.by_rule, r.by_hand, r.live, r.is_member FROM segment_members r
        WHERE r.segment_id = $1 AND r.contact_id = f.contact_id OFFSET 0) m
), removed AS (
    DELETE FROM segment_members m USING before b
    WHERE m.ctid = b.place AND (b.gone OR (b.by_hand IS NULL AND NOT b.fits))
    RETURNING m.contact_id, m.is_member
), changed AS (
    UPDATE segment_members m SET by_rule = b.fits, live = b.alive,
           since = CASE WHEN b.is_member THEN m.since ELSE $6 END
    FROM before b
    WHERE m.ctid = b.place AND NOT b.gone AND (b.by_hand IS NOT NULL OR b.fits)
      AND (b.fits <> b.by_rule OR b.alive <> b.live)
    RETURNING m.contact_id, m.is_member, b.is_member AS was_member
), added AS (
    INSERT INTO segment_members (segment_id, contact_id, by_rule, live, since)
    SELECT $1, f.contact_id, true, COALESCE(f.alive, true), $6 FROM found f
    WHERE f.fits AND NOT f.gone AND NOT EXISTS (SELECT FROM before b WHERE b.contact_id = f.contact_id)
    RETURNING contact_id, is_member
)
SELECT contact_id, true AS entered FROM added WHERE is_member
UNION ALL
SELECT contact_id, is_member FROM changed WHERE is_member <> was_member
UNION ALL
SELECT contact_id, false FROM removed WHERE is_member;

-- name: set_by_hand :many
-- $1 segment, $2 contacts, $3 manual, excluded or NULL, $4 now. Rows are found as above.
WITH people AS MATERIALIZED (
    SELECT c.id, c.deleted_at IS NULL AS alive FROM contacts c WHERE c.id = ANY($2::uuid[])
), before AS MATERIALIZED (
    SELECT p.id AS contact_id, m.place, m.by_rule, m.is_member FROM people p CROSS JOIN LATERAL (
        SELECT r.ctid AS place, r.by_rule, r.is_member FROM segment_members r
        WHERE r.segment_id = $1 AND r.contact_id = p.id OFFSET 0) m
), removed AS (
    DELETE FROM segment_members m USING before b WHERE m.ctid = b.place AND $3::text IS NULL AND NOT b.by_rule
    RETURNING m.contact_id
), put AS (
    INSERT INTO segment_members AS m (segment_id, contact_id, by_hand, live, since)
    SELECT $1, p.id, $3, p.alive, $4 FROM people p
    WHERE $3 IS NOT NULL OR EXISTS (SELECT FROM before b WHERE b.contact_id = p.id AND b.by_rule)
    ON CONFLICT (project_id, segment_id, contact_id) DO UPDATE
        SET by_hand = EXCLUDED.by_hand, since = CASE WHEN m.is_member THEN m.since ELSE EXCLUDED.since END
    RETURNING contact_id, is_member
)
SELECT p.id AS contact_id, COALESCE(n.is_member, false) AS entered,
       COALESCE(n.is_member, false) <> COALESCE(b.is_member, false) AS moved
FROM people p LEFT JOIN before b ON b.contact_id = p.id LEFT JOIN put n ON n.contact_id = p.id;

-- name: count_membership :one
UPDATE customer_segments SET contact_count = contact_count + $2::bigint WHERE id = $1
RETURNING name, contact_count, auto_add_to_campaigns AND default_campaigns <> '{}' AS feeds_campaigns,
          EXISTS (SELECT FROM segment_dependencies WHERE fact = $3) AS is_read;

-- name: note_day :exec
INSERT INTO segment_days AS d (segment_id, day, contact_count, entered, left_count)
VALUES ($1, $2, $3, $4::bigint, $5::bigint)
ON CONFLICT (project_id, segment_id, day) DO UPDATE
    SET contact_count = EXCLUDED.contact_count, entered = d.entered + EXCLUDED.entered,
        left_count = d.left_count + EXCLUDED.left_count;

-- name: queue_readers :exec
-- Segments that read this one ask these people again.
INSERT INTO segment_changes (contact_id, fact, bulk)
SELECT unnest($2::uuid[]), $1, cardinality($2::uuid[]) > 100;

-- name: wake_worker :exec
SELECT pg_notify('segment_changes', '');

-- name: find_member :maybe
SELECT by_rule, by_hand, is_member, since FROM segment_members WHERE segment_id = $1 AND contact_id = $2;
