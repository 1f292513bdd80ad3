-- What is known of how it ended with people, and what was learnt from it.

-- Any module that sees how it ends with somebody writes it here: the lifecycle now, deals when there are pipelines. The
-- qualification learns from all of it alike.
CREATE TABLE contact_outcomes (
    project_id uuid        NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    contact_id uuid        NOT NULL,
    won        boolean     NOT NULL,
    source     text        NOT NULL CHECK (length(source) <= 50), -- 'lifecycle', 'deal'
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_outcomes_by_time ON contact_outcomes (project_id, decided_at, contact_id);
CREATE INDEX contact_outcomes_of_contact ON contact_outcomes (project_id, contact_id, decided_at);

CREATE TABLE qualification_models (
    project_id  uuid        NOT NULL PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE
                DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    status      text        NOT NULL CHECK (status IN ('active', 'too_little_data', 'too_weak')),
    trained_at  timestamptz NOT NULL,
    -- On examples that it did not learn from: 0.5 is a coin, 1 never errs.
    auc         float8,
    won         bigint      NOT NULL,
    lost        bigint      NOT NULL,
    model       jsonb       -- scoring/logistic.hpp
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['contact_outcomes', 'qualification_models'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY project ON %I TO app
                        USING (project_id = NULLIF(current_setting(''app.project_id'', true), '''')::uuid)', name);
        EXECUTE format('CREATE POLICY all_projects ON %I FOR SELECT TO finder USING (true)', name);
        EXECUTE format('CREATE POLICY all_projects_system ON %I FOR SELECT TO system USING (true)', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app', name);
        EXECUTE format('GRANT SELECT ON %I TO finder, system', name);
    END LOOP;
END $$;

-- Who comes to be a customer has been won. People who came as customers (an import) teach nothing.
CREATE FUNCTION record_lifecycle_outcome() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO contact_outcomes (project_id, contact_id, won, source, decided_at)
    VALUES (NEW.project_id, NEW.id, true, 'lifecycle', NEW.updated_at);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION record_lifecycle_outcome() FROM PUBLIC;
CREATE TRIGGER contacts_lifecycle_outcome AFTER UPDATE ON contacts FOR EACH ROW
    WHEN (OLD.lifecycle_stage IN ('lead', 'prospect') AND NEW.lifecycle_stage IN ('customer', 'evangelist'))
    EXECUTE FUNCTION record_lifecycle_outcome();

-- The chance of becoming a customer, in hundredths; null: nothing was learnt yet, or he is one already.
ALTER TABLE contact_stats ADD COLUMN qualification_score bigint CHECK (qualification_score BETWEEN 0 AND 100);
CREATE INDEX contact_stats_by_qualification ON contact_stats (project_id, qualification_score, contact_id)
    WHERE qualification_score IS NOT NULL;
