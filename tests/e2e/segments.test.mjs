// Segments, from the first condition to the last person: built without a mouse, held against SQL and the export, and
// right by themselves while people come and act.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from './harness/api.mjs';
import { choose, tabTo } from './harness/keyboard.mjs';
import { demoPerson } from './harness/server.mjs';
import { askDatabase } from './harness/sql.mjs';
import { setStage } from './harness/stage.mjs';

let person;
const stage = setStage({ demo: true }, async ({ server }) => {
  person = await server.api().signIn(demoPerson);
});

const heading = (page, name) => page.getByRole('heading', { name, level: 1 });
const peopleOf = (count) => (count === 1 ? '1 person' : `${count} people`);

async function makeContact(first_name, last_name, more = {}) {
  const email = `${first_name}.${last_name}@example.com`.toLowerCase();
  const { id } = await person.post('/api/crm/contacts', { first_name, last_name, email, ...more });
  return id;
}

const record = (contactId, interaction_type) =>
  person.post(`/api/crm/contacts/${contactId}/interactions`, { interaction_type });

/** How many people SQL finds; `where` over contacts c and contact_stats s. */
const countIn = (where) =>
  Number(
    askDatabase(
      stage.server,
      `SELECT count(*) FROM contacts c LEFT JOIN contact_stats s ON s.contact_id = c.id
       WHERE c.deleted_at IS NULL AND ${where}`,
    ),
  );

// Each as a person says it, and as SQL does.
const conditions = {
  stage: {
    field: 'Stage',
    choose: ['Lead', 'Prospect'],
    sql: `c.lifecycle_stage IN ('lead', 'prospect')`,
  },
  tags: {
    field: 'Tags',
    choose: ['demo'],
    sql: `EXISTS (SELECT FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id
                  WHERE ct.contact_id = c.id AND t.name = 'demo')`,
  },
  score: { field: 'Engagement score', type: '8', sql: 'COALESCE(s.engagement_score, 0) >= 8' },
  behaviour: {
    field: 'Number of interactions',
    type: '2',
    sql: '(SELECT count(*) FROM contact_interactions i WHERE i.contact_id = c.id) >= 2',
  },
  consent: { field: 'Agreed to marketing', choose: ['no'], sql: 'NOT c.marketing_consent' },
  source: { field: 'Source', type: 'import', sql: `COALESCE(c.source, '') ILIKE '%import%'` },
};

/** The focus is on a button behind the fresh condition, and comes back to that button. */
async function fillIn(page, { field, type, choose: options }, button) {
  await tabTo(page, 'Field', { back: true });
  await choose(page, field, field);
  await tabTo(page, 'Value');
  if (type) {
    await page.keyboard.press('Control+a');
    await page.keyboard.type(type);
  }
  for (const option of options ?? []) {
    const searchable = field !== 'Agreed to marketing';
    await choose(page, option, searchable ? option : undefined);
  }
  await page.keyboard.press('Escape');
  await tabTo(page, button);
}

async function addCondition(page, condition) {
  await page.keyboard.press('Enter');
  await fillIn(page, condition, 'Add condition');
}

/** The number above the conditions, once it is what SQL says. */
async function liveCountIs(page, where) {
  const expected = countIn(where);
  const live = page.locator('form [aria-live=polite]').first();
  await eventually(
    async () =>
      (await live.getAttribute('aria-busy')) === 'false' &&
      (await live.innerText()).startsWith(`${peopleOf(expected)}`),
    `live count of ${expected} for ${where}`,
  );
  return expected;
}

/** Beside a condition stands how many people it means by itself. */
async function branchCountIs(page, number, nth, condition) {
  const row = page.getByRole('group', { name: `Condition ${number}` }).nth(nth);
  await row.getByText(peopleOf(countIn(condition.sql)), { exact: true }).waitFor();
}

async function exportedRows(filter) {
  const query = `format=jsonl&filter=${encodeURIComponent(JSON.stringify(filter))}`;
  const answer = await person.fetch('GET', `/api/crm/exports?${query}`);
  assert.equal(answer.status, 200);
  return (await answer.text()).split('\n').filter(Boolean).length;
}

