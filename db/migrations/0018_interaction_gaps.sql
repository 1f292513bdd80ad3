-- A server that rests for more than a year finds the months of its absence covered when it wakes: interactions that
-- happened then may still be written, and must find a partition.
CREATE OR REPLACE FUNCTION make_interaction_partitions(today date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    first_month date := date_trunc('year', today - interval '1 year')::date;
    last_month  date := (date_trunc('month', today) + interval '3 months')::date;
    covered     date; -- the day after the last one that has a partition
    starts      date;
    made        integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(7203148502);
    SELECT max(substring(pg_get_expr(c.relpartbound, c.oid) FROM $bound$TO \('([^']+)'\)$bound$)::timestamptz)::date
    INTO covered
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'contact_interactions'::regclass;
    IF covered < first_month THEN
        EXECUTE format('CREATE TABLE contact_interactions_from_%s PARTITION OF contact_interactions
                        FOR VALUES FROM (%L) TO (%L)', to_char(covered, 'YYYY_MM'),
                       covered::timestamp AT TIME ZONE 'UTC', first_month::timestamp AT TIME ZONE 'UTC');
        made := made + 1;
    END IF;
    FOR starts IN SELECT generate_series(first_month, last_month, interval '1 month')::date LOOP
        CONTINUE WHEN starts < covered;
        EXECUTE format('CREATE TABLE contact_interactions_%s PARTITION OF contact_interactions
                        FOR VALUES FROM (%L) TO (%L)', to_char(starts, 'YYYY_MM'),
                       starts::timestamp AT TIME ZONE 'UTC',
                       (starts + interval '1 month')::timestamp AT TIME ZONE 'UTC');
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;
