// The real program, killed with SIGKILL in the middle of long work: what it had begun is right afterwards.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { demoPerson, startServer } from './harness/server.mjs';
import { askDatabase } from './harness/sql.mjs';

let server;
before(async () => {
  server = await startServer({ demo: true });
});
after(() => server?.stop());

const many = 12_000;
const ask = (query) => askDatabase(server, query);

function addCustomers() {
  ask(`WITH people AS (
         INSERT INTO contacts (project_id, id, display_name, lifecycle_stage)
         SELECT (SELECT id FROM projects LIMIT 1), gen_random_uuid(), 'Made up ' || n, 'customer'
         FROM generate_series(1, ${many}) n RETURNING project_id, id)
       INSERT INTO contact_stats (project_id, contact_id) SELECT * FROM people`);
}

// A portion takes long enough to be caught in the middle, on any machine.
function slowDown() {
  ask(`CREATE FUNCTION rest() RETURNS trigger LANGUAGE plpgsql AS
         'BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END';
       CREATE TRIGGER rest AFTER INSERT ON segment_members FOR EACH STATEMENT EXECUTE FUNCTION rest()`);
}

test('a segment whose build was killed is whole once the server is back', async () => {
  const person = await server.api().signIn(demoPerson);
  addCustomers();
  slowDown();
  const criteria = {
    match: 'all',
    conditions: [{ field: 'lifecycle_stage', operator: 'is', value: 'customer' }],
  };
  const { id } = await person.post('/api/crm/segments', { name: 'Customers', criteria });
  const members = () =>
    Number(ask(`SELECT count(*) FROM segment_members WHERE segment_id = '${id}'`));
  await eventually(members, 'first portion');
  await server.kill();
  await server.start();
  const left = members();
  assert.ok(left > 0 && left < many, `killed in mid-way, at ${left}`);
  ask('DROP TRIGGER rest ON segment_members');
  // Somebody goes while nobody builds.
  ask(`UPDATE contacts SET lifecycle_stage = 'lead' WHERE id IN
         (SELECT contact_id FROM segment_members WHERE segment_id = '${id}' LIMIT 10)`);
  ask(`UPDATE jobs SET lease_until = now() WHERE status = 'running'`); // a minute passes
  await eventually(
    async () => (await person.get(`/api/crm/segments/${id}`)).status === 'ready',
    'built segment',
    60_000,
  );
  const wanted = Number(
    ask(`SELECT count(*) FROM contacts WHERE deleted_at IS NULL AND lifecycle_stage = 'customer'`),
  );
  await eventually(() => members() === wanted, `${wanted} members`);
  const { contact_count } = await person.get(`/api/crm/segments/${id}`);
  assert.equal(contact_count, wanted);
  assert.equal(
    ask(`SELECT count(*) FROM segment_members m JOIN contacts c ON c.id = m.contact_id
         WHERE m.segment_id = '${id}' AND c.lifecycle_stage <> 'customer'`),
    '0',
  );
});