describe('a segment of six conditions', () => {
  test('is built by keyboard alone, and its number is that of SQL and of the export', async () => {
    const inside = await makeContact('Iris', 'Inside', {
      tags: ['demo'],
      marketing_consent: true,
      source: 'referral',
    });
    await record(inside, 'meeting');
    await record(inside, 'email_open');
    await makeContact('Otto', 'Outside', { tags: ['demo'], lifecycle_stage: 'customer' });
    const page = await stage.open({ person });
    await page.goto('/segments/new');
    await page.getByRole('button', { name: 'Add condition' }).waitFor();
    const { stage: byStage, tags, score, behaviour, consent, source } = conditions;
    const numbers = [];

    await tabTo(page, 'Add condition');
    await addCondition(page, byStage);
    numbers.push(await liveCountIs(page, byStage.sql));
    await branchCountIs(page, 1, 0, byStage);
    await addCondition(page, tags);
    const both = `${byStage.sql} AND ${tags.sql}`;
    numbers.push(await liveCountIs(page, both));
    await branchCountIs(page, 2, 0, tags);

    await tabTo(page, 'Add group');
    await page.keyboard.press('Enter');
    await fillIn(page, score, 'Add condition');
    numbers.push(await liveCountIs(page, `${both} AND ${score.sql}`));
    await addCondition(page, behaviour);
    const active = `(${score.sql} OR ${behaviour.sql})`;
    numbers.push(await liveCountIs(page, `${both} AND ${active}`));
    await branchCountIs(page, 2, 1, behaviour);

    await tabTo(page, 'Add group'); // of the inner group
    await tabTo(page, 'Add group');
    await page.keyboard.press('Enter');
    await fillIn(page, consent, 'Add condition');
    await tabTo(page, 'How the conditions are joined', { back: true });
    await choose(page, 'none of');
    await tabTo(page, 'Add condition');
    numbers.push(await liveCountIs(page, `${both} AND ${active} AND NOT (${consent.sql})`));
    await addCondition(page, source);
    const all = `${both} AND ${active} AND NOT (${consent.sql} OR ${source.sql})`;
    const members = await liveCountIs(page, all);
    numbers.push(members);
    assert.ok(new Set(numbers).size >= 3, `the number moves: ${numbers}`);
    assert.ok(members >= 1, 'somebody is meant');

    await tabTo(page, 'Name');
    await page.keyboard.type('By keyboard');
    await tabTo(page, 'Save segment');
    await page.keyboard.press('Enter');
    await heading(page, 'By keyboard').waitFor();
    // The state, and not “keeps itself up to date” beside it.
    await page.getByText('Up to date', { exact: true }).waitFor();
    await page.locator('#main').getByText(peopleOf(members)).first().waitFor();

    const id = page.url().match(/segments\/([0-9a-f-]{36})/)[1];
    const filter = {
      match: 'all',
      conditions: [{ field: 'segment', operator: 'is_any_of', value: [id] }],
    };
    assert.equal(await exportedRows(filter), members);
    const stored = askDatabase(
      stage.server,
      `SELECT count(*) FROM segment_members WHERE segment_id = '${id}' AND is_member`,
    );
    assert.equal(Number(stored), members);
    assert.equal(countIn(all), members);
  });

  test('says, without a mouse, why one person is in it and another is not', async () => {
    const { items } = await person.get('/api/crm/segments');
    const { id } = items.find(({ name }) => name === 'By keyboard');
    const page = await stage.open({ person });
    await page.goto(`/segments/${id}`);
    await page.getByRole('tab', { name: 'Conditions' }).waitFor();
    await tabTo(page, 'Conditions');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const picker = 'Whom do you wonder about?';
    await page.getByRole('combobox', { name: picker }).waitFor();
    await tabTo(page, picker);
    await choose(page, 'Iris Inside · iris.inside@example.com', 'Iris Ins');
    await page.getByText(/^In it since .*: the conditions fit\.$/).waitFor();
    await page.keyboard.press('Control+a');
    await choose(page, 'Otto Outside · otto.outside@example.com', 'Otto Out');
    await page.getByText('Not in it: the conditions do not fit.').waitFor();
    const stageBranch = page.getByRole('listitem').filter({ hasText: 'Stage' });
    await stageBranch.getByText('Does not fit:').first().waitFor({ state: 'attached' });
  });
});

