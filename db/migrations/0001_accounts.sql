-- People, projects, who may do what, and what was done.
--
-- Two kinds of tables. Those of a project carry project_id and are bound to it by row level security for the role
-- `app`. Those of a person (sessions, secrets, passkeys) belong to no project: only `system`, which resolves who calls,
-- may touch them; `app` has no grant at all.

-- --- people ------------------------------------------------------------------------------------

CREATE TABLE users (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    email text NOT NULL CHECK (char_length(email) <= 254),      -- as the person typed it
    email_normalised text NOT NULL,                             -- as it is compared (text/email.hpp)
    email_verified_at timestamptz,
    password_hash text NOT NULL,                                -- Argon2id, with its parameters
    language text NOT NULL DEFAULT 'en' CHECK (char_length(language) BETWEEN 2 AND 35),
    time_zone text NOT NULL DEFAULT 'UTC',
    avatar_file_id uuid,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz,
    CONSTRAINT users_email UNIQUE (email_normalised)
);

CREATE TABLE projects (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    time_zone text NOT NULL,
    currency text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),              -- ISO 4217
    default_region text NOT NULL DEFAULT 'DE' CHECK (default_region ~ '^[A-Z]{2}$'),   -- ISO 3166-1, for phone numbers
    opt_in boolean NOT NULL DEFAULT false,                      -- marketing mail needs consent, not only no objection
    setup_dismissed_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz                                      -- nobody gets in any more; purged later
);

CREATE TABLE members (
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('viewer', 'member', 'manager', 'admin', 'owner')),
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, user_id)
);
CREATE UNIQUE INDEX members_one_owner ON members (project_id) WHERE role = 'owner';
CREATE INDEX members_by_user ON members (user_id);

CREATE TABLE invitations (
    id uuid NOT NULL UNIQUE,
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    email text NOT NULL CHECK (char_length(email) <= 254),
    email_normalised text NOT NULL,
    role text NOT NULL CHECK (role IN ('viewer', 'member', 'manager', 'admin')),
    token_hash text NOT NULL,
    invited_by uuid,
    inviter_name text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    CONSTRAINT invitations_email UNIQUE (project_id, email_normalised),
    CONSTRAINT invitations_token UNIQUE (token_hash),
    FOREIGN KEY (project_id, invited_by) REFERENCES members (project_id, user_id) ON DELETE SET NULL (invited_by)
);

-- --- getting in --------------------------------------------------------------------------------

