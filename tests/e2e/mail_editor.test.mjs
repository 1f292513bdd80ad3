// The editor of mails: what it shows is what is sent, and it is whole with the keyboard and with the pointer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violationsOf } from '../../web/src/testing/axe.ts';
import { eventually } from './harness/api.mjs';
import { phone } from './harness/browser.mjs';
import { findingsOf, settle } from './harness/quality.mjs';
import { setStage } from './harness/stage.mjs';

const owner = {
  name: 'Olga Owner',
  email: 'olga@example.com',
  password: 'four words of a person',
  project: 'Salon Olga',
};
const stage = setStage({}, async (set) => {
  set.person = await set.server.api().signUp(owner);
  const guest = { first_name: 'Ana', email: 'ana@example.com' };
  set.guest = await set.person.post('/api/crm/contacts', guest);
  set.templates = (await set.person.get('/api/email/templates')).items;
});

const short = {
  blocks: [
    { type: 'heading', text: 'Good morning' },
    { type: 'text', text: 'Dear {{ contact.first_name | default: "you" }},' },
    { type: 'columns', columns: [[{ type: 'text', text: 'Left' }], []] },
    { type: 'footer', text: 'Why' },
  ],
};

/** A draft with this mail, its editor, and what the server has of the mail. */
async function openMail(document, options = {}) {
  const { person } = stage;
  const { id } = await person.post('/api/campaigns', { name: 'Spring', channels: ['email'] });
  const path = `/api/campaigns/${id}/messages`;
  const message = await person.post(path, {
    message_name: 'Spring',
    channel: 'email',
    subject_line: 'Spring',
    settings: { document },
  });
  const write = (next) => person.patch(`${path}/${message.id}`, { settings: { document: next } });
  const page = await stage.open({ person, ...options });
  await page.goto(`/campaigns/${id}?step=message`);
  await page.getByRole('button', { name: 'Add a block' }).waitFor();
  const saved = async () => {
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByRole('radio', { name: 'As soon as it is approved' }).waitFor();
    return (await person.get(path)).items[0].settings.document;
  };
  return { page, canvas: page.frameLocator('#preview-frame'), saved, write };
}

/** The canvas holds the server's picture of each block. */
async function drawn(page, canvas, count) {
  await eventually(
    async () => (await canvas.locator('[data-mail-block]').count()) === count,
    `${count} blocks in the canvas`,
  );
  await page.waitForLoadState('networkidle');
}

/** Puck takes what happens within a quarter of a second for one change: this one is by itself. */
async function counted(page, change) {
  const steps = async () =>
    Number(await page.locator('[data-step]').first().getAttribute('data-step'));
  const before = await steps();
  await change();
  await eventually(async () => (await steps()) > before, 'a step that can be undone');
}

const leavesOf = ({ blocks }) =>
  blocks.flatMap((block) => (block.type === 'columns' ? block.columns.flat() : [block]));

// In the page: every row of the mail, where it is, and what stands in it and in its columns.
function rowsOf(root) {
  const plain = (element) => {
    const copy = element.cloneNode(true);
    for (const link of copy.querySelectorAll('[href]')) link.removeAttribute('href');
    for (const dot of copy.querySelectorAll('img[width="1"]')) dot.remove();
    return copy;
  };
  const inside = (element) => {
    const blocks = [...element.querySelectorAll('[data-mail-block]')];
    if (blocks.length > 0) return blocks.map((block) => plain(block).innerHTML).join('');
    return element.querySelector('[data-puck-dropzone]') ? '' : plain(element).innerHTML;
  };
  const rows = [...root.querySelectorAll('.pad')];
  const first = rows[0].getBoundingClientRect();
  const boxOf = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left - first.left, top - first.top, width, height].map(Math.round);
  };
  return rows.map((row) => {
    const columns = [...row.querySelectorAll('.stack')];
    return {
      box: boxOf(row),
      text: row.textContent.replaceAll(/\s+/g, ' ').trim(),
      columns: columns.map(boxOf),
      html: (columns.length > 0 ? columns : [row]).map(inside).map((html) => html.trim()),
    };
  });
}

