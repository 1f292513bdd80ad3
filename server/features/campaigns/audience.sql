-- name: count_audience :one
-- $5 and $6: nobody gets more than $5 messages since $6. $9: it is transactional.
WITH people AS (SELECT contact_id FROM campaign_audience($1, $2, $7, $8)),
addressed AS (
    SELECT c.id, campaign_skip_reason(
               CASE $3 WHEN 'email' THEN c.email_normalised WHEN 'sms' THEN c.phone_e164 END, c.do_not_contact,
               CASE $3 WHEN 'sms' THEN c.sms_subscribed ELSE c.email_subscribed END, c.marketing_consent,
               (SELECT opt_in FROM projects WHERE id = c.project_id), $9) AS reason,
           CASE $3 WHEN 'email' THEN c.email_normalised WHEN 'sms' THEN c.phone_e164 END AS address
    FROM people p JOIN contacts c ON c.id = p.contact_id WHERE c.deleted_at IS NULL),
stopped AS (
    SELECT DISTINCT s.address FROM suppressions s
    WHERE s.channel = $3 AND is_kept_away(s.topic, s.reason, $4, $9) AND s.address IS NOT NULL),
judged AS (
    SELECT COALESCE(a.reason, CASE
               WHEN s.address IS NOT NULL THEN 'suppressed'
               WHEN $5::integer IS NOT NULL AND $5 <= (SELECT count(*) FROM campaign_executions e
                                                       WHERE e.contact_id = a.id AND e.sent_at > $6::timestamptz) THEN 'capped'
           END) AS reason
    FROM addressed a LEFT JOIN stopped s ON s.address = a.address)
SELECT count(*) AS total, count(*) FILTER (WHERE reason IS NULL) AS reachable,
       count(*) FILTER (WHERE reason = 'no_address') AS no_address,
       count(*) FILTER (WHERE reason = 'do_not_contact') AS do_not_contact,
       count(*) FILTER (WHERE reason = 'unsubscribed') AS unsubscribed,
       count(*) FILTER (WHERE reason = 'no_consent') AS no_consent,
       count(*) FILTER (WHERE reason = 'suppressed') AS suppressed, count(*) FILTER (WHERE reason = 'capped') AS capped
FROM judged;
