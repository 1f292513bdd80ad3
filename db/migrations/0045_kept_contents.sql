-- What each person was sent, as long as the project keeps it (docs/decisions/0008-kept-contents.md).
ALTER TABLE projects ADD keep_content_days integer NOT NULL DEFAULT 90 CHECK (keep_content_days BETWEEN 0 AND 3650);

-- A message with nobody in it: templates, the names around them, which values are a person's own.
CREATE TABLE campaign_message_forms (
    project_id  uuid        NOT NULL,
    id          uuid        NOT NULL, -- made of the form
    campaign_id uuid        NOT NULL,
    message_id  uuid        NOT NULL,
    form        jsonb       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, campaign_id) REFERENCES campaigns (project_id, id) ON DELETE CASCADE
);
CREATE INDEX campaign_message_forms_of_campaign ON campaign_message_forms (project_id, campaign_id);

-- The values of those who stood in one window of a chunk: {"17":["Ana"]} by the position of the row.
CREATE TABLE campaign_contents (
    project_id  uuid        NOT NULL,
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    campaign_id uuid        NOT NULL,
    chunk       integer     NOT NULL,
    form_id     uuid        NOT NULL,
    sent_at     timestamptz NOT NULL,
    contents    jsonb       NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, campaign_id) REFERENCES campaigns (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, form_id) REFERENCES campaign_message_forms (project_id, id) ON DELETE CASCADE
);
CREATE INDEX campaign_contents_of_chunk ON campaign_contents (project_id, campaign_id, chunk);
CREATE INDEX campaign_contents_by_time ON campaign_contents (project_id, sent_at);
CREATE INDEX campaign_contents_of_form ON campaign_contents (project_id, form_id);

-- Row level security and grants, as in 0003.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['campaign_message_forms', 'campaign_contents'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY project ON %I TO app
                        USING (project_id = NULLIF(current_setting(''app.project_id'', true), '''')::uuid)', name);
        EXECUTE format('CREATE POLICY all_projects ON %I FOR SELECT TO finder USING (true)', name);
        EXECUTE format('CREATE POLICY all_projects_system ON %I TO system USING (true)', name);
        EXECUTE format('ALTER TABLE %I ALTER project_id
                        SET DEFAULT NULLIF(current_setting(''app.project_id'', true), '''')::uuid', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app', name);
        EXECUTE format('GRANT SELECT ON %I TO finder', name);
        EXECUTE format('GRANT SELECT, DELETE ON %I TO system', name);
    END LOOP;
END $$;

-- Of an erased person what he was sent goes too.
CREATE OR REPLACE FUNCTION forget_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE campaign_contents SET contents = contents - OLD.position::text
    WHERE project_id = OLD.project_id AND campaign_id = OLD.campaign_id AND chunk = OLD.chunk
      AND contents ? OLD.position::text;
    NEW.address := NULL;
    NEW.provider_id := NULL;
    NEW.error_message := NULL;
    NEW.message_metadata := '{}';
    IF NEW.delivery_status = 'pending' THEN
        NEW.delivery_status := 'skipped';
        NEW.skip_reason := 'gone';
    END IF;
    RETURN NEW;
END $$;

-- It never held anything: a column of a row that is written at speed would be moved for it.
ALTER TABLE campaign_executions DROP COLUMN personalized_content;
