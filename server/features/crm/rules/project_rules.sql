-- name: known_segments :many
SELECT id FROM customer_segments WHERE id = ANY($1);
