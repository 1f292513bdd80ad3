// A newcomer's first campaign: nothing is set up, and the mails lie in the dev inbox.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { setStage } from './harness/stage.mjs';

const owner = {
  name: 'Olga Owner',
  email: 'olga@example.com',
  password: 'four words of a person',
  project: 'Salon Olga',
};
const stage = setStage();

const guests = [
  { first_name: 'Ana', email: 'ana@example.com' },
  { first_name: 'Ben', email: 'ben@example.com' },
  { first_name: 'Cara', email: 'cara@example.com', email_subscribed: false },
  { first_name: 'Dan' },
];

describe('a campaign', () => {
  test('is written, rehearsed, approved, and lies in the dev inbox in each person’s words', async () => {
    const person = await stage.server.api().signUp(owner);
    for (const guest of guests) await person.post('/api/crm/contacts', guest);
    await person.post('/api/crm/segments', {
      name: 'All guests',
      criteria: { match: 'all', conditions: [] },
    });
    const page = await stage.open({ person });
    await page.goto('/campaigns');
    await page.getByRole('button', { name: 'New campaign' }).click();
    await page.getByLabel('Name').fill('Spring opening');
    await page.getByRole('button', { name: 'Create' }).click();

    const goOn = page.getByRole('button', { name: 'Save and go on' });
    await page.getByLabel('People of these segments').click();
    await page.getByRole('option', { name: 'All guests' }).click();
    await page.getByText('2 people get it').waitFor();
    await page.getByText('Unsubscribed: 1').waitFor();
    await page.keyboard.press('Escape');
    await goOn.click();

    await page.getByRole('button', { name: 'Only text, like a letter' }).click();
    await page.getByLabel('Subject', { exact: true }).fill('We open on Saturday');
    const text = page.getByLabel('Text', { exact: true });
    await text.fill('Dear ');
    await page.getByRole('button', { name: 'Personal words' }).click();
    await page.getByRole('menuitem', { name: 'First name' }).click();
    await eventually(async () => (await text.inputValue()).includes('first_name'), 'the token');
    await text.press('End');
    await text.pressSequentially(', come and see us: https://www.example.com/visit');
    await goOn.click();

    await page.getByRole('radio', { name: 'As soon as it is approved' }).waitFor();
    await goOn.click();
    await page.getByRole('button', { name: 'Rehearse' }).click();
    await page.getByText('2 people get it').waitFor();
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByRole('heading', { name: 'How far it is' }).waitFor();
    await page.locator('header').getByText('Sent', { exact: true }).waitFor();

    const mail = await person.lastMail('ana@example.com', /We open on Saturday/);
    assert.match(mail.text, /Dear Ana, come and see us/);
    const { items } = await person.get('/api/dev-inbox?limit=50');
    const to = items.map(({ recipient }) => recipient).filter((one) => one !== owner.email);
    assert.deepEqual(to.sort(), ['ana@example.com', 'ben@example.com']);
  });
});
