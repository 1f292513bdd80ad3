-- Opens and clicks by the thousand cost less: interactions of one person are counted together, events of one kind share a
-- row, and what follows from a change of counters is no more than that.

-- Of interactions that fade by several half-lives, each once.
CREATE FUNCTION add_engagements(INOUT points float8[], INOUT half_lives bigint[], since timestamptz, at timestamptz,
                                added float8[], added_half_lives bigint[], OUT score bigint)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    total float8 := 0;
    place integer;
BEGIN
    FOR i IN 1 .. cardinality(points) LOOP
        points[i] := faded_points(points[i], half_lives[i], since, at);
    END LOOP;
    FOR i IN 1 .. cardinality(added) LOOP
        place := array_position(half_lives, added_half_lives[i]);
        IF place IS NULL THEN
            points := points || added[i];
            half_lives := half_lives || added_half_lives[i];
        ELSE
            points[place] := points[place] + added[i];
        END IF;
    END LOOP;
    FOR i IN 1 .. cardinality(points) LOOP
        total := total + points[i];
    END LOOP;
    score := engagement_score(total);
END $$;
CREATE OR REPLACE FUNCTION add_engagement(INOUT points float8[], INOUT half_lives bigint[], since timestamptz, at timestamptz,
                                          added float8, added_half_life bigint, OUT score bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN add_engagements(points, half_lives, since, at, ARRAY[added], ARRAY[added_half_life]);

-- `data` is then an array with what each event says; the number is that of the last one, those before have the numbers
-- before it.
ALTER TABLE outbox ADD is_list boolean NOT NULL DEFAULT false;

-- How far something has come is told again and again while it runs: for screens. What it came to has an event of its own.
CREATE OR REPLACE FUNCTION queue_webhook_deliveries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO webhook_deliveries (project_id, endpoint_id, event_name, data)
    SELECT e.project_id, e.id, o.name, said.data
    FROM added o JOIN webhook_endpoints e ON e.project_id = o.project_id,
         LATERAL jsonb_array_elements(CASE WHEN o.is_list THEN o.data ELSE jsonb_build_array(o.data) END) said (data)
    WHERE e.status = 'enabled' AND o.recipient_id IS NULL AND o.topic <> 'jobs'
      AND o.name NOT IN ('campaign.ledger', 'import.changed')
      AND (o.name = ANY (e.events) OR '*' = ANY (e.events));
    IF FOUND THEN
        PERFORM pg_notify('webhooks', '');
    END IF;
    RETURN NULL;
END $$;

-- Of whom no more than counters changed: codes of his texts are as they were.
ALTER TABLE contact_facet_changes ADD of_counters boolean NOT NULL DEFAULT false;
CREATE OR REPLACE FUNCTION note_facet_changes_of_stats() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO contact_facet_changes (project_id, contact_id, of_counters)
    SELECT c.project_id, c.contact_id, true FROM changed c JOIN before b USING (project_id, contact_id)
    WHERE (facet_bucket(c.engagement_score), facet_bucket(c.total_interactions),
           bitmap_day(c.last_interaction_sort AT TIME ZONE 'UTC'))
          IS DISTINCT FROM
          (facet_bucket(b.engagement_score), facet_bucket(b.total_interactions),
           bitmap_day(b.last_interaction_sort AT TIME ZONE 'UTC'));
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;

-- As in 0035, but a note that he only has other counters does not stand for what changes now.
CREATE OR REPLACE FUNCTION note_facet_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    INSERT INTO contact_facet_changes (project_id, contact_id)
    SELECT DISTINCT c.project_id, c.contact_id FROM changed c
    WHERE NOT EXISTS (SELECT FROM contact_facet_changes n
                      WHERE n.project_id = c.project_id AND n.contact_id = c.contact_id AND NOT n.of_counters
                        AND n.xmin = pg_current_xact_id()::xid
                      OFFSET 0);
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION note_facet_changes_of_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    INSERT INTO contact_facet_changes (project_id, contact_id)
    SELECT c.project_id, c.contact_id
    FROM (SELECT project_id, contact_id FROM changed UNION SELECT project_id, contact_id FROM before) c
    WHERE NOT EXISTS (SELECT FROM contact_facet_changes n
                      WHERE n.project_id = c.project_id AND n.contact_id = c.contact_id AND NOT n.of_counters
                        AND n.xmin = pg_current_xact_id()::xid
                      OFFSET 0);
    IF FOUND THEN
        PERFORM pg_notify('contact_facets', '');
    END IF;
    RETURN NULL;
END $$;
