// What is known of one person beyond the profile: what they allowed, where they stand; and whom a rule means by what
// people did.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { demoPerson } from './harness/server.mjs';
import { setStage } from './harness/stage.mjs';

let person;
const stage = setStage({ demo: true }, async ({ server }) => {
  person = await server.api().signIn(demoPerson);
});

function makeContact(first_name, last_name, more = {}) {
  const email = `${first_name}.${last_name}@example.com`.toLowerCase();
  return person.post('/api/crm/contacts', { first_name, last_name, email, ...more });
}

function act(contact, interaction_type) {
  return person.post(`/api/crm/contacts/${contact.id}/interactions`, { interaction_type });
}

describe('privacy', () => {
  test('a consent is recorded with its words and moves the marketing switch', async () => {
    const { id } = await makeContact('Clara', 'Consent', { marketing_consent: false });
    const page = await stage.open({ person });
    await page.goto(`/contacts/${id}?tab=privacy`);
    await page.getByRole('button', { name: 'Record a consent' }).click();
    await page.getByLabel('The words that the person saw or heard').fill('Yes, write to me.');
    await page.getByLabel('Version of the words').fill('2');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    const entry = page.getByRole('list', { name: 'Consents' }).getByRole('listitem').first();
    await entry.getByText('Yes, write to me.').waitFor();
    await entry.getByText('version 2 of the words').waitFor();
    await page.getByRole('switch', { name: 'Agreed to marketing', checked: true }).waitFor();
  });

  test('somebody is put on the list about one topic, and taken off', async () => {
    const { id, email } = await makeContact('Sami', 'Silent');
    const page = await stage.open({ person });
    await page.goto(`/contacts/${id}?tab=privacy`);
    await page.getByText('Not on the list').waitFor();
    await page.getByRole('button', { name: 'Add an address' }).click();
    await page.getByLabel('About what').fill('Offers');
    await page.getByRole('button', { name: 'Put on the list' }).click();
    const list = page.getByRole('list', { name: 'Do not write to' });
    await list.getByText('Offers').waitFor();

    await page.goto('/settings/suppressions');
    await page.getByRole('searchbox').fill(email.toUpperCase());
    const listed = page.getByRole('list', { name: 'On the list' });
    await eventually(
      async () => (await listed.getByRole('listitem').count()) === 1,
      'single hit of the address',
    );
    await page.getByRole('button', { name: `Take ${email} off the list` }).click();
    await page.getByRole('button', { name: 'Take off the list' }).click();
    await page.getByText(/is not on the list/).waitFor();
  });

  test('a person gets a file of everything, and is then forgotten but for a code', async () => {
    const { id, email } = await makeContact('Frida', 'Forget');
    const page = await stage.open({ person });
    await page.goto(`/contacts/${id}?tab=privacy`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    assert.equal(file.suggestedFilename(), 'Frida Forget.json');

    await page.getByRole('button', { name: 'Erase for good' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('a code made of each e-mail address').waitFor();
    await dialog.getByRole('textbox').fill('Frida Forget');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor();
    const answer = await person.fetch('GET', `/api/crm/contacts/${id}`);
    assert.equal(answer.status, 404);
    const found = await person.get(`/api/crm/suppressions?address=${encodeURIComponent(email)}`);
    assert.deepEqual(
      found.items.map(({ address, reason }) => ({ address, reason })),
      [{ address: null, reason: 'erased' }],
    );
  });
});

describe('the journey', () => {
  // The demo's people won something too.
  const wonIn = async (name) => {
    const { stages } = await person.get('/api/crm/journey/funnel');
    return Number(stages.find(({ journey_stage }) => journey_stage === name).conversion_value);
  };
  test('goes on by hand with a reason, and by a rule made in the settings', async () => {
    const contact = await makeContact('Jule', 'Journey');
    const page = await stage.open({ person });
    await page.goto('/settings/journey');
    await page.getByRole('button', { name: 'New rule' }).first().click();
    await page.getByLabel('Name').fill('Called us');
    await page.getByRole('combobox', { name: 'What happened' }).click();
    await page.getByRole('option', { name: 'Call', exact: true }).click();
    await page.getByLabel('How many times').fill('1');
    await page.getByRole('button', { name: 'Create rule' }).click();
    await page.getByText('From Awareness to Consideration: Call, once').waitFor();

    await page.goto(`/contacts/${contact.id}?tab=journey`);
    const now = (name) => page.locator('[aria-current=step]').getByText(name).waitFor();
    await now('Awareness');
    await act(contact, 'call');
    await now('Consideration');
    await page.getByText('Moved by the rule “Called us”').waitFor();
    // The profile beside it follows as well, although the record itself did not change.
    const profile = page.getByRole('region', { name: 'Profile' });
    await profile.getByRole('img', { name: /^Engagement score [1-9]/ }).waitFor();

    const won = await wonIn('retention');
    await page.getByRole('button', { name: 'Move to another stage' }).click();
    await page.getByRole('radio', { name: 'Retention' }).check();
    await page.getByLabel('Why (optional)').fill('Bought the whole set');
    await page.getByLabel(/^Worth in/).fill('120');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await now('Retention');
    await page.getByText(/“Bought the whole set”/).waitFor();

    await page.goto('/journey');
    const retention = page.getByRole('listitem').filter({ hasText: 'Retention' });
    const all = (won + 120).toLocaleString('en', { minimumFractionDigits: 2 });
    await retention.getByText(`${all} won`).waitFor();
  });
});

describe('whom a rule means by what they did', () => {
  test('is said by keyboard alone, and people come by themselves', async () => {
    const contact = await makeContact('Kim', 'Keys');
    await act(contact, 'consultation');
    const page = await stage.open({ person });
    await page.goto('/segments/new');
    const { keyboard } = page;
    await page.getByRole('button', { name: 'Add condition', disabled: false }).focus();
    await keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Field' }).focus();
    await keyboard.press('ControlOrMeta+A');
    await keyboard.type('Number of');
    await page.getByRole('option', { name: 'Number of interactions' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Value' }).focus();
    await keyboard.type('2');
    await keyboard.press('Tab'); // remove
    await keyboard.press('Tab');
    await keyboard.type('consultation');
    await keyboard.press('Enter');
    await keyboard.press('Tab'); // when
    await keyboard.press('Enter');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByText('0 people').first().waitFor();
    await act(contact, 'consultation');
    await page.getByRole('textbox', { name: 'Name' }).focus();
    await keyboard.type('Twice advised');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Twice advised', level: 1 }).waitFor();
    const { items } = await eventually(async () => {
      const all = await person.get('/api/crm/segments');
      const made = all.items.find(({ name }) => name === 'Twice advised');
      const members = made && (await person.get(`/api/crm/segments/${made.id}/members`));
      return members?.items.length > 0 && members;
    }, 'member of the new segment');
    assert.deepEqual(
      items.map((member) => member.contact.id),
      [contact.id],
    );
  });
});
