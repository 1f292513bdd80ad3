-- name: who_may_send :many
SELECT user_id FROM members WHERE role IN ('manager', 'admin', 'owner');
