// A newcomer's first campaign, from a file of people to the click of one of them: with nothing set up, into the dev
// inbox, and through a mail server.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { htmlOf, startMailbox } from './harness/mailbox.mjs';
import { setStage } from './harness/stage.mjs';

const owner = {
  name: 'Olga Owner',
  email: 'olga@example.com',
  password: 'four words of a person',
  project: 'Salon Olga',
};
const stage = setStage({ flags: ['--allow-private-outbound'] });

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
    const expected = [/^answer: 422 POST .*\/rehearsals$/]; // without a footer
    const page = await stage.open({ person, expected });
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
    // Nothing is added behind anybody's back: what the law asks for is put in by a click.
    await page.getByText('There is no link to unsubscribe in it.').waitFor();
    await page.getByRole('button', { name: 'Put it at the end of the mail' }).click();
    await page.getByText('2 people get it').waitFor();
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByRole('heading', { name: 'How far it is' }).waitFor();
    await page.locator('header').getByText('Sent', { exact: true }).waitFor();

    const mail = await person.lastMail('ana@example.com', /We open on Saturday/);
    assert.match(mail.text, /Dear Ana, come and see us/);
    assert.match(mail.text, /Unsubscribe: http/);
    const { items } = await person.get('/api/dev-inbox?limit=50');
    const to = items.map(({ recipient }) => recipient).filter((one) => one !== owner.email);
    assert.deepEqual(to.sort(), ['ana@example.com', 'ben@example.com']);
  });
});

// What a person's browser says; the one that drives the tests would be taken for a machine.
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const soonestClickMs = 2000; // hit_evidence.hpp: earlier ones are a machine's

const people = `First name,Last name,E-mail,Company
Ines,Import,ines@example.com,Salon Mitte
Ivo,Import,ivo@example.com,Salon Mitte
Olaf,Other,olaf@example.com,Elsewhere
`;

async function importPeople(page) {
  await page.goto('/imports/new');
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people) };
  await page.getByLabel('File with contacts').setInputFiles(file);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Check the file first' }).click();
  await page.getByRole('button', { name: /^Import \d+ (people|person)$/ }).click();
  await page.getByText(/^Done: 3 people imported$/).waitFor();
}

async function buildSegment(page, name) {
  await page.goto('/segments/new');
  await page.getByRole('button', { name: 'Add condition' }).click();
  await page.getByLabel('Field', { exact: true }).click();
  await page.getByRole('option', { name: 'Company', exact: true }).click();
  await page.getByLabel('Value', { exact: true }).fill('Salon Mitte');
  await page.locator('form [aria-live=polite]').getByText('2 people').waitFor();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Save segment' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** A draft that says what a template of the library does; its id. */
async function beginWithTemplate(page, subject) {
  await page.goto('/templates');
  await page.getByRole('button', { name: /^Announcement/ }).click();
  await page.getByRole('button', { name: 'New campaign with it' }).click();
  await page.getByLabel('Subject', { exact: true }).fill(subject);
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('radio', { name: 'As soon as it is approved' }).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1);
}

/** Chooses the people, rehearses and approves. */
async function approve(page, id, segment) {
  await page.goto(`/campaigns/${id}?step=audience`);
  await page.getByLabel('People of these segments').click();
  await page.getByRole('option', { name: segment }).click();
  await page.getByText('2 people get it').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByLabel('Subject', { exact: true }).waitFor();
  await page.goto(`/campaigns/${id}?step=check`);
  await page.getByRole('button', { name: 'Rehearse' }).click();
  await page.getByText('2 people get it').waitFor();
  await page.getByRole('button', { name: 'Approve and send' }).click();
  await page.getByRole('button', { name: 'Send it' }).click();
  await page.locator('header').getByText('Sent', { exact: true }).waitFor();
}

/** People who clicked in this campaign, as a segment that keeps itself; its path. */
async function clickersOf(person, campaign, name) {
  const clicked = {
    field: 'interactions',
    operator: 'at_least',
    value: 1,
    of: { types: ['email_click'], campaign_ids: [campaign] },
  };
  const { id } = await person.post('/api/crm/segments', {
    name,
    criteria: { match: 'all', conditions: [clicked] },
  });
  return `/api/crm/segments/${id}`;
}

/** On the campaign's page, on the person's timeline and in the segment stands who clicked. */
async function clickIsSeen(page, person, { campaign, subject, clickers }) {
  await page.goto(`/campaigns/${campaign}?tab=reactions`);
  await page
    .getByRole('row', { name: /example\.com\/map/ })
    .getByText('1')
    .waitFor();
  await eventually(
    async () => (await person.get(clickers)).contact_count === 1,
    'the person who clicked in the segment',
  );
  await page.goto(`/segments/${clickers.split('/').at(-1)}?tab=members`);
  await page.getByRole('link', { name: 'Ines Import', exact: true }).click();
  const entry = page.getByRole('listitem').filter({ hasText: 'Clicked in an e-mail' }).first();
  await entry.getByText('https://www.example.com/map').waitFor();
  await page.getByRole('listitem').filter({ hasText: subject }).first().waitFor();
}

describe('everything a newcomer does', () => {
  const segment = 'People of Salon Mitte';

  test('from a file of people to a click in the dev inbox', async () => {
    const person = await stage.server.api().signUp({ ...owner, email: 'nina@example.com' });
    const page = await stage.open({ person, userAgent });
    await page.context().route('https://www.example.com/**', (route) => route.fulfill());
    await importPeople(page);
    await buildSegment(page, segment);
    const subject = 'We are moving in spring';
    const campaign = await beginWithTemplate(page, subject);
    await approve(page, campaign, segment);
    const clickers = await clickersOf(person, campaign, 'Clicked the first');

    const mail = await person.lastMail('ines@example.com', /We are moving in spring/);
    await new Promise((resolve) => setTimeout(resolve, soonestClickMs + 200));
    await page.goto(`/dev-inbox?mail=${mail.id}`);
    const opened = page.waitForEvent('popup');
    await page.frameLocator('iframe').getByRole('link', { name: 'How to get there' }).click();
    await (await opened).waitForURL('https://www.example.com/map');
    await clickIsSeen(page, person, { campaign, subject, clickers });
  });

  test('and the same through a mail server', async () => {
    const mailbox = await startMailbox();
    try {
      const person = await stage.server.api().signIn({ ...owner, email: 'nina@example.com' });
      const page = await stage.open({ person, userAgent });
      await page.context().route('https://www.example.com/**', (route) => route.fulfill());
      await person.post('/api/email/senders', {
        name: 'Salon Nina',
        email: 'news@salon.example',
        postal_address: '5 Example Street',
        host: '127.0.0.1',
        port: mailbox.port,
        security: 'none',
      });
      const subject = 'We have moved';
      const campaign = await beginWithTemplate(page, subject);
      await approve(page, campaign, segment);
      const clickers = await clickersOf(person, campaign, 'Clicked the second');
      const mail = await eventually(
        () => mailbox.mails.find(({ to }) => to.includes('ines@example.com')),
        'mail in the mailbox',
      );
      assert.equal(mail.from, 'news@salon.example');
      await new Promise((resolve) => setTimeout(resolve, soonestClickMs + 200));
      const reader = await page.context().newPage();
      await reader.setContent(htmlOf(mail));
      await reader.getByRole('link', { name: 'How to get there' }).click();
      await reader.waitForURL('https://www.example.com/map');
      await reader.close();
      await clickIsSeen(page, person, { campaign, subject, clickers });
    } finally {
      mailbox.stop();
    }
  });
});
