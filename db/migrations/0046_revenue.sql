-- What people spent: an interaction may have a value, as a conversion of the journey has.
ALTER TABLE contact_interactions ADD COLUMN value bigint CHECK (value >= 0); -- minor units of the project's currency
CREATE INDEX contact_interactions_with_value ON contact_interactions (project_id, occurred_at, contact_id)
    INCLUDE (value) WHERE value IS NOT NULL;

-- Each sum once. A stage that an interaction led to shows the value of that interaction, which counts by itself. A module
-- that knows of further money, such as deals, adds its part here.
CREATE VIEW contact_revenue WITH (security_invoker = true) AS
SELECT project_id, contact_id, value, occurred_at FROM contact_interactions WHERE value IS NOT NULL
UNION ALL
SELECT project_id, contact_id, conversion_value, stage_entered_at FROM customer_journeys
WHERE conversion_value IS NOT NULL AND triggered_by <> 'interaction';
GRANT SELECT ON contact_revenue TO app, finder, system;
