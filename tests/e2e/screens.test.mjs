// Every screen, on a desk and on a phone, in light and dark.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { desk, phone, takePicture } from './harness/browser.mjs';
import { routerFile } from './harness/paths.mjs';
import { findingsOf, focusFindingsOf, settle } from './harness/quality.mjs';
import { pathsOf, redirects, screens } from './harness/screens.mjs';
import { demoPerson } from './harness/server.mjs';
import { setStage } from './harness/stage.mjs';

const sizes = { desk, phone };
let person;
let known;

const stage = setStage({ demo: true }, async ({ server }) => {
  person = await server.api().signIn(demoPerson);
  const contacts = await person.get('/api/crm/contacts?limit=50');
  const contact = contacts.items.find(({ company_id }) => company_id);
  const run = await person.upload(
    '/api/crm/imports',
    'people.csv',
    'Name,E-mail\nA,a@example.com\n',
  );
  const segment = await person.post('/api/crm/segments', {
    name: 'Leads',
    criteria: {
      match: 'all',
      conditions: [{ field: 'lifecycle_stage', operator: 'is', value: 'lead' }],
    },
  });
  const campaign = await person.post('/api/campaigns', {
    name: 'News',
    target_segments: [segment.id],
  });
  const webhook = await person.post('/api/webhooks', {
    url: 'https://example.com/hook',
    events: ['*'],
  });
  const sender = await person.post('/api/email/senders', {
    name: 'Salon',
    email: 'news@example.com',
    postal_address: '5 Example Street',
    host: 'smtp.example.com',
  });
  await person.post('/api/crm/sites', { name: 'Website', domain: 'example.com' });
  known = {
    campaign: campaign.id,
    webhook: webhook.id,
    sender: sender.id,
    contact: contact.id,
    company: contact.company_id,
    run: run.id,
    segment: segment.id,
  };
  await person.post('/api/crm/tasks', { title: 'Call back', contact_id: contact.id });
  // What the demo set going is done: a screen that changes while it is looked at is judged in between.
  await eventually(
    async () =>
      (await person.get('/api/jobs')).items.every(
        ({ status }) => !['queued', 'running'].includes(status),
      ),
    'end of the jobs',
    60_000,
  );
});

test('the table of screens has the paths of the router', () => {
  const routed = pathsOf(readFileSync(routerFile, 'utf8'));
  const named = [...screens.map(({ path }) => path), ...redirects];
  assert.deepEqual([...named].sort(), [...routed].sort());
});

for (const [size, viewport] of Object.entries(sizes))
  describe(`on a ${size}`, () => {
    // Kept from screen to screen: the second one finds the app's files in the cache, as people do.
    let guest;
    let member;
    before(async () => {
      guest = await stage.openContext({ size: viewport });
      member = await stage.openContext({ size: viewport, person });
    });
    for (const screen of screens)
      test(`${screen.path} is sound, accessible and fits`, async () => {
        const page = await stage.open({
          context: screen.guest ? guest : member,
          expected: screen.expected,
        });
        await page.goto(screen.with?.(known) ?? screen.path + (screen.search ?? ''));
        const findings = [];
        for (const scheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme: scheme });
          await settle(page);
          for (const line of await findingsOf(page)) findings.push(`${scheme}: ${line}`);
          const name = screen.path.replaceAll(/[/$]+/g, '-').replace(/^-$/, 'home');
          await takePicture(page, `screen-${name.replace(/^-/, '')}-${size}-${scheme}`);
        }
        findings.push(...(await focusFindingsOf(page)));
        assert.deepEqual(findings, []);
      });
  });