-- Only hashes of tokens are stored: who reads this database cannot sign in with what is in it.
CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    token_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    address text NOT NULL,
    user_agent text NOT NULL CHECK (char_length(user_agent) <= 500),
    CONSTRAINT sessions_token UNIQUE (token_hash)
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- The right password was given; the second factor is still to come.
CREATE TABLE sign_in_challenges (
    token_hash text PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    tries_left integer NOT NULL CHECK (tries_left >= 0),
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_challenges_by_user ON sign_in_challenges (user_id);

-- A used token is a deleted row: of two callers with one token, one gets it.
CREATE TABLE password_resets (
    token_hash text PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX password_resets_by_user ON password_resets (user_id);

-- An address that waits for its owner's confirmation: the first one at sign-up, or a new one.
CREATE TABLE email_changes (
    token_hash text PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    email text NOT NULL CHECK (char_length(email) <= 254),
    email_normalised text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX email_changes_by_user ON email_changes (user_id);

CREATE TABLE totp_secrets (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    secret_sealed text NOT NULL,                                -- by SecretBox, bound to table, column and row
    confirmed_at timestamptz,                                   -- null: shown to the person, not in force yet
    last_step bigint NOT NULL DEFAULT 0                         -- a code of this step or an earlier one was used
);

CREATE TABLE recovery_codes (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    code_hash text NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE passkeys (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    credential_id text NOT NULL,                                -- base64url
    algorithm integer NOT NULL,                                 -- COSE identifier
    public_key text NOT NULL,                                   -- SubjectPublicKeyInfo, base64url
    sign_count bigint NOT NULL,
    backed_up boolean NOT NULL,                                 -- in the person's cloud
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    CONSTRAINT passkeys_credential UNIQUE (credential_id)
);
CREATE INDEX passkeys_by_user ON passkeys (user_id);

CREATE TABLE webauthn_challenges (
    id uuid PRIMARY KEY,
    user_id uuid REFERENCES users ON DELETE CASCADE,            -- who registers; null when somebody signs in
    challenge text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX webauthn_challenges_by_user ON webauthn_challenges (user_id);

-- Guesses, counted over all nodes (features/accounts/attempts.hpp). The subject is a keyed word and a hash: no address
-- of a person stands here.
CREATE TABLE sign_in_attempts (
    subject text PRIMARY KEY,
    failures integer NOT NULL,
    allowed_at timestamptz NOT NULL                             -- not before this
);
CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (allowed_at);

-- How long to wait after the n-th failure: not at all below `free`, then `first` and twice as long each time, up to
-- `longest` (seconds).
CREATE FUNCTION attempt_wait(failures integer, free integer, first integer, longest integer) RETURNS interval
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN failures < free THEN interval '0'
                ELSE make_interval(secs => LEAST(longest, first * power(2, LEAST(failures - free, 30)))) END
$$;

-- Where a person signed in from before: what others guess elsewhere does not slow them down here.
CREATE TABLE known_addresses (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    address_hash text NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, address_hash)
);

CREATE TABLE api_keys (
    id uuid NOT NULL UNIQUE,
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    prefix text NOT NULL,                                       -- its first characters, to tell keys apart
    key_hash text NOT NULL,
    scopes text[] NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 50),
    created_by uuid,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (project_id, id),
    CONSTRAINT api_keys_hash UNIQUE (key_hash),
    FOREIGN KEY (project_id, created_by) REFERENCES members (project_id, user_id) ON DELETE SET NULL (created_by)
);

-- --- what was done -----------------------------------------------------------------------------

-- Names are stored as they were, and no foreign keys: the log outlives what it tells of.
CREATE TABLE audit_log (
    id uuid NOT NULL,                                           -- version 7: the order of the log
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    occurred_at timestamptz NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'key', 'system')),
    actor_id uuid,
    actor_name text NOT NULL,
    action text NOT NULL CHECK (char_length(action) <= 100),    -- "contact.updated"
    target_kind text,
    target_id uuid,
    target_name text,
    details jsonb NOT NULL DEFAULT '{}',
    address text,
    PRIMARY KEY (project_id, id)
);
CREATE INDEX audit_log_by_target ON audit_log (project_id, target_id, id) WHERE target_id IS NOT NULL;
CREATE INDEX audit_log_by_actor ON audit_log (project_id, actor_id, id);
CREATE INDEX audit_log_by_action ON audit_log (project_id, action, id);
CREATE INDEX audit_log_by_time ON audit_log (project_id, occurred_at);

-- Nobody is granted UPDATE or DELETE; this stops the owner of the table too. Purging a deleted project and erasing a
-- person on request must pass: they say so for their transaction.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('app.audit_erasure', true) = 'on' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'the audit log is insert-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_log_is_insert_only BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_log_is_never_emptied BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- --- telling the nodes -------------------------------------------------------------------------

-- Every node caches who calls for seconds (features/accounts/identities.hpp). These triggers make it forget at once,
-- whoever made the change.
CREATE FUNCTION notify_identity_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed record := COALESCE(NEW, OLD);
BEGIN
    PERFORM pg_notify('identity_changed',
        CASE TG_TABLE_NAME
            WHEN 'sessions' THEN 'session/' || (to_jsonb(changed) ->> 'id')
            WHEN 'members'  THEN 'user/' || (to_jsonb(changed) ->> 'user_id')
            WHEN 'users'    THEN 'user/' || (to_jsonb(changed) ->> 'id')
            WHEN 'projects' THEN 'project/' || (to_jsonb(changed) ->> 'id')
            WHEN 'api_keys' THEN 'key/' || (to_jsonb(changed) ->> 'id')
        END);
    RETURN NULL;
END $$;
CREATE TRIGGER sessions_notify AFTER DELETE ON sessions
    FOR EACH ROW EXECUTE FUNCTION notify_identity_changed();
CREATE TRIGGER members_notify AFTER INSERT OR UPDATE OR DELETE ON members
    FOR EACH ROW EXECUTE FUNCTION notify_identity_changed();
CREATE TRIGGER users_notify AFTER UPDATE OF name ON users
    FOR EACH ROW EXECUTE FUNCTION notify_identity_changed();
CREATE TRIGGER projects_notify AFTER UPDATE OF deleted_at ON projects
    FOR EACH ROW EXECUTE FUNCTION notify_identity_changed();
CREATE TRIGGER api_keys_notify AFTER UPDATE OF revoked_at, expires_at, scopes OR DELETE ON api_keys
    FOR EACH ROW EXECUTE FUNCTION notify_identity_changed();

-- --- who may touch what ------------------------------------------------------------------------

ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

CREATE POLICY project ON projects TO app
    USING (id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY project ON members TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY project ON invitations TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY project ON api_keys TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY project ON audit_log TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
-- The people of the project; the policy of members decides which those are.
CREATE POLICY fellow_members ON users FOR SELECT TO app
    USING (EXISTS (SELECT FROM members WHERE members.user_id = users.id));

CREATE POLICY all_projects ON projects TO system USING (true);
CREATE POLICY all_projects ON members TO system USING (true);
CREATE POLICY all_projects ON invitations TO system USING (true);
CREATE POLICY all_projects ON api_keys TO system USING (true);
CREATE POLICY all_projects ON users TO system USING (true);
CREATE POLICY all_projects ON audit_log FOR INSERT TO system WITH CHECK (true);

CREATE POLICY all_projects_read ON members FOR SELECT TO finder USING (true);
CREATE POLICY all_projects_read ON users FOR SELECT TO finder USING (true);

GRANT SELECT, UPDATE ON projects TO app;
GRANT SELECT, UPDATE (role), DELETE ON members TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON invitations, api_keys TO app;
GRANT SELECT, INSERT ON audit_log TO app;
GRANT SELECT (id, name, email, email_normalised, avatar_file_id, last_seen_at) ON users TO app;

GRANT SELECT ON members TO finder;
GRANT SELECT (id, name) ON users TO finder;

GRANT SELECT, INSERT, UPDATE ON projects, users TO system;
GRANT SELECT, INSERT, UPDATE, DELETE ON members TO system;
GRANT SELECT, DELETE ON invitations TO system;
GRANT SELECT, UPDATE (last_used_at) ON api_keys TO system;
GRANT INSERT ON audit_log TO system;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON sessions, sign_in_challenges, password_resets, email_changes, totp_secrets, recovery_codes, passkeys,
       webauthn_challenges, sign_in_attempts, known_addresses
    TO system;
