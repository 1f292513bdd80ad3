-- name: lock_for_journey :many
-- Who can move: present, and somewhere else. One who never moved is in awareness.
SELECT c.id FROM contacts c
LEFT JOIN customer_journeys j ON j.project_id = c.project_id AND j.contact_id = c.id AND j.stage_left_at IS NULL
WHERE c.id = ANY($1) AND c.deleted_at IS NULL AND COALESCE(j.journey_stage, 'awareness') <> $2
ORDER BY c.id FOR NO KEY UPDATE OF c;

-- name: leave_first_stage :many
-- Of those who move for the first time: the stage that they leave, since their first contact.
INSERT INTO customer_journeys (contact_id, journey_stage, stage_entered_at, stage_left_at, next_stage, stage_duration_days,
                               triggered_by)
SELECT c.id, 'awareness', LEAST(c.first_contact_date, $3), $3, $2,
       floor(extract(epoch FROM $3 - LEAST(c.first_contact_date, $3)) / 86400)::integer, 'automation'
FROM contacts c
WHERE c.id = ANY($1) AND NOT EXISTS (SELECT FROM customer_journeys j WHERE j.contact_id = c.id)
RETURNING contact_id;

-- name: leave_stages :many
UPDATE customer_journeys
SET stage_left_at = GREATEST($3, stage_entered_at), next_stage = $2,
    stage_duration_days = floor(extract(epoch FROM GREATEST($3, stage_entered_at) - stage_entered_at) / 86400)::integer
WHERE contact_id = ANY($1) AND stage_left_at IS NULL AND journey_stage <> $2
RETURNING contact_id;

-- name: enter_stage :exec
INSERT INTO customer_journeys (contact_id, journey_stage, stage_entered_at, triggered_by, trigger_details,
                               conversion_event, conversion_value, created_by)
SELECT id, $2, $3, $4, $5, $6, $7, $8 FROM unnest($1::uuid[]) id;

-- name: fill_conversions :exec
-- Of those whom an interaction of the type $2 since $3 brought where they are: what the latest one was worth.
UPDATE customer_journeys j SET conversion_event = $2, conversion_value = latest.value
FROM (SELECT DISTINCT ON (contact_id) contact_id, value FROM contact_interactions
      WHERE contact_id = ANY($1::uuid[]) AND interaction_type = $2 AND occurred_at >= $3 AND value IS NOT NULL
      ORDER BY contact_id, occurred_at DESC, id DESC) latest
WHERE j.contact_id = latest.contact_id AND j.stage_left_at IS NULL;

-- name: list_stays :many
SELECT id, journey_stage, stage_entered_at, stage_left_at, stage_duration_days, next_stage, triggered_by,
       trigger_details, conversion_event, conversion_value, created_by
FROM customer_journeys WHERE contact_id = $1 ORDER BY stage_entered_at DESC, stage_left_at DESC NULLS FIRST LIMIT 200;

-- name: list_journey_rules :many
SELECT id, name, kind, from_stages, to_stage, interaction_type, at_least, within_days, days_in_stage, enabled, position,
       version
FROM journey_rules WHERE ($1::uuid IS NULL OR id = $1) ORDER BY position, created_at, id;

-- name: count_journey_rules :one
SELECT count(*) FROM journey_rules;

-- name: insert_journey_rule :exec
INSERT INTO journey_rules (id, name, kind, from_stages, to_stage, interaction_type, at_least, within_days,
                           days_in_stage, enabled, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: update_journey_rule :maybe
UPDATE journey_rules SET name = $2, kind = $3, from_stages = $4, to_stage = $5, interaction_type = $6, at_least = $7,
                         within_days = $8, days_in_stage = $9, enabled = $10, position = $11, version = version + 1
WHERE id = $1 AND version = $12 RETURNING version;

-- name: delete_journey_rule :maybe
DELETE FROM journey_rules WHERE id = $1 RETURNING name, version;

-- name: take_from_journey_queue :many
DELETE FROM journey_queue WHERE (project_id, contact_id) IN
    (SELECT project_id, contact_id FROM journey_queue ORDER BY contact_id LIMIT 1000 FOR UPDATE SKIP LOCKED)
RETURNING contact_id;

-- name: journey_stages :many
SELECT c.id AS contact_id, COALESCE((SELECT j.journey_stage FROM customer_journeys j
                                     WHERE j.contact_id = c.id AND j.stage_left_at IS NULL), 'awareness') AS stage
FROM unnest($1::uuid[]) c (id);

-- name: who_did_often_enough :many
-- One after the other, by the index of a contact: while a table is filled faster than its statistics follow, a join, or
-- the index by type, would read most of it for each of them.
SELECT c.id FROM unnest($1::uuid[]) c (id)
WHERE (SELECT count(*) FROM (SELECT 1 FROM contact_interactions i
                             WHERE i.contact_id = c.id AND i.interaction_type || '' = $2 AND i.occurred_at >= $3
                             LIMIT $4) enough) >= $4;

-- name: journeys_by_time :many
-- Who has been in one of the stages since before an instant. Those who never moved have been in awareness since their
-- first contact.
SELECT contact_id AS id FROM customer_journeys
WHERE stage_left_at IS NULL AND journey_stage = ANY($1) AND stage_entered_at <= $2
UNION ALL
SELECT c.id FROM contacts c
WHERE 'awareness' = ANY($1) AND c.first_contact_date <= $2 AND c.deleted_at IS NULL
  AND NOT EXISTS (SELECT FROM customer_journeys j WHERE j.contact_id = c.id)
LIMIT 1000;

-- name: projects_with_time_rules :many
-- role: system
SELECT DISTINCT project_id FROM journey_rules WHERE kind = 'time' AND enabled;

-- name: journey_funnel :many
-- Who came into each stage within the time, what became of them, and who is there now. Awareness is entered with the
-- first contact, whether or not it is written down.
WITH stays AS (
    SELECT journey_stage, stage_entered_at, stage_left_at, stage_duration_days, conversion_value
    FROM customer_journeys
    UNION ALL
    SELECT 'awareness', c.first_contact_date, NULL, NULL, NULL FROM contacts c
    WHERE c.deleted_at IS NULL AND NOT EXISTS (SELECT FROM customer_journeys j
                                               WHERE j.project_id = c.project_id AND j.contact_id = c.id))
SELECT s.stage AS journey_stage,
       count(*) FILTER (WHERE stays.stage_entered_at >= $2 AND stays.stage_entered_at < $3) AS entered,
       count(*) FILTER (WHERE stays.stage_entered_at >= $2 AND stays.stage_entered_at < $3
                          AND stays.stage_left_at IS NOT NULL) AS moved_on,
       count(*) FILTER (WHERE stays.journey_stage IS NOT NULL AND stays.stage_left_at IS NULL) AS there_now,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY stays.stage_duration_days)
           FILTER (WHERE stays.stage_entered_at >= $2 AND stays.stage_entered_at < $3) AS median_days,
       COALESCE(sum(stays.conversion_value) FILTER (WHERE stays.stage_entered_at >= $2
                                                      AND stays.stage_entered_at < $3), 0)::bigint AS conversion_value
FROM unnest($1::text[]) WITH ORDINALITY AS s (stage, position)
LEFT JOIN stays ON stays.journey_stage = s.stage
GROUP BY s.stage, s.position ORDER BY s.position;
