// A webhook from the first click to the program that takes it: signed, refused, sent again, paused.
import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { demoPerson } from './harness/server.mjs';
import { setStage } from './harness/stage.mjs';

let person;
const stage = setStage({ demo: true, flags: ['--allow-private-outbound'] }, async ({ server }) => {
  person = await server.api().signIn(demoPerson);
});

/** The other program: keeps what it was sent, and answers with `status`. */
const receiver = { messages: [], status: 200 };

before(async () => {
  receiver.server = createServer((request, answer) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      receiver.messages.push({ headers: request.headers, text, body: JSON.parse(text) });
      answer.writeHead(receiver.status).end('noted');
    });
  });
  await new Promise((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${receiver.server.address().port}/in`;
});
after(() => {
  receiver.server.close();
  receiver.server.closeAllConnections();
});

const messageOf = (type) =>
  eventually(() => receiver.messages.findLast(({ body }) => body.type === type), `${type} there`);

/** After https://www.standardwebhooks.com, by other means than the server's. */
function isSigned({ headers, text }, secret) {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const wanted = createHmac('sha256', key).update(signed).digest();
  return headers['webhook-signature']
    .split(' ')
    .some((one) => timingSafeEqual(Buffer.from(one.replace('v1,', ''), 'base64'), wanted));
}

const row = (page, name) =>
  page.getByRole('list', { name: 'Messages' }).getByRole('button', { name });

test('a webhook is added, tested and hears of what was chosen, signed', async () => {
  const page = await stage.open({ person });
  await page.goto('/settings/webhooks');
  await page.getByRole('button', { name: 'New webhook' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill(receiver.url);
  await dialog.getByLabel('Name').fill('Team chat');
  await dialog.getByRole('radio', { name: 'Only what I choose' }).check();
  await dialog.getByRole('checkbox', { name: 'A contact was added' }).check();
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByRole('heading', { name: 'Team chat', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Show the secret' }).click();
  const secret = await page.getByText(/^whsec_/).innerText();

  await page.getByRole('button', { name: 'Send a test' }).click();
  assert.ok(isSigned(await messageOf('webhook.test'), secret), 'signed with the secret shown');
  await row(page, /A test, sent by hand.*delivered/s).waitFor();

  await person.post('/api/crm/contacts', { first_name: 'Wanda', email: 'wanda@example.com' });
  await person.post('/api/crm/tasks', { title: 'Nobody hears of this' });
  const created = await messageOf('contact.created');
  assert.ok(isSigned(created, secret));
  assert.equal(created.body.data.display_name, 'Wanda');
  assert.deepEqual(
    receiver.messages.map(({ body }) => body.type).sort(),
    ['contact.created', 'webhook.test'],
    'only what was chosen',
  );
});

test('a message that was not taken is told with the answer, and sent again by hand', async () => {
  receiver.status = 500;
  const { id } = (await person.get('/api/webhooks')).items[0];
  await person.post('/api/crm/contacts', { first_name: 'Wilma', email: 'wilma@example.com' });
  const page = await stage.open({ person });
  await page.goto(`/settings/webhooks/${id}`);
  const message = row(page, /A contact was added.*answered 500.*waiting/s);
  await message.click();
  await page.getByText('"display_name": "Wilma"').waitFor();
  await page.getByText('noted').waitFor();
  receiver.status = 200;
  await page.getByRole('button', { name: 'Send again', exact: true }).click();
  await message.waitFor({ state: 'detached' });
  await row(page, /A contact was added.*delivered/s)
    .nth(1)
    .waitFor();
  const ids = receiver.messages
    .filter(({ body }) => body.data.display_name === 'Wilma')
    .map(({ headers }) => headers['webhook-id']);
  assert.ok(ids.length >= 2 && new Set(ids).size === 1, 'the id tells that it is the same');
});

test('a webhook that is off hears nothing, until it is on again; deleted, it is gone', async () => {
  const { id } = (await person.get('/api/webhooks')).items[0];
  const page = await stage.open({ person });
  await page.goto(`/settings/webhooks/${id}`);
  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByText(/Switched off by hand/).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Send a test' }).isDisabled());
  await person.post('/api/crm/contacts', { first_name: 'Missed', email: 'missed@example.com' });
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByText(/Switched off by hand/).waitFor({ state: 'detached' });
  await person.post('/api/crm/contacts', { first_name: 'Heard', email: 'heard@example.com' });
  await eventually(
    () => receiver.messages.some(({ body }) => body.data.display_name === 'Heard'),
    'message of the second contact',
  );
  assert.ok(!receiver.messages.some(({ body }) => body.data.display_name === 'Missed'));
  await page.getByRole('button', { name: 'Delete webhook' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete webhook' }).click();
  await page.getByText('No webhooks yet').waitFor();
});
