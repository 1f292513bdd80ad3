-- Suspected duplicates. The members of a block are read one more than allowed: then it is too large. Each contact is looked
-- up by itself, by OFFSET 0 or as a value: just after an import there are no statistics, and the planner would make a hash of
-- everybody for each number, or read everybody once for all.

-- name: phone_blocks :many
-- role: finder
WITH mine AS (SELECT DISTINCT e164 FROM contact_phones
              WHERE project_id = $1 AND contact_id = ANY($2::uuid[]) AND e164 IS NOT NULL)
SELECT mine.e164 AS shared, block.contact_id
FROM mine CROSS JOIN LATERAL
     (SELECT DISTINCT p.contact_id FROM contact_phones p
      WHERE p.project_id = $1 AND p.e164 = mine.e164
        AND (SELECT c.deleted_at IS NULL FROM contacts c WHERE c.project_id = $1 AND c.id = p.contact_id)
      LIMIT $3 + 1) block;

-- name: mailbox_blocks :many
-- role: finder
-- The first branch reads the index of addresses that may differ from their mailbox; the second the mailbox itself.
WITH mine AS (SELECT DISTINCT mailbox_of(local_part, domain) AS mailbox FROM contact_emails
              WHERE project_id = $1 AND contact_id = ANY($2::uuid[]) AND live)
SELECT mine.mailbox AS shared, block.contact_id
FROM mine CROSS JOIN LATERAL
     ((SELECT e.contact_id FROM contact_emails e
       WHERE e.project_id = $1 AND mailbox_of(e.local_part, e.domain) = mine.mailbox AND e.live
         AND (e.local_part LIKE '%+%' OR e.domain IN ('gmail.com', 'googlemail.com')) LIMIT $3 + 1)
      UNION
      SELECT e.contact_id FROM contact_emails e
      WHERE e.project_id = $1 AND e.normalised = mine.mailbox AND e.live) block;

-- name: company_blocks :many
-- role: finder
-- Only people with a name of their own: the others are shown under that of their company.
WITH mine AS (SELECT DISTINCT c.name_folded, c.company_folded
              FROM unnest($2::uuid[]) AS asked (id) CROSS JOIN LATERAL
                   (SELECT * FROM contacts WHERE project_id = $1 AND contacts.id = asked.id OFFSET 0) c
              WHERE c.deleted_at IS NULL AND c.company_folded <> '' AND c.first_name <> '' AND c.last_name <> '')
SELECT mine.name_folded || ' · ' || mine.company_folded AS shared, block.id AS contact_id
FROM mine CROSS JOIN LATERAL
     (SELECT c.id FROM contacts c
      WHERE c.project_id = $1 AND c.name_folded = mine.name_folded AND c.company_folded = mine.company_folded
        AND c.company_folded <> '' AND c.deleted_at IS NULL LIMIT $3 + 1) block;

-- name: domain_blocks :many
-- role: finder
-- The domain of a company is that of its people, also of those whose address we do not have. Read by whichever is the
-- shorter way: by the domain while few have it, else by the name. No EXISTS in the last branch: the planner turns it into a
-- hash of everybody with the domain, made anew for each name (3 s a batch of 100,000 contacts instead of 0.15).
WITH mine AS (SELECT DISTINCT c.name_folded, work.domain
              FROM unnest($2::uuid[]) AS asked (id) CROSS JOIN LATERAL
                   (SELECT * FROM contacts WHERE project_id = $1 AND contacts.id = asked.id OFFSET 0) c CROSS JOIN LATERAL
                   (SELECT e.domain FROM contact_emails e
                    WHERE e.project_id = $1 AND e.contact_id = c.id AND e.live
                    UNION
                    SELECT o.domain FROM companies o
                    WHERE o.project_id = $1 AND o.id = c.company_id AND o.domain IS NOT NULL) work
              WHERE c.deleted_at IS NULL
                AND c.first_name <> '' AND c.last_name <> '' AND NOT work.domain = ANY($4::text[]))
SELECT mine.name_folded || ' · ' || mine.domain AS shared, block.id AS contact_id
FROM mine
CROSS JOIN LATERAL (SELECT count(*) <= 200 AS small
                    FROM (SELECT FROM contact_emails e
                          WHERE e.project_id = $1 AND e.domain = mine.domain LIMIT 201) few) domain
