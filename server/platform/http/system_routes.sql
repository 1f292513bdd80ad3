-- name: look_at_the_database :one
SELECT 1;
