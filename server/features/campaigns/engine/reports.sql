-- name: report :exec
-- $1 … $5: id, kind, when, code, detail; machine: it proves the arrival and nothing else. A bounce wins: a proxy may have
-- looked at what the mailbox then refused.
UPDATE campaign_executions e
SET delivery_status = CASE WHEN r.bounced THEN 'bounced' WHEN e.delivery_status IN ('sent', 'unknown') THEN 'delivered'
                           ELSE e.delivery_status END,
    reply_code = COALESCE(r.reply_code, e.reply_code), error_message = COALESCE(r.detail, e.error_message),
    opened_at = least(e.opened_at, r.opened_at), clicked_at = least(e.clicked_at, r.clicked_at),
    unsubscribed_at = least(e.unsubscribed_at, r.unsubscribed_at)
FROM (SELECT id, bool_or(kind = 'bounced') AS bounced,
             min(at) FILTER (WHERE kind IN ('opened', 'clicked') AND NOT by_machine) AS opened_at,
             min(at) FILTER (WHERE kind = 'clicked' AND NOT by_machine) AS clicked_at,
             min(at) FILTER (WHERE kind = 'unsubscribed') AS unsubscribed_at,
             max(NULLIF(code, 0)) AS reply_code, max(NULLIF(told, '')) AS detail
      FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::integer[], $5::text[], $6::boolean[])
           AS given (id, kind, at, code, told, by_machine)
      GROUP BY id) AS r
WHERE e.id = r.id AND e.delivery_status IN ('sent', 'unknown', 'delivered', 'bounced');
