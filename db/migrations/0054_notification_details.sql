-- What a notification says, in parts: the app tells it in the language of whoever reads it.
ALTER TABLE notifications ADD details jsonb NOT NULL DEFAULT '{}'
    CHECK (jsonb_typeof(details) = 'object' AND length(details::text) <= 4000);
