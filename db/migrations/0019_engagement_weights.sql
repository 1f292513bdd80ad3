-- What the engagement score counts is the project's to say, and how fast it fades is said for each kind of interaction.
-- The formula stands here and nowhere else:
--   points of an interaction = points of its kind × 0.5 ^ (days since ÷ half-life of its kind)
--   score = 100 × (1 − e^(−sum of points ÷ 40)): 28 points are a score of 50, 92 one of 90.

-- What a conversation is worth against a glance. `other` stands for every kind that has no line of its own.
CREATE FUNCTION default_engagement_weights() RETURNS TABLE (interaction_type text, points bigint, half_life_days bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    VALUES ('email_sent', 0::bigint, 30::bigint), ('email_open', 1, 30), ('email_click', 4, 30), ('email_received', 6, 30),
           ('website_visit', 2, 30), ('form_submission', 8, 30), ('social_engagement', 2, 30), ('sms', 2, 30),
           ('call', 8, 30), ('meeting', 12, 30), ('booking', 10, 30), ('purchase', 15, 30), ('other', 1, 30)
$$;

-- Where a project differs from that.
CREATE TABLE engagement_weights (
    project_id       uuid   NOT NULL REFERENCES projects (id) ON DELETE CASCADE
                     DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
    interaction_type text   NOT NULL CHECK (length(interaction_type) BETWEEN 1 AND 100),
    points           bigint NOT NULL CHECK (points BETWEEN 0 AND 100),
    half_life_days   bigint NOT NULL CHECK (half_life_days BETWEEN 1 AND 3650),
    PRIMARY KEY (project_id, interaction_type)
);
ALTER TABLE engagement_weights ENABLE ROW LEVEL SECURITY;
CREATE POLICY project ON engagement_weights TO app
    USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
CREATE POLICY all_projects ON engagement_weights FOR SELECT TO finder USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON engagement_weights TO app;
GRANT SELECT ON engagement_weights TO finder;

-- Of the transaction's project, whoever asks.
CREATE VIEW effective_engagement_weights WITH (security_invoker = true) AS
SELECT COALESCE(own.interaction_type, standard.interaction_type) AS interaction_type,
       COALESCE(own.points, standard.points) AS points,
       COALESCE(own.half_life_days, standard.half_life_days) AS half_life_days,
       standard.points AS default_points, standard.half_life_days AS default_half_life_days
FROM default_engagement_weights() standard
FULL JOIN (SELECT interaction_type, points, half_life_days FROM engagement_weights
           WHERE project_id = NULLIF(current_setting('app.project_id', true), '')::uuid) own
     ON own.interaction_type = standard.interaction_type;
GRANT SELECT ON effective_engagement_weights TO app, finder;

-- One row. A set, so that the planner reads it as a part of the statement.
CREATE FUNCTION engagement_weight_of(type text) RETURNS TABLE (points bigint, half_life_days bigint)
LANGUAGE sql STABLE AS $$
    SELECT w.points, w.half_life_days FROM effective_engagement_weights w
    WHERE w.interaction_type IN (type, 'other') ORDER BY w.interaction_type = type DESC LIMIT 1
$$;

-- After fifty half-lives nothing is left; float8 arithmetic fails on what is nearly nothing.
CREATE FUNCTION faded_points(points float8, half_life_days bigint, since timestamptz, at timestamptz) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN points < 1e-9 OR extract(epoch FROM at - since) >= 50 * 86400 * half_life_days THEN 0
                ELSE points * pow(0.5, GREATEST(0, extract(epoch FROM at - since)::float8) / (86400 * half_life_days)) END
$$;

CREATE FUNCTION engagement_score(points float8) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT round(100 * (1 - exp(-LEAST(points, 1000) / 40)))::bigint
$$;

-- The points of a contact are kept as one sum for each half-life, all as of one moment: that is enough to know them at any
-- later one, without a look at the interactions.
CREATE FUNCTION engagement_score(points float8[], half_lives bigint[], since timestamptz, at timestamptz) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    total float8 := 0;
BEGIN
    FOR i IN 1 .. cardinality(points) LOOP
        total := total + faded_points(points[i], half_lives[i], since, at);
    END LOOP;
    RETURN engagement_score(total);
END $$;

CREATE FUNCTION add_engagement(INOUT points float8[], INOUT half_lives bigint[], since timestamptz, at timestamptz,
                               added float8, added_half_life bigint, OUT score bigint)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    total float8 := 0;
    place integer := array_position(half_lives, added_half_life);
BEGIN
    IF place IS NULL THEN
        points := points || 0::float8;
        half_lives := half_lives || added_half_life;
        place := cardinality(points);
    END IF;
    FOR i IN 1 .. cardinality(points) LOOP
        points[i] := faded_points(points[i], half_lives[i], since, at) + CASE WHEN i = place THEN added ELSE 0 END;
        total := total + points[i];
    END LOOP;
    score := engagement_score(total);
END $$;

-- Up to now there was one half-life.
ALTER TABLE contact_stats ALTER points DROP DEFAULT;
ALTER TABLE contact_stats ALTER points TYPE float8[] USING ARRAY[points], ALTER points SET DEFAULT '{}',
    ADD COLUMN half_lives bigint[] NOT NULL DEFAULT '{30}';
ALTER TABLE contact_stats ALTER half_lives SET DEFAULT '{}',
    ADD CONSTRAINT contact_stats_points_of_half_lives CHECK (cardinality(points) = cardinality(half_lives));
COMMENT ON COLUMN contact_interactions.engagement_score IS 'points when it was recorded; what counts is its weight of now';
