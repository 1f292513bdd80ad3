-- Invitations. Of the project while they wait; whoever holds the link is found by the hash of its token.

-- name: list_invitations :many
SELECT id, email, role, inviter_name, created_at, expires_at FROM invitations ORDER BY created_at DESC, id;

-- name: forget_ended_invitation :exec
DELETE FROM invitations WHERE email_normalised = $1 AND expires_at <= $2;

-- name: add_invitation :one
INSERT INTO invitations (id, project_id, email, email_normalised, role, token_hash, invited_by, inviter_name, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
RETURNING id, email, role, inviter_name, created_at, expires_at;

-- name: renew_invitation :maybe
UPDATE invitations SET token_hash = $2, expires_at = $3
WHERE id = $1
RETURNING id, email, role, inviter_name, created_at, expires_at;

-- name: remove_invitation :maybe
DELETE FROM invitations WHERE id = $1
RETURNING id, email, role, inviter_name, created_at, expires_at;

-- name: find_offer :maybe
-- role: system
SELECT projects.name AS project_name, invitations.email, invitations.role, invitations.inviter_name,
       EXISTS (SELECT FROM users WHERE users.email_normalised = invitations.email_normalised) AS account_exists
FROM invitations
JOIN projects ON projects.id = invitations.project_id
WHERE invitations.token_hash = $1 AND invitations.expires_at > $2 AND projects.deleted_at IS NULL;

-- name: use_invitation :maybe
-- role: system
-- Whoever deletes the row has the invitation: of two at once, one.
DELETE FROM invitations
USING projects
WHERE invitations.token_hash = $1 AND invitations.expires_at > $2
  AND projects.id = invitations.project_id AND projects.deleted_at IS NULL
RETURNING invitations.project_id, invitations.email, invitations.email_normalised, invitations.role;

-- name: mark_email_verified :exec
-- role: system
UPDATE users SET email_verified_at = $2 WHERE id = $1 AND email_verified_at IS NULL;

-- name: find_inviting_project :one
SELECT name, language FROM projects;

-- name: find_language_of_user :maybe
-- role: system
SELECT language FROM users WHERE email_normalised = $1;
