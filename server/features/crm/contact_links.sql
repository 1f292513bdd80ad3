-- name: columns_of_table :many
-- Generated ones cannot be written.
SELECT quote_ident(attname) FROM pg_attribute
WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
ORDER BY attnum;

-- name: references_of_table :many
-- What rows of a project refer to: (project_id, column) → (project_id, target_column).
SELECT quote_ident(a.attname) AS column_name, quote_ident(t.relname) AS target, quote_ident(b.attname) AS target_column,
       a.attnotnull AS required
FROM pg_constraint f
JOIN pg_class t ON t.oid = f.confrelid
JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[2]
JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[2]
WHERE f.conrelid = to_regclass($1) AND f.contype = 'f' AND cardinality(f.conkey) = 2 AND f.conparentid = 0
ORDER BY a.attname;
