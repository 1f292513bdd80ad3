-- Campaigns of what people wait for: an order, a date, a change of their account. Who wants no news gets it all the same.
ALTER TABLE campaigns
    DROP CONSTRAINT campaigns_campaign_type_check,
    ADD CONSTRAINT campaigns_campaign_type_check
        CHECK (campaign_type IN ('marketing', 'nurture', 'onboarding', 'retention', 'transactional'));

-- Why somebody gets nothing of a channel, as far as his contact says; NULL: he may have it. Asked when the audience is
-- counted, when it is fixed and again when a row is claimed. Suppressions are looked up beside it.
CREATE FUNCTION campaign_skip_reason(address text, do_not_contact boolean, subscribed boolean, consented boolean,
                                     opt_in boolean, is_transactional boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN address IS NULL THEN 'no_address' WHEN do_not_contact THEN 'do_not_contact'
                WHEN is_transactional THEN NULL
                WHEN NOT subscribed THEN 'unsubscribed' WHEN opt_in AND NOT consented THEN 'no_consent' END
$$;
DROP FUNCTION campaign_skip_reason(text, boolean, boolean, boolean, boolean);

-- Whether a suppression keeps a message of this topic away. Who unsubscribed said so of news; whose mailbox is gone, who
-- complained, who was put on the list here or brought along from elsewhere, and who was erased gets nothing at all.
CREATE FUNCTION is_kept_away(suppressed_topic text, reason text, topic text, is_transactional boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT suppressed_topic IN ('', topic) AND NOT (is_transactional AND reason = 'unsubscribed')
$$;
