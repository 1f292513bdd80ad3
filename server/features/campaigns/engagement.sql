-- name: engagement_hours :many
-- By the clock of each recipient, of the campaign where his is not known: days from Monday (1) to Sunday (7).
SELECT extract(isodow FROM local)::integer AS weekday, extract(hour FROM local)::integer AS hour,
       count(*) FILTER (WHERE what = 'opened') AS opened, count(*) FILTER (WHERE what = 'clicked') AS clicked
FROM (SELECT r.what, r.at AT TIME ZONE COALESCE(NULLIF(c.time_zone, ''), $2) AS local
      FROM campaign_executions e LEFT JOIN contacts c ON c.id = e.contact_id,
           LATERAL (VALUES ('opened', e.opened_at), ('clicked', e.clicked_at)) r (what, at)
      WHERE e.campaign_id = $1 AND e.opened_at IS NOT NULL AND r.at IS NOT NULL) reactions
GROUP BY 1, 2 ORDER BY 1, 2;

-- name: reaction_span :one
SELECT COALESCE(extract(epoch FROM max(greatest(opened_at, clicked_at)) - min(opened_at)), 0)::bigint
FROM campaign_executions WHERE campaign_id = $1 AND opened_at IS NOT NULL;

-- name: reactions_by_time :many
-- In steps of $2 seconds.
SELECT to_timestamp(floor(extract(epoch FROM r.at) / $2::bigint) * $2::bigint) AS at,
       count(*) FILTER (WHERE r.what = 'opened') AS opened, count(*) FILTER (WHERE r.what = 'clicked') AS clicked
FROM campaign_executions e, LATERAL (VALUES ('opened', e.opened_at), ('clicked', e.clicked_at)) r (what, at)
WHERE e.campaign_id = $1 AND e.opened_at IS NOT NULL AND r.at IS NOT NULL
GROUP BY 1 ORDER BY 1;

-- name: links_of_campaign :many
-- Those that most people followed; $2: how many.
SELECT url, count(*) FILTER (WHERE evidence = '') AS clicks,
       count(DISTINCT execution_id) FILTER (WHERE evidence = '') AS people,
       count(*) FILTER (WHERE evidence <> '') AS machine_clicks
FROM campaign_hits WHERE campaign_id = $1 AND kind = 'click' AND url <> ''
GROUP BY url ORDER BY people DESC, clicks DESC, machine_clicks DESC, url LIMIT $2;

-- name: programs_of_campaign :many
SELECT program, device, count(DISTINCT execution_id) AS people FROM campaign_hits
WHERE campaign_id = $1 AND kind IN ('open', 'click') AND evidence = ''
GROUP BY program, device ORDER BY people DESC, program, device;

-- name: machine_hits :one
SELECT count(*) FILTER (WHERE kind = 'open') AS opens, count(*) FILTER (WHERE kind = 'click') AS clicks
FROM campaign_hits WHERE campaign_id = $1 AND kind IN ('open', 'click') AND evidence <> '';
