-- name: terms_of_sender :one
SELECT price_per_thousand, daily_limit FROM email_senders WHERE id = $1;

-- name: set_terms :exec
UPDATE email_senders SET price_per_thousand = $2, daily_limit = $3, updated_at = $4, version = version + 1 WHERE id = $1;
