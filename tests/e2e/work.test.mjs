// A day's work: home, contacts, tasks, the palette, two people at once, the looks.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { phone } from './harness/browser.mjs';
import { findingsOf, stand } from './harness/quality.mjs';
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

describe('contacts', () => {
  test('are found as one types, whatever the case and the accents', async () => {
    await makeContact('Zoë', 'Ångström', { email: 'zoe.angstrom@example.com' });
    const page = await stage.open({ person });
    await page.goto('/contacts');
    const search = page.getByRole('searchbox', { name: 'Search contacts' });
    for (const term of ['zoe ang', 'ÅNGSTR', 'zoe.angstr']) {
      await search.fill(term);
      await list(page).getByText('Zoë Ångström').waitFor();
      // Nobody else: the head and one row.
      await eventually(
        async () => (await list(page).getByRole('row').count()) === 2,
        `single hit of ${term}`,
      );
    }
    await search.fill('nobody is called this');
    await list(page).waitFor({ state: 'detached' });
  });

  test('are added, with every wrong field named, and opened', async () => {
    const page = await stage.open({
      person,
      expected: [/^answer: 4(22|09) POST \/api\/crm\/contacts/],
    });
    await page.goto('/contacts');
    await page.getByRole('button', { name: 'New contact' }).click();
    const dialog = page.getByRole('dialog', { name: 'New contact' });
    await dialog.getByLabel('First name').fill('Nora');
    await dialog.getByLabel('Last name').fill('Neu');
    await dialog.getByLabel('E-mail').fill('no address');
    await dialog.getByRole('button', { name: 'Add contact' }).click();
    await dialog.locator('[aria-invalid=true]').waitFor();
    await dialog.getByLabel('E-mail').fill('nora.neu@example.com');
    await dialog.getByRole('button', { name: 'Add contact' }).click();
    await heading(page, 'Nora Neu').waitFor();
    await page.getByText('nora.neu@example.com').first().waitFor();

    await page.goto('/contacts');
    await page.getByRole('button', { name: 'New contact' }).click();
    await dialog.getByLabel('First name').fill('Nora again');
    await dialog.getByLabel('E-mail').fill('NORA.neu@example.com');
    await dialog.getByRole('button', { name: 'Add contact' }).click();
    await dialog.locator('[aria-invalid=true]').waitFor();
  });

  test('keep notes, newest first', async () => {
    const { id } = await makeContact('Nick', 'Notes');
    const page = await stage.open({ person });
    await page.goto(`/contacts/${id}`);
    for (const words of ['Likes <b>short</b> hair', 'Called back: next week'])
      await writeNote(page, words);
    const shown = await page.locator('#main').innerText();
    assert.ok(shown.includes('<b>short</b>'), 'what looks like markup is text');
    assert.ok(shown.indexOf('Called back') < shown.indexOf('Likes'), 'the newest comes first');
  });

  test('go into the trash and come back by “Undo”', async () => {
    const { id } = await makeContact('Ute', 'Undo');
    const page = await stage.open({ person });
    await page.goto(`/contacts/${id}`);
    await heading(page, 'Ute Undo').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await heading(page, 'Contacts').waitFor();
    await page.getByText('Ute Undo is in the trash').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await list(page).getByText('Ute Undo').waitFor();
    assert.equal((await person.get(`/api/crm/contacts/${id}`)).deleted_at, null);
  });
});

async function writeNote(page, words) {
  await page.getByLabel('New note').fill(words);
  await page.getByRole('button', { name: 'Save note' }).click();
  await page.getByText(words).first().waitFor();
  await page.getByLabel('New note').waitFor();
}

describe('tasks', () => {
  test('are written, ticked off at home, and taken back', async () => {
    const { id } = await makeContact('Tom', 'Task');
    await person.post('/api/crm/tasks', {
      title: 'Send the offer',
      contact_id: id,
      due_at: new Date(Date.now() - 3600_000).toISOString(),
    });
    const page = await stage.open({ person });
    await page.goto('/');
    const task = page.getByRole('checkbox', { name: 'Done: Send the offer' });
    await task.click();
    await page.getByText('Done: Send the offer').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await task.waitFor();
    await page.goto('/tasks');
    await page.getByRole('button', { name: 'New task' }).click();
    await page.getByRole('textbox', { name: 'New task' }).fill('Order towels');
    await page.getByRole('button', { name: 'Add task' }).click();
    await page.getByRole('checkbox', { name: 'Done: Order towels' }).click();
    await page.getByRole('checkbox', { name: 'Done: Order towels' }).waitFor({ state: 'detached' });
    await page.getByText('Done', { exact: true }).click();
    await page.getByRole('checkbox', { name: 'Done: Order towels' }).waitFor();
  });
});