CROSS JOIN LATERAL
     ((SELECT c.id FROM contact_emails e JOIN contacts c ON c.project_id = e.project_id AND c.id = e.contact_id
       WHERE domain.small AND e.project_id = $1 AND e.domain = mine.domain AND e.live
         AND c.name_folded = mine.name_folded AND c.deleted_at IS NULL LIMIT $3 + 1)
      UNION
      (SELECT c.id FROM companies o JOIN contacts c ON c.project_id = o.project_id AND c.company_id = o.id
       WHERE domain.small AND o.project_id = $1 AND o.domain = mine.domain
         AND c.name_folded = mine.name_folded AND c.deleted_at IS NULL LIMIT $3 + 1)
      UNION
      (SELECT c.id FROM contacts c
       WHERE NOT domain.small AND c.project_id = $1 AND c.name_folded = mine.name_folded AND c.deleted_at IS NULL
         AND ((SELECT true FROM contact_emails e
               WHERE e.project_id = $1 AND e.contact_id = c.id AND e.domain = mine.domain AND e.live LIMIT 1)
              OR (SELECT true FROM companies o
                  WHERE o.project_id = $1 AND o.id = c.company_id AND o.domain = mine.domain))
       LIMIT $3 + 1)) block;

-- name: names_of_contacts :many
-- role: finder
-- Without a name of his own: an empty text.
SELECT id, CASE WHEN first_name = '' AND last_name = '' THEN '' ELSE name_folded END AS name_folded
FROM contacts WHERE project_id = $1 AND id = ANY($2::uuid[]);

-- name: put_pairs :exec
-- Only of contacts that still exist.
INSERT INTO duplicate_pairs (first_id, second_id, score, reasons, found_at, seen_at)
SELECT found.first_id, found.second_id, found.score, string_to_array(found.reasons, ','), $5, $5
FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS found (first_id, second_id, score, reasons)
WHERE EXISTS (SELECT FROM contacts c WHERE c.id = found.first_id)
  AND EXISTS (SELECT FROM contacts c WHERE c.id = found.second_id)
ORDER BY found.first_id, found.second_id
ON CONFLICT (project_id, first_id, second_id) DO UPDATE
SET score = EXCLUDED.score, reasons = EXCLUDED.reasons, seen_at = EXCLUDED.seen_at;

-- name: forget_pairs_not_seen :exec
-- Nothing speaks for these any more.
DELETE FROM duplicate_pairs
WHERE (first_id = ANY($1::uuid[]) OR second_id = ANY($1::uuid[])) AND dismissed_at IS NULL AND seen_at < $2;

-- name: put_skips :exec
INSERT INTO duplicate_skips (reason, shared, seen_at)
SELECT DISTINCT reason, left(shared, 1000), $3::timestamptz FROM unnest($1::text[], $2::text[]) AS skipped (reason, shared)
ON CONFLICT (project_id, reason, shared) DO UPDATE SET seen_at = EXCLUDED.seen_at;

-- name: forget_old_skips :exec
DELETE FROM duplicate_skips WHERE seen_at < $1;

-- name: list_skips :many
SELECT reason, shared, seen_at FROM duplicate_skips ORDER BY reason, shared LIMIT 200;

-- name: count_pairs_of :one
SELECT count(*) FROM duplicate_pairs
WHERE (first_id = ANY($1::uuid[]) OR second_id = ANY($1::uuid[])) AND dismissed_at IS NULL;

-- name: list_pairs :many
-- The surest first. Those with somebody in the trash wait until he is restored.
SELECT p.first_id, p.second_id, p.score, p.reasons, p.found_at
FROM duplicate_pairs p
JOIN contacts a ON a.project_id = p.project_id AND a.id = p.first_id AND a.deleted_at IS NULL
JOIN contacts b ON b.project_id = p.project_id AND b.id = p.second_id AND b.deleted_at IS NULL
WHERE p.dismissed_at IS NULL
  AND ($1::int IS NULL OR p.score < $1 OR (p.score = $1 AND (p.first_id, p.second_id) > ($2::uuid, $3::uuid)))
