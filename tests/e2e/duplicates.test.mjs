// Two records of one person: suspected by itself, merged, and taken apart again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { demoPerson } from './harness/server.mjs';
import { setStage } from './harness/stage.mjs';

// The search looks at what changed, once a minute.
const searchLimitMs = 130_000;

let person;
const stage = setStage({ demo: true }, async ({ server }) => {
  person = await server.api().signIn(demoPerson);
});

test('two contacts become one, and are two again by “Undo”', async () => {
  const phone = '+44 20 7946 0123';
  const first = await person.post('/api/crm/contacts', {
    first_name: 'Dora',
    last_name: 'Double',
    email: 'dora.double@example.com',
    phone,
  });
  const second = await person.post('/api/crm/contacts', {
    first_name: 'Dora',
    last_name: 'Double',
    email: 'dora@other.example.com',
    phone,
    allow_duplicate: true,
  });
  const paired = async () => {
    const { items } = await person.get(`/api/crm/duplicates?contact_id=${first.id}`);
    return items.length > 0;
  };
  await eventually(paired, 'suspicion', searchLimitMs);
  const page = await stage.open({ person });
  await page.goto('/duplicates');
  await untilPair(page, 'Dora Double · Dora Double');
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.getByText('Merged into one contact').waitFor();
  const gone = await person.fetch('GET', `/api/crm/contacts/${second.id}`);
  assert.equal(gone.status, 410, 'the younger one went into the older one');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('They are contacts of their own again').waitFor();
  assert.equal((await person.get(`/api/crm/contacts/${second.id}`)).email, second.email);
});

async function untilPair(page, names) {
  await page.getByText(/^Pair \d+ of \d+$/).waitFor();
  const wanted = page.getByRole('heading', { name: names });
  const next = page.getByRole('button', { name: 'Next' });
  while (!(await wanted.isVisible())) {
    assert.ok(await next.isEnabled(), `no pair ${names}`);
    await next.click();
  }
  await page.getByRole('button', { name: 'Merge', exact: true, disabled: false }).waitFor();
}
