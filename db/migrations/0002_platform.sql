-- What the platform itself keeps: idempotency keys, jobs and schedules, the outbox of events, files, mail, notifications.

-- The answer of a POST that carried an Idempotency-Key. `owner` names project and caller; both roles write it, since
-- sign-up and the like run without a project.
CREATE TABLE idempotency_keys (
    owner        text        NOT NULL,
    key          text        NOT NULL CHECK (length(key) <= 255),
    request_hash text        NOT NULL,
    status       integer,
    body         text,
    location     text,
    etag         text,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
GRANT SELECT, INSERT, UPDATE ON idempotency_keys TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO system;

-- Work to be done later, enqueued in the transaction of the change that wants it. Without a project: the server's own.
CREATE TABLE jobs (
    id               uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id       uuid        REFERENCES projects (id) ON DELETE CASCADE,
    kind             text        NOT NULL,
    title            text        NOT NULL DEFAULT '',
    payload          jsonb       NOT NULL DEFAULT '{}',
    -- Two waiting jobs of one kind with the same key are one job.
    unique_key       text,
    priority         integer     NOT NULL DEFAULT 0,
    status           text        NOT NULL DEFAULT 'queued'
                     CHECK (status IN ('queued', 'running', 'succeeded', 'dead', 'cancelled')),
    run_at           timestamptz NOT NULL DEFAULT now(),
    attempts         integer     NOT NULL DEFAULT 0,
    max_attempts     integer     NOT NULL DEFAULT 10 CHECK (max_attempts BETWEEN 1 AND 100),
    lease_owner      text,
    lease_until      timestamptz,
    cancel_requested boolean     NOT NULL DEFAULT false,
    progress_done    bigint      NOT NULL DEFAULT 0,
    progress_total   bigint,
    error            text,
    result           jsonb,
    created_by       uuid        REFERENCES users (id) ON DELETE SET NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    UNIQUE (project_id, id)
);
CREATE INDEX jobs_to_claim ON jobs (priority DESC, run_at) WHERE status = 'queued';
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE status = 'running';
CREATE INDEX jobs_of_project ON jobs (project_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX jobs_unique_waiting ON jobs (COALESCE(project_id, '00000000-0000-0000-0000-000000000000'), kind, unique_key)
    WHERE unique_key IS NOT NULL AND status = 'queued';
ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON jobs TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON jobs TO system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON jobs TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON jobs TO system;

-- When recurring jobs are next due. A node claims a due row with SKIP LOCKED and enqueues its job in the same
-- transaction: one run for each time, however many nodes there are.
CREATE TABLE schedules (
    name        text        PRIMARY KEY,
    kind        text        NOT NULL,
    expression  text        NOT NULL,
    time_zone   text        NOT NULL DEFAULT 'UTC',
    next_run_at timestamptz NOT NULL,
    last_run_at timestamptz,
    last_job_id uuid        REFERENCES jobs (id) ON DELETE SET NULL
);
CREATE INDEX schedules_next_run_at ON schedules (next_run_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON schedules TO system;

-- Events, written in the transaction of the change. The relay numbers them after commit: a sequence drawn inside the
-- transaction would let a late commit appear behind a reader's back.
CREATE TABLE outbox (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id  uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    topic       text        NOT NULL CHECK (length(topic) <= 60),
    name        text        NOT NULL CHECK (length(name) <= 60),
    data        jsonb       NOT NULL,
    -- Only for this person; absent: everybody in the project who listens to the topic.
    recipient_id uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    number      bigint      UNIQUE,
    UNIQUE (project_id, id)
);
CREATE INDEX outbox_unnumbered ON outbox (id) WHERE number IS NULL;
CREATE INDEX outbox_of_project ON outbox (project_id, number);
CREATE INDEX outbox_created_at ON outbox (created_at);
CREATE SEQUENCE outbox_number;
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON outbox TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON outbox TO system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON outbox TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO system;
GRANT USAGE ON SEQUENCE outbox_number TO system;

-- Uploaded files. The bytes lie in the store under their hash; one content may have many rows.
CREATE TABLE files (
    id           uuid        PRIMARY KEY,
    project_id   uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    content_hash text        NOT NULL,
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    media_type   text        NOT NULL,
    size         bigint      NOT NULL CHECK (size >= 0),
    width        integer,
    height       integer,
    created_by   uuid,
    created_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (project_id, id),
    FOREIGN KEY (project_id, created_by) REFERENCES members (project_id, user_id) ON DELETE SET NULL (created_by)
);
CREATE INDEX files_content_hash ON files (content_hash);
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON files TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON files TO system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON files TO app;
GRANT SELECT, DELETE ON files TO system;

-- The server's own mail (resets, invitations, reminders): the built-in inbox while no sender is set up.
CREATE TABLE dev_inbox (
    id         uuid        PRIMARY KEY,
    sender     text        NOT NULL,
    recipient  text        NOT NULL,
    subject    text        NOT NULL,
    preview    text        NOT NULL DEFAULT '',
    source     bytea       NOT NULL CHECK (length(source) <= 26214400),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX dev_inbox_created_at ON dev_inbox (created_at DESC, id DESC);
GRANT SELECT, INSERT, DELETE ON dev_inbox TO system;

-- What the bell shows a person.
CREATE TABLE notifications (
    id         uuid        PRIMARY KEY,
    project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id    uuid        NOT NULL,
    kind       text        NOT NULL,
    title      text        NOT NULL CHECK (length(title) <= 300),
    body       text        NOT NULL DEFAULT '' CHECK (length(body) <= 2000),
    link       text,
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at    timestamptz,
    UNIQUE (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES members (project_id, user_id) ON DELETE CASCADE
);
CREATE INDEX notifications_of_user ON notifications (project_id, user_id, created_at DESC, id DESC);
CREATE INDEX notifications_unread ON notifications (project_id, user_id) WHERE read_at IS NULL;
ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON notifications TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON notifications TO system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON notifications TO app;
GRANT SELECT, INSERT, DELETE ON notifications TO system;

-- Which notifications a person also gets by mail. Absent: the default of the kind.
CREATE TABLE notification_preferences (
    project_id uuid    NOT NULL,
    user_id    uuid    NOT NULL,
    kind       text    NOT NULL,
    by_email   boolean NOT NULL,
    PRIMARY KEY (project_id, user_id, kind),
    FOREIGN KEY (project_id, user_id) REFERENCES members (project_id, user_id) ON DELETE CASCADE
);
ALTER TABLE notification_preferences ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON notification_preferences TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON notification_preferences TO system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON notification_preferences TO app;
GRANT SELECT ON notification_preferences TO system;
