// What must hold for every table, view, key and function of the schema, so that no project ever
// sees another's rows. Each rule is a query for its offenders; beside it stands a schema that
// breaks it.
#include <gtest/gtest.h>

#include "platform/db/database.hpp"
#include "testing/embedded_texts.hpp"
#include "testing/test_cluster.hpp"

namespace {

struct CatalogueRule {
    const char* name;
    const char* offenders;    // a query for one text column
    const char* bad_example;  // run as the owner on the schema below
    const char* bad_offender; // what the query then says
};

// Tables with rows of projects: those with a project_id. Partitions are reached through their
// parents.
#define SCOPED                                                                                  \
    "WITH scoped AS (SELECT c.oid, c.relname, c.relrowsecurity, c.relpersistence, a.attnum AS " \
    "project "                                                                                  \
    " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'project_id'"   \
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT "       \
    "c.relispartition) "

#define ANY_PRIVILEGE "'SELECT, INSERT, UPDATE, REFERENCES'"

constexpr CatalogueRule rules[] = {
    {"tables with a project have row level security (unlogged ones stage imports: COPY is refused "
     "under it)",
     SCOPED "SELECT relname::text FROM scoped WHERE NOT relrowsecurity AND relpersistence <> 'u'",
     "CREATE TABLE bad (project_id uuid)", "bad"},

    {"what app may touch of a project's is bound to the project",
     SCOPED "SELECT relname::text FROM scoped s WHERE (has_any_column_privilege('app', "
            "s.oid, " ANY_PRIVILEGE ")"
            " OR has_table_privilege('app', s.oid, 'DELETE')) AND NOT (relrowsecurity AND EXISTS "
            "(SELECT FROM pg_policy p"
            " WHERE p.polrelid = s.oid AND 'app'::regrole = ANY (p.polroles)))",
     "CREATE UNLOGGED TABLE bad (project_id uuid); GRANT INSERT ON bad TO app", "bad"},

    {"every policy for app names the project of the transaction",
     SCOPED
     "SELECT s.relname || '.' || p.polname FROM scoped s JOIN pg_policy p ON p.polrelid = s.oid"
     " WHERE p.polpermissive AND ('app'::regrole = ANY (p.polroles) OR 0::oid = ANY (p.polroles))"
     " AND (COALESCE(pg_get_expr(p.polqual, s.oid), pg_get_expr(p.polwithcheck, s.oid)) NOT LIKE "
     "'%project_id = %app.project_id%'"
     " OR pg_get_expr(p.polwithcheck, s.oid) NOT LIKE '%project_id = %app.project_id%')",
     "CREATE POLICY open ON notes USING (true)", "notes.open"},

    {"without a project app reads only what is listed",
     "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
     " AND c.relkind IN ('r', 'p', 'f', 'm') AND NOT c.relispartition"
     " AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = "
     "'project_id')"
     " AND has_any_column_privilege('app', c.oid, 'SELECT') AND c.relname NOT IN ("
     "'projects', " // its own, by a policy
     "'users', "    // those of its members, by a policy; only columns that members may see of each
                    // other
     "'idempotency_keys')", // the key names project and caller
     "CREATE TABLE bad (id bigint); GRANT SELECT (id) ON bad TO app", "bad"},

    {"a foreign key between two tables of projects holds the project on both sides",
     SCOPED "SELECT f.conname::text FROM pg_constraint f JOIN scoped s ON s.oid = f.conrelid"
            " JOIN scoped t ON t.oid = f.confrelid WHERE f.contype = 'f' AND f.conparentid = 0"
            " AND COALESCE(array_position(f.conkey, s.project) <> array_position(f.confkey, "
            "t.project), true)",
     "CREATE TABLE bad (project_id uuid, note_id uuid CONSTRAINT bad_note REFERENCES notes (id))",
     "bad_note"},

    {"no deletion or change of a key takes the project out of a row",
     SCOPED "SELECT f.conname::text FROM pg_constraint f JOIN scoped s ON s.oid = f.conrelid"
            " WHERE f.contype = 'f' AND s.project = ANY (f.conkey) AND (f.confupdtype IN ('n', 'd')"
            " OR f.confdeltype IN ('n', 'd') AND (f.confdelsetcols IS NULL OR s.project = ANY "
            "(f.confdelsetcols)))",
     "CREATE TABLE bad (project_id uuid, note_id uuid, CONSTRAINT bad_null FOREIGN KEY "
     "(project_id, note_id)"
     " REFERENCES notes (project_id, id) ON DELETE SET NULL)",
     "bad_null"},

    {"views ask the policies of the caller",
     "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND "
     "c.relkind = 'v'"
     " AND NOT COALESCE(c.reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], "
     "false)",
     "CREATE VIEW bad AS SELECT * FROM notes", "bad"},

    {"materialized views, which no policy binds, are nobody's",
     "SELECT c.relname::text FROM pg_class c, (VALUES ('app'), ('finder')) r (name)"
     " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'm' AND "
     "has_any_column_privilege(r.name, c.oid, 'SELECT')",
     "CREATE MATERIALIZED VIEW bad AS SELECT project_id FROM notes; GRANT SELECT ON bad TO finder",
     "bad"},

    {"partitions, which ignore the policy of their parent, are reached through it only",
     "SELECT c.relname::text FROM pg_class c, (VALUES ('app'), ('finder')) r (name) WHERE "
     "c.relispartition AND c.relkind <> 'i'"
     " AND c.relkind <> 'I' AND (has_any_column_privilege(r.name, c.oid, " ANY_PRIVILEGE ")"
     " OR has_table_privilege(r.name, c.oid, 'DELETE'))",
     "CREATE TABLE bad PARTITION OF events FOR VALUES IN (1); GRANT SELECT ON bad TO app", "bad"},

    {"app cannot empty tables or hang triggers on them, which no policy would see",
     "SELECT c.relname::text FROM pg_class c, (VALUES ('app'), ('finder'), ('system')) r (name)"
     " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')"
     " AND has_table_privilege(r.name, c.oid, 'TRUNCATE, TRIGGER')",
     "GRANT TRUNCATE ON notes TO app", "notes"},

    {"finder only reads",
     "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND "
     "c.relkind IN ('r', 'p', 'v')"
     " AND (has_any_column_privilege('finder', c.oid, 'INSERT, UPDATE, REFERENCES')"
     " OR has_table_privilege('finder', c.oid, 'DELETE'))",
     "GRANT UPDATE (title) ON notes TO finder", "notes"},

    {"the roles of requests own nothing",
     "SELECT pg_describe_object(classid, objid, objsubid) FROM pg_shdepend WHERE deptype = 'o'"
     " AND refclassid = 'pg_authid'::regclass AND refobjid IN ('app'::regrole, 'finder'::regrole, "
     "'system'::regrole)"
     " AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
     "CREATE TABLE bad (); GRANT CREATE ON SCHEMA public TO app; ALTER TABLE bad OWNER TO app;"
     " REVOKE CREATE ON SCHEMA public FROM app",
     "table bad"},

    {"the roles of requests create nothing",
     "SELECT r.name || ' in ' || n.nspname FROM pg_namespace n, (VALUES ('app'), ('finder'), "
     "('system')) r (name)"
     " WHERE n.nspname = 'public' AND has_schema_privilege(r.name, n.oid, 'CREATE')",
     "GRANT CREATE ON SCHEMA public TO app", "app in public"},

    {"the roles of requests cannot sign in, nor pass policies",
     "SELECT rolname::text FROM pg_roles WHERE rolname IN ('app', 'finder', 'system')"
     " AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb OR "
     "rolreplication)",
     "ALTER ROLE finder BYPASSRLS", "finder"},

    {"functions that run as the owner set their search_path",
     "SELECT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND "
     "p.prosecdef"
     " AND NOT EXISTS (SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%')",
     "CREATE FUNCTION bad() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'", "bad"},

    {"functions that run as the owner are granted to a role and not to everybody",
     "SELECT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND "
     "p.prosecdef"
     " AND EXISTS (SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) WHERE "
     "grantee = 0)",
     "CREATE FUNCTION bad() RETURNS int SECURITY DEFINER SET search_path = public LANGUAGE sql AS "
     "'SELECT 1'",
     "bad"},
};