describe('the canvas of a mail', () => {
  test('shows of each template what the server sends', async () => {
    const { page, canvas, write } = await openMail(short);
    const frame = await page.locator('#preview-frame').boundingBox();
    const sheet = await stage.open({ size: { width: Math.round(frame.width), height: 900 } });
    for (const { key, subject, document } of stage.templates) {
      await write(document);
      await page.reload();
      await drawn(page, canvas, leavesOf(document).length);
      const shown = await canvas.locator('body').evaluate(rowsOf);
      const { html } = await stage.person.post('/api/email/preview', {
        subject_line: subject,
        settings: { document, track_opens: false, track_clicks: false },
      });
      await sheet.setContent(html);
      const sent = await sheet.locator('body').evaluate(rowsOf);
      assert.deepEqual(shown, sent, key);
    }
  });

  test('is the mail of the person chosen', async () => {
    const { page, canvas } = await openMail(short);
    await canvas.getByText('Dear you,').waitFor();
    await page.getByLabel('As this person gets it').fill('Ana');
    await page.getByRole('option', { name: /Ana/ }).click();
    await canvas.getByText('Dear Ana,').waitFor();
    await page.getByText('Phone', { exact: true }).click();
    await page.frameLocator('iframe[title="The mail"]').getByText('Dear Ana,').waitFor();
    await page.getByText('Plain text', { exact: true }).click();
    const text = page.getByRole('textbox', { name: 'The mail as text' });
    await eventually(async () => (await text.inputValue()).includes('Dear Ana,'), 'the text');
  });

  test('takes blocks that are dragged', async () => {
    const { page, canvas, saved } = await openMail(short);
    await drawn(page, canvas, 4);
    const drag = async (from, to, where) => {
      await page.locator('#preview-frame').evaluate((frame) => frame.scrollIntoView());
      const [start, end] = [await from.boundingBox(), await to.boundingBox()];
      await page.mouse.move(start.x + 40, start.y + start.height / 2);
      await page.mouse.down();
      const goal = { x: end.x + end.width / 3, y: end.y + end.height * where };
      await page.mouse.move(start.x + 60, start.y + start.height / 2, { steps: 5 });
      await page.mouse.move(goal.x, goal.y, { steps: 25 });
      await page.mouse.move(goal.x + 2, goal.y + 2, { steps: 3 });
      await canvas.locator('[data-puck-line-placeholder]').waitFor(); // where it would fall
      await page.mouse.up();
    };
    await drag(
      page.getByRole('button', { name: 'Add: Line' }),
      canvas.locator('[data-mail-block=heading]'),
      0.9,
    );
    await page.getByRole('button', { name: 'Remove: Line' }).waitFor();
    // Near its upper edge: the column moves up by what is taken out above it.
    await drag(canvas.locator('[data-mail-block=heading]'), canvas.locator('.stack').nth(1), 0.25);
    await eventually(
      async () => (await canvas.locator('.stack [data-mail-block=heading]').count()) === 1,
      'the heading in a column',
    );
    const { blocks } = await saved();
    const { columns } = blocks.find(({ type }) => type === 'columns');
    assert.deepEqual(
      columns[1].map(({ text }) => text),
      ['Good morning'],
    );
    assert.ok(blocks.some(({ type }) => type === 'divider'));
  });
});

