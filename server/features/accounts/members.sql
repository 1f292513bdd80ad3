-- Members of the project.

-- name: list_members :many
SELECT members.user_id, users.name, users.email, members.role, members.joined_at, users.last_seen_at
FROM members
JOIN users ON users.id = members.user_id
ORDER BY users.name, members.user_id;

-- name: find_member :maybe
SELECT members.user_id, users.name, users.email, members.role, members.joined_at, users.last_seen_at
FROM members
JOIN users ON users.id = members.user_id
WHERE members.user_id = $1
FOR NO KEY UPDATE OF members;

-- name: find_member_name :maybe
SELECT users.name
FROM members
JOIN users ON users.id = members.user_id
WHERE members.user_id = $1;

-- name: is_member_by_email :maybe
SELECT true
FROM members
JOIN users ON users.id = members.user_id
WHERE users.email_normalised = $1;

-- name: count_members_and_invitations :one
SELECT (SELECT count(*) FROM members) + (SELECT count(*) FROM invitations);

-- name: set_role :exec
UPDATE members SET role = $2 WHERE user_id = $1;

-- name: remove_member :exec
DELETE FROM members WHERE user_id = $1;
