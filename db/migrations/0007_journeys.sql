-- Where a person stands on the way from stranger to friend of the house, and how he got there.
--
-- A contact without a row is in `awareness` since his first contact: the first move writes that stage down as well. A
-- million people who were imported and never moved cost nothing.

CREATE TABLE customer_journeys (
    project_id          uuid        NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    id                  uuid        NOT NULL DEFAULT gen_random_uuid(),
    contact_id          uuid        NOT NULL,
    journey_stage       text        NOT NULL
                        CHECK (journey_stage IN ('awareness', 'consideration', 'decision', 'retention', 'advocacy')),
    stage_entered_at    timestamptz NOT NULL,
    -- Filled on leaving.
    stage_left_at       timestamptz CHECK (stage_left_at >= stage_entered_at),
    stage_duration_days integer,
    next_stage          text
                        CHECK (next_stage IN ('awareness', 'consideration', 'decision', 'retention', 'advocacy')),
    triggered_by        text        NOT NULL CHECK (triggered_by IN ('interaction', 'time', 'manual', 'automation')),
    trigger_details     jsonb       NOT NULL DEFAULT '{}',
    conversion_event    text        CHECK (length(conversion_event) <= 100),
    conversion_value    bigint      CHECK (conversion_value >= 0), -- minor units of the project's currency
    created_by          uuid,
    created_at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX customer_journeys_one_open ON customer_journeys (project_id, contact_id) WHERE stage_left_at IS NULL;
CREATE INDEX customer_journeys_of_contact ON customer_journeys (project_id, contact_id, stage_entered_at);
CREATE INDEX customer_journeys_by_stage ON customer_journeys (project_id, journey_stage, stage_entered_at);

-- Who moves by himself. A rule of the kind `interaction` looks when something of its type is recorded; one of the kind
-- `time` every night.
CREATE TABLE journey_rules (
    project_id       uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE
                     DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    id               uuid        NOT NULL DEFAULT gen_random_uuid(),
    name             text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    kind             text        NOT NULL CHECK (kind IN ('interaction', 'time')),
    from_stages      text[]      NOT NULL CHECK (cardinality(from_stages) BETWEEN 1 AND 5),
    to_stage         text        NOT NULL
                     CHECK (to_stage IN ('awareness', 'consideration', 'decision', 'retention', 'advocacy')),
    interaction_type text        CHECK (length(interaction_type) <= 100),
    at_least         integer     NOT NULL DEFAULT 1 CHECK (at_least BETWEEN 1 AND 1000),
    within_days      integer     NOT NULL DEFAULT 90 CHECK (within_days BETWEEN 1 AND 3650),
    days_in_stage    integer     CHECK (days_in_stage BETWEEN 1 AND 3650),
    enabled          boolean     NOT NULL DEFAULT true,
    position         integer     NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL DEFAULT now(),
    version          bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id),
    CHECK ((kind = 'interaction') = (interaction_type IS NOT NULL)),
    CHECK ((kind = 'time') = (days_in_stage IS NOT NULL))
);
CREATE INDEX journey_rules_by_type ON journey_rules (project_id, interaction_type) WHERE enabled;

-- Contacts of whom something was recorded that a rule waits for.
CREATE TABLE journey_queue (
    project_id uuid NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    contact_id uuid NOT NULL,
    PRIMARY KEY (project_id, contact_id),
    FOREIGN KEY (project_id, contact_id) REFERENCES contacts (project_id, id) ON DELETE CASCADE
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['customer_journeys', 'journey_rules', 'journey_queue'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY project ON %I TO app
                        USING (project_id = NULLIF(current_setting(''app.project_id'', true), '''')::uuid)', name);
        EXECUTE format('CREATE POLICY all_projects ON %I FOR SELECT TO finder USING (true)', name);
        EXECUTE format('CREATE POLICY all_projects_system ON %I FOR SELECT TO system USING (true)', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app', name);
        EXECUTE format('GRANT SELECT ON %I TO finder, system', name);
    END LOOP;
END $$;

-- However interactions come in (one by one, by import, by a campaign's thousands): whoever a rule may now concern is
-- queued, and one job of the project looks at the queue.
CREATE FUNCTION queue_journeys() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched uuid;
BEGIN
    FOR touched IN
        WITH queued AS (
            INSERT INTO journey_queue (project_id, contact_id)
            SELECT DISTINCT a.project_id, a.contact_id
            FROM added a JOIN journey_rules r ON r.project_id = a.project_id AND r.interaction_type = a.interaction_type
            WHERE r.enabled
            ON CONFLICT DO NOTHING RETURNING project_id)
        SELECT DISTINCT project_id FROM queued LOOP
        INSERT INTO jobs (project_id, kind, unique_key) VALUES (touched, 'advance_journeys', 'advance_journeys')
        ON CONFLICT (COALESCE(project_id, '00000000-0000-0000-0000-000000000000'), kind, unique_key)
            WHERE unique_key IS NOT NULL AND status = 'queued' DO NOTHING;
        PERFORM pg_notify('jobs', '');
    END LOOP;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION queue_journeys() FROM PUBLIC;
CREATE TRIGGER contact_interactions_journeys AFTER INSERT ON contact_interactions REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION queue_journeys();

-- What every project begins with; each can be changed, switched off or deleted.
CREATE FUNCTION add_default_journey_rules(project uuid) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO journey_rules (project_id, name, kind, from_stages, to_stage, interaction_type, at_least, within_days, position)
    VALUES
        (project, 'Clicked a link in an e-mail', 'interaction', '{awareness}', 'consideration', 'email_click', 1, 90, 1),
        (project, 'Came to the website three times', 'interaction', '{awareness}', 'consideration', 'website_visit', 3, 30, 2),
        (project, 'Sent a form', 'interaction', '{awareness}', 'consideration', 'form_submission', 1, 90, 3),
        (project, 'Met us', 'interaction', '{awareness,consideration}', 'decision', 'meeting', 1, 90, 4),
        (project, 'Booked an appointment', 'interaction', '{awareness,consideration}', 'decision', 'booking', 1, 90, 5),
        (project, 'Bought something', 'interaction', '{awareness,consideration,decision}', 'retention', 'purchase', 1, 90, 6),
        (project, 'Recommended us', 'interaction', '{retention}', 'advocacy', 'referral', 1, 365, 7);
$$;
REVOKE ALL ON FUNCTION add_default_journey_rules(uuid) FROM PUBLIC;
CREATE FUNCTION give_default_journey_rules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM add_default_journey_rules(NEW.id);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION give_default_journey_rules() FROM PUBLIC;
CREATE TRIGGER projects_journey_rules AFTER INSERT ON projects FOR EACH ROW EXECUTE FUNCTION give_default_journey_rules();
SELECT add_default_journey_rules(id) FROM projects;