describe('the list of a mail', () => {
  const focused = (page) =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

  test('does with the keyboard what the pointer does in the canvas', async () => {
    // While the new button says nothing yet, there is no mail to be shown.
    const expected = [/422 POST \/api\/email\/preview/];
    const { page, saved } = await openMail(short, { expected });
    const press = async (name, key = 'Enter') => {
      await page.getByRole('button', { name, exact: true }).first().focus();
      await page.keyboard.press(key);
    };
    const choose = async (name) => {
      const item = page.getByRole('menuitem', { name, exact: true });
      await item.waitFor();
      await item.focus();
      await page.keyboard.press('Enter');
    };
    const down = async () => (await focused(page)) === 'Move down: Heading';
    await counted(page, () => press('Move down: Heading'));
    await eventually(down, 'the focus');
    await counted(page, () => page.keyboard.press('Enter'));
    await eventually(down, 'the focus');
    await press('More: Heading');
    await counted(page, () => choose('Move into the columns above'));
    await eventually(async () => (await focused(page)) === 'More: Heading', 'the focus');
    await page.keyboard.press('Enter');
    await counted(page, () => choose('Move to column 2'));
    await press('Add a block');
    await counted(page, () => choose('Button'));
    await page.getByLabel('Words on it').and(page.locator(':focus')).waitFor();
    await counted(page, () => page.keyboard.type('Book'));
    const leads = page.getByLabel('Where it leads');
    await counted(page, () => leads.fill('https://www.example.com/book'));
    const buttons = page.getByRole('button', { name: 'Remove: Button' });
    const are = (count) => eventually(async () => (await buttons.count()) === count, `${count}`);
    await press('More: Button');
    await counted(page, () => choose('Duplicate'));
    await are(2);
    await counted(page, () => press('Remove: Button'));
    await are(1);
    await press('Undo');
    await are(2);
    await press('Redo');
    await are(1);
    const { blocks } = await saved();
    assert.deepEqual(
      blocks.map(({ type }) => type),
      ['text', 'columns', 'button', 'footer'],
    );
    const { columns } = blocks[1];
    assert.deepEqual(columns, [[short.blocks[2].columns[0][0]], [short.blocks[0]]]);
    assert.equal(blocks[2].url, 'https://www.example.com/book');
  });

  test('keeps the cursor where one types, and its own undo to the subject', async () => {
    const { page, saved } = await openMail(short);
    const subject = page.getByLabel('Subject', { exact: true });
    await page.getByRole('button', { name: /^Heading/ }).click();
    const words = page.getByRole('textbox', { name: 'Text' });
    await words.press('Home');
    await counted(page, () => words.pressSequentially('A very '));
    const typed = async () => (await words.inputValue()) === 'A very Good morning';
    await eventually(typed, 'the words');
    await subject.press('End');
    await subject.pressSequentially(' is here');
    await subject.press('Control+z');
    await eventually(async () => (await subject.inputValue()) !== 'Spring is here', 'less');
    assert.ok(await typed());
    await page.getByRole('tab', { name: 'Colours' }).click();
    await page.getByLabel('Width in pixels').fill('640');
    await page.getByLabel('Width in pixels').press('Tab');
    const { blocks, theme } = await saved();
    assert.equal(blocks[0].text, 'A very Good morning');
    assert.equal(theme.width, 640);
  });

  test('says beside a block what the server finds in it', async () => {
    const { page, canvas } = await openMail(
      {
        blocks: [
          { type: 'text', text: 'Hello' },
          { type: 'image', src: 'https://www.example.com/a.png' },
        ],
      },
      { expected: [/^answer: 404 GET \/api\/email\/pictures\//] }, // there is no such picture
    );
    const missing = page.getByText('There is no link to unsubscribe in it.');
    await missing.waitFor();
    await page.getByRole('button', { name: /^Picture/ }).click();
    await page.getByText('Say what is to be seen').waitFor();
    await page.getByRole('button', { name: /^Text/ }).click();
    page.expected.push(/422 POST \/api\/email\/preview/);
    await page.getByRole('textbox', { name: 'Text' }).fill('Hello {{ contact.nam }} & co');
    await page.getByRole('list', { name: 'Remarks' }).getByText('contact.nam').waitFor();
    await canvas.getByText('contact.nam').waitFor();
    await page.getByRole('textbox', { name: 'Text' }).fill('Hello {{ contact.first_name }}');
    await page.getByRole('list', { name: 'Remarks' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Add a footer with both' }).click();
    await missing.waitFor({ state: 'hidden' });
  });
});

describe('the editor', () => {
  const sizes = [
    { name: 'on a desk', options: {} },
    { name: 'on a desk in the dark', options: { scheme: 'dark' } },
    { name: 'on a phone', options: { size: phone } },
    { name: 'on a phone in the dark', options: { size: phone, scheme: 'dark' } },
  ];
  for (const { name, options } of sizes)
    test(`has nothing that bars anybody, ${name}`, async () => {
      const { page, canvas } = await openMail(short, options);
      if (!options.size) {
        await drawn(page, canvas, 4);
        await canvas.locator('[data-mail-block=text]').first().click();
        await canvas.getByRole('button', { name: 'Duplicate' }).waitFor();
      } else {
        await page.getByRole('button', { name: /^Columns/ }).click();
        await page.getByRole('group', { name: 'Column 2' }).waitFor();
      }
      await settle(page);
      assert.deepEqual(await findingsOf(page), []);
      if (!options.size) {
        const [frame] = page.frames().filter((one) => one !== page.mainFrame());
        // Of a page, and this is a part of one.
        const ofPages = /^page-has-heading-one/;
        const findings = await violationsOf(frame);
        assert.deepEqual(
          findings.filter((one) => !ofPages.test(one)),
          [],
        );
      }
    });
});
