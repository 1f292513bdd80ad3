-- Facets, one list of codes for each contact, are no longer needed: no list of the thousand that are measured asked for them
-- once there were bitmaps. Bitmaps take over their notes and their buckets (docs/decisions/0009-bitmaps.md).
DROP TABLE contact_facets;
DROP FUNCTION fill_contact_facets(), facets_of_contacts(uuid, uuid[]), facets_of_pairs(uuid, text, text),
              facets_between(uuid, text, integer, integer), facets_of_bucket(uuid, text, integer), facet(uuid, text, text);

ALTER TABLE contact_facet_changes RENAME TO contact_bitmap_changes;
ALTER INDEX contact_facet_changes_of_contact RENAME TO contact_bitmap_changes_of_contact;
ALTER FUNCTION facet_bucket(float8) RENAME TO bitmap_bucket;
ALTER FUNCTION facet_month(timestamp) RENAME TO bitmap_month;

-- Functions of triggers name them in their texts.
DO $$
DECLARE
    noting record;
    fired record;
BEGIN
    FOR noting IN SELECT proname AS name, pg_get_functiondef(oid) AS definition FROM pg_proc
                  WHERE proname LIKE 'note\_facet\_changes%' LOOP
        EXECUTE replace(replace(replace(noting.definition, 'contact_facet_changes', 'contact_bitmap_changes'),
                                '''contact_facets''', '''contact_bitmaps'''),
                        'facet_bucket(', 'bitmap_bucket(');
        EXECUTE format('ALTER FUNCTION %I() RENAME TO %I', noting.name, replace(noting.name, 'facet', 'bitmap'));
    END LOOP;
    FOR fired IN SELECT tgname AS name, tgrelid::regclass AS place FROM pg_trigger WHERE tgname LIKE 'facets\_of\_%' LOOP
        EXECUTE format('ALTER TRIGGER %I ON %s RENAME TO %I', fired.name, fired.place,
                       replace(fired.name, 'facets', 'bitmaps'));
    END LOOP;
END $$;
