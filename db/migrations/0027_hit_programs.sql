-- With what a mail was opened or a link followed: two words instead of the whole line, which would help to tell people
-- apart. The line stays where it is the evidence against a machine.
ALTER TABLE campaign_hits
    ADD COLUMN device  text NOT NULL DEFAULT 'unknown' CHECK (device IN ('phone', 'tablet', 'computer', 'unknown')),
    ADD COLUMN program text NOT NULL DEFAULT 'other'
        CHECK (program IN ('gmail', 'yahoo_mail', 'outlook', 'apple_mail', 'thunderbird', 'samsung_mail', 'chrome', 'edge',
                           'firefox', 'safari', 'opera', 'other'));
UPDATE campaign_hits SET user_agent = '' WHERE evidence = '' AND user_agent <> '';

CREATE OR REPLACE FUNCTION forget_hits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE campaign_hits SET url = '', user_agent = '', device = 'unknown', program = 'other'
    WHERE project_id = NEW.project_id AND execution_id = NEW.id;
    RETURN NULL;
END $$;
