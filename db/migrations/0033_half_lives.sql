-- A glance is forgotten sooner than a talk, and a talk sooner than a purchase: each kind fades by a half-life of its own.
-- About the time in which what it tells is told again, or no longer holds: a visit or an opened mail within two weeks, a
-- click or a message within a month, who filled in a form or was called is still on his way for two, an appointment counts a
-- quarter, a purchase half a year. Projects that chose something else keep what they chose.
CREATE OR REPLACE FUNCTION default_engagement_weights()
RETURNS TABLE (interaction_type text, points bigint, half_life_days bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    VALUES ('email_sent', 0::bigint, 14::bigint), ('email_open', 1, 14), ('email_click', 4, 30), ('email_received', 6, 30),
           ('website_visit', 2, 14), ('form_submission', 8, 60), ('social_engagement', 2, 14), ('sms', 2, 30),
           ('call', 8, 60), ('meeting', 12, 90), ('booking', 10, 90), ('purchase', 15, 180), ('other', 1, 30)
$$;

-- Everybody is counted anew, as after a change by hand.
INSERT INTO jobs (project_id, kind, title, unique_key)
SELECT p.id, 'recount_engagement', 'Counting engagement by the new points', 'recount_engagement' FROM projects p
WHERE EXISTS (SELECT FROM contact_interactions i WHERE i.project_id = p.id)
ON CONFLICT DO NOTHING;
