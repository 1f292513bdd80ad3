-- Mails that people of the project keep to begin others with, beside the library that is shipped.
CREATE TABLE saved_templates (
    project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    subject    text        NOT NULL DEFAULT '' CHECK (length(subject) <= 255),
    preheader  text        NOT NULL DEFAULT '' CHECK (length(preheader) <= 200),
    document   jsonb       NOT NULL, -- blocks, as in the settings of a message
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    CONSTRAINT saved_templates_unique_name UNIQUE (project_id, name)
);

-- Row level security and grants, as in 0003.
ALTER TABLE saved_templates ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON saved_templates TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON saved_templates FOR SELECT TO finder USING (true);
ALTER TABLE saved_templates ALTER project_id SET DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid;
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_templates TO app;
GRANT SELECT ON saved_templates TO finder;
