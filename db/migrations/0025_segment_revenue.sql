-- What the members of a segment brought, day by day: the values of their conversions, in minor units of the project's
-- currency. Of a day that is over: by those who were members when it was closed.
ALTER TABLE segment_days ADD COLUMN revenue bigint NOT NULL DEFAULT 0;
CREATE INDEX customer_journeys_with_value ON customer_journeys (project_id, stage_entered_at, contact_id)
    INCLUDE (conversion_value) WHERE conversion_value IS NOT NULL;
