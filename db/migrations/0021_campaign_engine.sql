-- What templates may know of a recipient: {{ contact.first_name }}. The same when a message is rehearsed and when it is sent.
CREATE FUNCTION recipient_data(c contacts) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'first_name', c.first_name, 'last_name', c.last_name, 'display_name', c.display_name, 'email', c.email,
        'phone', c.phone, 'company', c.company, 'job_title', c.job_title, 'language', c.language, 'time_zone', c.time_zone,
        'lifecycle_stage', c.lifecycle_stage, 'custom_fields', c.custom_fields)
$$;
