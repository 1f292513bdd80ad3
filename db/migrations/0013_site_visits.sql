-- Visits of the business's own website, told by a small script on its pages.

CREATE TABLE tracked_sites (
    project_id uuid        NOT NULL REFERENCES projects (id) ON DELETE CASCADE
               DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    id         uuid        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    domain     text        NOT NULL CHECK (length(domain) <= 253), -- "example.com": also its subdomains
    enabled    boolean     NOT NULL DEFAULT true,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    version    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, id)
);
-- The script names its site by the id alone.
CREATE UNIQUE INDEX tracked_sites_by_id ON tracked_sites (id);

-- Counted without saying who: a day, a page, how often.
CREATE TABLE site_visit_counts (
    project_id uuid   NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    site_id    uuid   NOT NULL,
    day        date   NOT NULL, -- in the project's zone
    path       text   NOT NULL CHECK (length(path) <= 300),
    visits     bigint NOT NULL DEFAULT 0,
    identified bigint NOT NULL DEFAULT 0, -- of those, by people we know
    PRIMARY KEY (project_id, site_id, day, path),
    FOREIGN KEY (project_id, site_id) REFERENCES tracked_sites (project_id, id) ON DELETE CASCADE
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['tracked_sites', 'site_visit_counts'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY project ON %I TO app
                        USING (project_id = NULLIF(current_setting(''app.project_id'', true), '''')::uuid)', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app', name);
    END LOOP;
END $$;
CREATE POLICY all_projects_system ON tracked_sites FOR SELECT TO system USING (true);
GRANT SELECT ON tracked_sites TO system;
