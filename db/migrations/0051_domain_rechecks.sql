-- The domain of each sender is looked at again once a day; what passed and no longer does is told to the project.
ALTER TABLE email_senders ADD domain_due_at timestamptz NOT NULL DEFAULT now(); -- of the next look
CREATE INDEX email_senders_by_domain_due ON email_senders (domain_due_at);

-- Which are due; the looks themselves run in their projects.
GRANT SELECT (project_id, id, domain_due_at), UPDATE (domain_due_at) ON email_senders TO system;
CREATE POLICY all_projects_system ON email_senders TO system USING (true);