describe('without a mouse', () => {
  test('the palette finds a person and goes there', async () => {
    await makeContact('Pia', 'Palette');
    const page = await stage.open({ person });
    await page.goto('/');
    await heading(page, 'Hello Demo').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('pia pal');
    await page.getByRole('button', { name: /Pia Palette/ }).waitFor();
    await stand(page.getByRole('dialog'));
    assert.deepEqual(await findingsOf(page), []);
    await page.keyboard.press('Enter');
    await heading(page, 'Pia Palette').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('compan');
    await page.getByRole('button', { name: 'Companies' }).waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'Companies').waitFor();
  });

  test('shortcuts lead everywhere, and “?” tells them', async () => {
    const page = await stage.open({ person });
    await page.goto('/');
    await heading(page, 'Hello Demo').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const [keys, name] of [
      ['gc', 'Contacts'],
      ['gt', 'Tasks'],
      ['go', 'Companies'],
      ['gs', 'Segments'],
      ['g,', 'Profile'],
    ]) {
      await page.keyboard.type(keys);
      await heading(page, name).waitFor();
    }
  });

  test('a contact is opened from the list', async () => {
    const page = await stage.open({ person });
    await page.goto('/contacts');
    await list(page).getByRole('row').nth(1).waitFor();
    await list(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/contacts\/[0-9a-f-]{36}/);
  });
});

describe('two people at once', () => {
  test('see what the other did without loading again', async () => {
    const [ours, theirs] = [await stage.open({ person }), await stage.open({ person })];
    await ours.goto('/contacts');
    await list(ours).getByRole('row').nth(1).waitFor();
    await theirs.goto('/contacts');
    await theirs.getByRole('button', { name: 'New contact' }).click();
    const dialog = theirs.getByRole('dialog', { name: 'New contact' });
    await dialog.getByLabel('First name').fill('Rita');
    await dialog.getByLabel('Last name').fill('Realtime');
    await dialog.getByRole('button', { name: 'Add contact' }).click();
    await heading(theirs, 'Rita Realtime').waitFor();
    await list(ours).getByText('Rita Realtime').waitFor();
    await list(ours).getByText('Rita Realtime').click();
    await heading(ours, 'Rita Realtime').waitFor();
    await writeNote(theirs, 'Written over there');
    await ours.getByText('Written over there').first().waitFor();
  });

  test('also after the connection was away', async () => {
    const page = await stage.open({ person, expected: [/ERR_INTERNET_DISCONNECTED/] });
    await page.goto('/contacts');
    await list(page).getByRole('row').nth(1).waitFor();
    await page.context().setOffline(true);
    await makeContact('Olga', 'Offline');
    await page.context().setOffline(false);
    await list(page).getByText('Olga Offline').waitFor();
  });
});

describe('the looks', () => {
  test('are dark when one says so, and stay', async () => {
    const page = await stage.open({ person });
    await page.goto('/');
    await page.getByRole('button', { name: 'Demo', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    assert.equal(await scheme(), 'dark');
    await page.reload();
    await heading(page, 'Hello Demo').waitFor();
    assert.equal(await scheme(), 'dark');
  });

  test('fit a phone: the sidebar is a drawer', async () => {
    const page = await stage.open({ person, size: phone });
    await page.goto('/');
    await heading(page, 'Hello Demo').waitFor();
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Companies' }).click();
    await heading(page, 'Companies').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('show the picture that one chose', async () => {
    const page = await stage.open({ person });
    await page.goto('/settings/profile');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a picture' }).click();
    await (await chooser).setFiles({ name: 'me.png', mimeType: 'image/png', buffer: redPixel });
    await page.getByRole('button', { name: 'Remove the picture' }).waitFor();
    const pictures = page.locator('img[src^="/api/files/"]');
    await eventually(async () => (await pictures.count()) === 2, 'picture here and in the sidebar');
    for (const picture of await pictures.all())
      await eventually(() => picture.evaluate((image) => image.naturalWidth > 0), 'loaded picture');
  });

  test('are German for who wants that', async () => {
    const page = await stage.open({ person });
    await page.goto('/settings/profile');
    await page.getByRole('combobox', { name: 'Language' }).click();
    await page.getByRole('option', { name: 'Deutsch' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'Kontakte' }).first().click();
    await heading(page, 'Kontakte').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    await page.reload();
    await heading(page, 'Kontakte').waitFor();
    await person.patch('/api/me', { language: 'en' });
  });
});

const redPixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
