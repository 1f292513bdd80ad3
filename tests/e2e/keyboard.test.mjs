// A day without a mouse: Tab, Enter, arrows and Escape lead everywhere, and the focus is never lost on the way.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { choose, focusedName, tabTo } from './harness/keyboard.mjs';
import { demoPerson } from './harness/server.mjs';
import { setStage } from './harness/stage.mjs';

let person;
const stage = setStage({ demo: true }, async ({ server }) => {
  person = await server.api().signIn(demoPerson);
});

/** Tab until something of this name has the focus, and Enter. */
async function press(page, name, options) {
  await tabTo(page, name, options);
  await page.keyboard.press('Enter');
}

/** Waits until the focus is on what is called so: what changes the screen says where one is then. */
const focusOn = (page, name) =>
  eventually(async () => (await focusedName(page)) === name, `the focus on “${name}”`);

async function open(path) {
  const page = await stage.open({ person });
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const people = `First name,Last name,E-mail
Kim,Keys,kim.keys@example.com
Kai,Keys,kai.keys@example.com
`;

test('a file is imported and the import undone', async () => {
  const page = await open('/imports/new');
  const chooser = page.waitForEvent('filechooser');
  await press(page, 'Choose a file');
  const file = { name: 'keys.csv', mimeType: 'text/csv', buffer: Buffer.from(people) };
  await (await chooser).setFiles(file);
  await focusOn(page, 'keys.csv');
  await press(page, 'Continue');
  await focusOn(page, 'How shall these people come in?');
  await press(page, 'Check the file first');
  await focusOn(page, 'This is what would happen');
  await press(page, 'Import 2 people');
  await focusOn(page, 'Done: 2 people imported');
  await press(page, 'Undo the import');
  const dialog = page.getByRole('dialog', { name: 'Undo this import?' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await focusOn(page, 'Undo the import');
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await press(page, 'Undo the import');
  await focusOn(page, 'The import was undone');
});

test('a campaign is written and rehearsed', async () => {
  await person.post('/api/crm/segments', {
    name: 'Reached by keys',
    criteria: { match: 'all', conditions: [] },
  });
  const page = await open('/campaigns');
  await press(page, 'New campaign');
  await page.getByRole('dialog', { name: 'New campaign' }).waitFor();
  await focusOn(page, 'Name');
  await page.keyboard.type('Written by keys');
  await page.keyboard.press('Enter');
  await focusOn(page, 'Written by keys');
  await tabTo(page, 'People of these segments');
  await choose(page, 'Reached by keys', 'Reached');
  await page.getByText(/people get it$/).waitFor();
  await press(page, 'Save and go on');
  await page.getByRole('heading', { name: 'How shall it look?' }).waitFor();
  await focusOn(page, 'Written by keys');
  await press(page, 'Only text, like a letter');
  await focusOn(page, 'From whom?');
  await tabTo(page, 'Subject');
  await page.keyboard.type('We open on Saturday');
  await tabTo(page, 'Text');
  await page.keyboard.type('Come and see us.');
  await press(page, 'Save and go on');
  await focusOn(page, 'When does it go out?');
  await press(page, 'Save and go on');
  await page.getByRole('heading', { name: 'Rehearsal' }).waitFor();
  await focusOn(page, 'Written by keys');
});

describe('the contacts', () => {
  test('are chosen, tagged, and left again', async () => {
    const page = await open('/contacts');
    const grid = page.getByRole('grid', { name: 'Contacts' });
    await grid.getByRole('row').nth(2).waitFor();
    await tabTo(page, 'Contacts', { back: true });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    const bar = page.getByRole('region', { name: 'Chosen contacts' });
    await bar.getByText('2 chosen').waitFor();
    await press(page, 'Tag');
    await focusOn(page, 'Tags');
    await page.keyboard.press('Escape');
    await focusOn(page, 'Tag');
    await page.keyboard.press('Enter');
    await focusOn(page, 'Tags');
    await page.keyboard.type('keyed');
    await page.keyboard.press('Enter');
    await press(page, 'Apply 1 tag');
    await page.getByText('Tagged with keyed · 2 changed').waitFor();
    await bar.waitFor({ state: 'detached' });
    await focusOn(page, 'Contacts');
  });

  test('are filtered, and the filter is taken away', async () => {
    const page = await open('/contacts');
    await press(page, 'Filter');
    await focusOn(page, 'Field');
    await choose(page, 'Company', 'Company');
    await focusOn(page, 'Value');
    await page.keyboard.type('Alpine');
    await page.keyboard.press('Enter');
    await focusOn(page, 'Company contains “Alpine”');
    await press(page, 'Remove filter: Company contains “Alpine”');
    await focusOn(page, 'Filter');
  });
});

test('what is known of a contact is changed where it stands', async () => {
  const { id } = await person.post('/api/crm/contacts', { first_name: 'Kit', last_name: 'Keys' });
  const page = await open(`/contacts/${id}`);
  await page.getByRole('heading', { name: 'Kit Keys' }).waitFor();
  await press(page, 'First name: Kit');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Kitty');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Kitty Keys' }).waitFor();
  await focusOn(page, 'First name: Kitty');
  await press(page, 'Tags: Add');
  await focusOn(page, 'Tags');
  await page.keyboard.press('Escape');
  await focusOn(page, 'Tags: Add');
  await press(page, 'Stage: Lead', { back: true });
  await focusOn(page, 'Stage');
  await page.keyboard.press('ArrowDown'); // what it is already
  await page.keyboard.press('Enter');
  await focusOn(page, 'Stage: Lead');
  await tabTo(page, 'New note');
  await page.keyboard.type('Written by keys');
  await press(page, 'Save note');
  await page.getByText('Written by keys').waitFor();
  await focusOn(page, 'New note');
  assert.equal((await person.get(`/api/crm/contacts/${id}`)).first_name, 'Kitty');
});