ORDER BY p.score DESC, p.first_id, p.second_id LIMIT $4;

-- name: list_pairs_of_contact :many
SELECT p.first_id, p.second_id, p.score, p.reasons, p.found_at
FROM duplicate_pairs p
JOIN contacts a ON a.project_id = p.project_id AND a.id = p.first_id AND a.deleted_at IS NULL
JOIN contacts b ON b.project_id = p.project_id AND b.id = p.second_id AND b.deleted_at IS NULL
WHERE p.dismissed_at IS NULL AND (p.first_id = $1 OR p.second_id = $1)
ORDER BY p.score DESC, p.first_id, p.second_id LIMIT 50;

-- name: count_pairs :one
-- At most as many as are worth a number.
SELECT count(*) FROM (SELECT FROM duplicate_pairs WHERE dismissed_at IS NULL LIMIT 10000) counted;

-- name: contacts_of_pairs :many
SELECT * FROM contact_records WHERE id = ANY($1::uuid[]);

-- name: dismiss_pair :maybe
-- Also one that nobody suspected yet. No row: one of the two does not exist.
INSERT INTO duplicate_pairs (first_id, second_id, score, reasons, found_at, seen_at, dismissed_at, dismissed_by)
SELECT a.id, b.id, 0, '{}', $3, $3, $3, $4 FROM contacts a, contacts b WHERE a.id = $1 AND b.id = $2
ON CONFLICT (project_id, first_id, second_id) DO UPDATE
SET dismissed_at = COALESCE(duplicate_pairs.dismissed_at, EXCLUDED.dismissed_at),
    dismissed_by = COALESCE(duplicate_pairs.dismissed_by, EXCLUDED.dismissed_by)
RETURNING first_id;

-- name: reopen_pair :maybe
UPDATE duplicate_pairs SET dismissed_at = NULL, dismissed_by = NULL
WHERE first_id = $1 AND second_id = $2 AND dismissed_at IS NOT NULL RETURNING first_id;

-- name: forget_empty_pair :exec
-- It stood there only because it was dismissed.
DELETE FROM duplicate_pairs WHERE first_id = $1 AND second_id = $2 AND dismissed_at IS NULL AND reasons = '{}';

-- name: projects_to_search :many
-- role: system
-- With contacts changed since the last look.
SELECT p.id FROM projects p
LEFT JOIN duplicate_progress d ON d.project_id = p.id
WHERE p.deleted_at IS NULL AND EXISTS
    (SELECT FROM contacts c
     WHERE c.project_id = p.id AND c.deleted_at IS NULL AND c.updated_at <= $1
       AND (c.updated_at, c.id) > (COALESCE(d.changed_at, '1970-01-01 00:00+00'::timestamptz),
                                   COALESCE(d.changed_id, '00000000-0000-0000-0000-000000000000'::uuid)));

-- name: projects_to_sweep :many
-- role: system
SELECT p.id FROM projects p LEFT JOIN duplicate_progress d ON d.project_id = p.id
WHERE p.deleted_at IS NULL AND (d.sweep_day IS DISTINCT FROM $1::date OR d.swept_id IS NOT NULL);

-- name: take_search :one
-- Two jobs do not look at the same contacts: false, and the other goes on.
SELECT pg_try_advisory_xact_lock(hashtextextended('duplicates ' || current_setting('app.project_id', true), 0));

-- name: find_progress :one
INSERT INTO duplicate_progress DEFAULT VALUES
ON CONFLICT (project_id) DO UPDATE SET changed_id = duplicate_progress.changed_id
RETURNING changed_at, changed_id, swept_id, sweep_day;

-- name: changed_contacts :many
SELECT id, updated_at FROM contacts
WHERE deleted_at IS NULL AND (updated_at, id) > ($1, $2) AND updated_at <= $3
ORDER BY updated_at, id LIMIT $4;

-- name: store_changed :exec
UPDATE duplicate_progress SET changed_at = $1, changed_id = $2;

-- name: contacts_to_sweep :many
SELECT id FROM contacts WHERE ($1::uuid IS NULL OR id > $1) AND deleted_at IS NULL ORDER BY id LIMIT $2;

-- name: store_sweep :exec
UPDATE duplicate_progress SET swept_id = $1, sweep_day = $2;
