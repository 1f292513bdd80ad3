// What one does with many contacts, and with what belongs to one: bulk, export, views, files, the bell.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { demoPerson } from './harness/server.mjs';
import { setStage } from './harness/stage.mjs';

let person;
const stage = setStage({ demo: true }, async ({ server }) => {
  person = await server.api().signIn(demoPerson);
});

const list = (page) => page.getByRole('grid', { name: 'Contacts' });
const heading = (page, name) => page.getByRole('heading', { name, level: 1 });

function makeContact(first_name, last_name, more = {}) {
  const email = `${first_name}.${last_name}@example.com`.toLowerCase();
  return person.post('/api/crm/contacts', { first_name, last_name, email, ...more });
}

/** The list with nobody but those whose name holds `term`. */
async function openFound(page, term, count) {
  await page.goto(`/contacts?q=${term}`);
  await eventually(
    async () => (await list(page).getByRole('row').count()) === count + 1,
    `list of ${count}`,
  );
}

async function chooseAll(page) {
  await list(page).getByRole('checkbox', { name: 'Choose all rows that are loaded' }).check();
  return page.getByRole('region', { name: 'Chosen contacts' });
}

async function downloadOf(page, act) {
  const coming = page.waitForEvent('download');
  await act();
  const download = await coming;
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

describe('many contacts at once', () => {
  test('go to another stage, and back by “Undo”', async () => {
    const made = [];
    for (const name of ['Bea', 'Bo', 'Ben']) made.push(await makeContact(name, 'Bulkson'));
    await person.patch(`/api/crm/contacts/${made[0].id}`, { lifecycle_stage: 'prospect' });
    const stages = async () =>
      (await Promise.all(made.map(({ id }) => person.get(`/api/crm/contacts/${id}`))))
        .map(({ lifecycle_stage }) => lifecycle_stage)
        .join(' ');
    const page = await stage.open({ person });
    await openFound(page, 'bulkson', 3);
    const bar = await chooseAll(page);
    await bar.getByRole('button', { name: 'Stage' }).click();
    await page.getByRole('menuitem', { name: 'Customer' }).click();
    await eventually(
      async () => (await stages()) === 'customer customer customer',
      'change of all',
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
    assert.equal(await stages(), 'prospect lead lead', 'each as it was before');
  });

  test('are exported as they stand in the list', async () => {
    for (const name of ['Eve', 'Ed']) await makeContact(name, 'Exportini');
    const page = await stage.open({ person });
    await openFound(page, 'exportini', 2);
    const bar = await chooseAll(page);
    const file = await downloadOf(page, () => bar.getByRole('button', { name: 'Export' }).click());
    assert.equal(file.name, 'contacts.csv');
    const lines = file.text.trim().split('\r\n');
    assert.equal(lines.length, 3, 'a head and two people');
    for (const address of ['eve.exportini@example.com', 'ed.exportini@example.com'])
      assert.ok(file.text.includes(address), address);
  });
});

describe('a view', () => {
  test('keeps a filter under a name, for everybody, until it is deleted', async () => {
    const filter = {
      match: 'all',
      conditions: [{ field: 'lifecycle_stage', operator: 'is', value: 'evangelist' }],
    };
    const page = await stage.open({ person });
    await page.goto(`/contacts?filter=${encodeURIComponent(JSON.stringify(filter))}`);
    await list(page).waitFor();
    await page.getByRole('button', { name: 'Save as view' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Our fans');
    await dialog.getByLabel('Share with everybody in the project').check();
    await dialog.getByRole('button', { name: 'Save view' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.waitForURL(/[?&]view=/);

    await page.goto('/contacts');
    await page.getByRole('link', { name: /Our fans/ }).click();
    await list(page).getByRole('row').nth(1).waitFor();
    const { items } = await person.get('/api/crm/views');
    const kept = items.find(({ name }) => name === 'Our fans');
    assert.equal(kept.shared, true);
    assert.deepEqual(kept.filter.conditions, filter.conditions);

    await page.getByRole('button', { name: 'Options of the view Our fans' }).click();
    await page.getByRole('menuitem', { name: 'Delete view' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete view' }).click();
    await page.getByRole('link', { name: /Our fans/ }).waitFor({ state: 'detached' });
  });
});

describe('a file', () => {
  test('is kept with a contact, and comes back as it was', async () => {
    const { id } = await makeContact('Fia', 'Filed');
    const page = await stage.open({ person });
    await page.goto(`/contacts/${id}?tab=files`);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    const text = 'Offer: 3 cuts, 90 EUR\n';
    await (await chooser).setFiles({
      name: 'offer.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    });
    const files = page.getByRole('list', { name: 'Files' });
    await files.getByText('offer.txt').waitFor();
    const file = await downloadOf(page, () =>
      files.getByRole('button', { name: /Download/ }).click(),
    );
    assert.deepEqual(file, { name: 'offer.txt', text });
  });
});

describe('the bell', () => {
  test('rings when an import ends, leads there, and is quiet once read', async () => {
    const page = await stage.open({ person });
    await page.goto('/');
    await heading(page, 'Hello Demo').waitFor();
    const bell = page.getByRole('button', { name: /^Notifications/ });
    await importFile('bell.csv', 'Name,E-mail\nBella Bell,bella.bell@example.com\n');
    await bell.getByText('1 unread').waitFor({ state: 'attached' });
    await bell.click();
    await page.getByRole('button', { name: /bell\.csv/ }).click();
    await page.waitForURL(/\/imports/);
    await bell.getByText('1 unread').waitFor({ state: 'detached' });
  });
});

async function importFile(name, text) {
  const run = await person.upload('/api/crm/imports', name, text);
  await person.post(`/api/crm/imports/${run.id}/start`);
  await eventually(
    async () => (await person.get(`/api/crm/imports/${run.id}`)).status === 'finished',
    'end of the import',
  );
}