// A schema that keeps all rules.
constexpr std::string_view good_schema = R"(
    CREATE TABLE notes (
        id         uuid UNIQUE,
        project_id uuid,
        title      text,
        parent_id  uuid,
        PRIMARY KEY (project_id, id),
        FOREIGN KEY (project_id, parent_id) REFERENCES notes (project_id, id) ON DELETE SET NULL (parent_id)
    );
    ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
    CREATE POLICY project ON notes TO app
        USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
    CREATE POLICY all_projects ON notes FOR SELECT TO finder USING (true);
    GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO app;
    GRANT SELECT ON notes TO finder;
    CREATE VIEW titles WITH (security_invoker = true) AS SELECT project_id, title FROM notes;
    GRANT SELECT ON titles TO app;
    CREATE TABLE events (kind int) PARTITION BY LIST (kind);
    CREATE TABLE kinds (kind int);
)";

std::vector<std::string> offenders(db::Connection& connection, const CatalogueRule& rule) {
    const db::Command command{"rule", rule.offenders, {}};
    const auto results = connection.run({&command, 1});
    std::vector<std::string> names;
    for (int row = 0; row < results[0].rows(); ++row)
        names.push_back(results[0].as<std::string>(row));
    return names;
}

TEST(Catalogue, of_the_product_keeps_every_rule) {
    const TestDatabase database;
    db::Connection connection(database.conninfo());
    for (const auto& rule : rules)
        for (const auto& name : offenders(connection, rule))
            ADD_FAILURE() << rule.name << ": " << name;
}

TEST(Catalogue, each_rule_finds_who_breaks_it) {
    const TestDatabase database(embedded_texts({{"0001_good.sql", good_schema}}));
    db::Connection connection(database.conninfo());
    for (const auto& rule : rules) {
        EXPECT_EQ(std::vector<std::string>{}, offenders(connection, rule)) << rule.name;
        connection.run_script("BEGIN");
        connection.run_script(rule.bad_example);
        EXPECT_EQ(std::vector<std::string>{rule.bad_offender}, offenders(connection, rule))
            << rule.name;
        connection.run_script("ROLLBACK");
    }
}

} // namespace