describe('a segment that keeps itself right', () => {
  const limitMs = 2000;
  const segment = async (name, conditionsOfIt) => {
    const made = await person.post('/api/crm/segments', {
      name,
      criteria: { match: 'all', conditions: conditionsOfIt },
    });
    return eventually(async () => {
      const now = await person.get(`/api/crm/segments/${made.id}`);
      return now.status === 'ready' && now;
    }, `built segment ${name}`);
  };
  const walkIn = { field: 'tags', operator: 'has_any_of', value: ['walk-in'] };
  const shown = (page, count) =>
    page.locator('#main').getByText(peopleOf(count), { exact: true }).first().waitFor();

  test('takes people in and lets them go within two seconds of an import and an interaction', async (t) => {
    await makeContact('Willi', 'Walkin', { tags: ['walk-in'] });
    const quiet = await segment('Quiet walk-ins', [
      walkIn,
      { field: 'interactions', operator: 'at_most', value: 0 },
    ]);
    const active = await segment('Active walk-ins', [
      walkIn,
      { field: 'interactions', operator: 'at_least', value: 1 },
    ]);
    const [quietPage, activePage] = [await stage.open({ person }), await stage.open({ person })];
    await quietPage.goto(`/segments/${quiet.id}`);
    await activePage.goto(`/segments/${active.id}`);
    await shown(quietPage, 1);
    await shown(activePage, 0);

    await importPeople(
      'First name,E-mail,Tags\nInes,ines@walkin.example,walk-in\nIvo,ivo@walkin.example,walk-in\n',
    );
    const imported = Date.now();
    await shown(quietPage, 3);
    t.diagnostic(`after the import the screen moved within ${Date.now() - imported} ms`);

    const ines = (await person.get('/api/crm/contacts?q=ines%40walkin.example')).items[0].id;
    await record(ines, 'call');
    const recorded = Date.now();
    await Promise.all([shown(quietPage, 2), shown(activePage, 1)]);
    t.diagnostic(`after the interaction both screens moved within ${Date.now() - recorded} ms`);

    const delays = askDatabase(
      stage.server,
      `SELECT string_agg(round(1000 * extract(epoch FROM o.created_at - c.at))::text, ' ')
       FROM outbox o,
            LATERAL (SELECT max(at) AS at FROM (
                SELECT max(created_at) FROM contact_interactions WHERE created_at < o.created_at
                UNION ALL SELECT max(created_at) FROM contacts WHERE created_at < o.created_at) e (at)) c
       WHERE o.name IN ('segment.entered', 'segment.left')
         AND o.data ->> 'segment_id' IN ('${quiet.id}', '${active.id}')
         AND o.data ->> 'cause' = 'change'`,
    );
    t.diagnostic(`from change to event, ms: ${delays}`);
    for (const delay of delays.split(' ').filter(Boolean))
      assert.ok(Number(delay) <= limitMs, `an event came ${delay} ms after the change`);
  });
});

/** The whole way of a file, by the API. */
async function importPeople(csv) {
  const run = await person.upload('/api/crm/imports', 'walk-ins.csv', csv);
  await person.post(`/api/crm/imports/${run.id}/start`, {});
  await eventually(async () => {
    const now = await person.get(`/api/crm/imports/${run.id}`);
    return now.status === 'finished';
  }, 'finished import');
}

describe('two records of one person', () => {
  test('become one, with both histories, and two again', async () => {
    const first = await makeContact('Magda', 'Merge', { phone: '+49 30 901820' });
    const second = await makeContact('Magda', 'Merged', { job_title: 'Hairdresser' });
    await record(first, 'call');
    await record(second, 'meeting');
    const page = await stage.open({ person, expected: [/^answer: 410 GET/] });
    await page.goto(`/contacts/${first}`);
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('magda merged');
    await dialog.getByRole('button', { name: /Magda Merged/ }).click();
    await page.getByRole('button', { name: 'Merge 2 contacts' }).click();
    await page.getByText('Merged into one contact').waitFor();
    const merged = await person.get(`/api/crm/contacts/${first}`);
    assert.equal(merged.job_title, 'Hairdresser');
    assert.equal(merged.total_interactions, 2);
    assert.equal((await person.fetch('GET', `/api/crm/contacts/${second}`)).status, 410);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('They are contacts of their own again').waitFor();
    for (const [id, job_title] of [
      [first, null],
      [second, 'Hairdresser'],
    ]) {
      const one = await person.get(`/api/crm/contacts/${id}`);
      assert.equal(one.job_title, job_title);
      assert.equal(one.total_interactions, 1);
    }
  });
});
