import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns, message } from '@/testing/campaignFixtures';
import { mailTemplate } from '@/testing/mailFixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

// Puck is large: a test that waits for it would wait for its translation too.
beforeAll(() => import('./MailEditor'), 120_000);
beforeEach(() => setCurrentProjectId(null));

const { empty } = campaigns;
const at = `/campaigns/${empty.id}?step=message`;
const created = `POST /api/campaigns/${empty.id}/messages`;
const changed = `PATCH /api/campaigns/${empty.id}/messages/${message.id}`;

async function openTemplate(special: Parameters<typeof serve>[0] = {}) {
  const asked = serve({ [created]: () => json(message, 201), ...special });
  const { user, container } = renderApp(at);
  await user.click(await screen.findByRole('button', { name: /^Welcome/ }));
  await screen.findByRole('button', { name: 'Add a block' });
  const saved = async () => {
    await user.click(screen.getByRole('button', { name: 'Save and go on' }));
    await screen.findByRole('radio', { name: 'As soon as it is approved' });
    // It is kept while it is written: the last time counts.
    return asked.filter(({ route }) => route === created || route === changed).at(-1)?.body as {
      subject_line: string;
      message_content: string;
      settings: { preheader: string; document?: typeof mailTemplate.document };
    };
  };
  return { user, container, asked, saved };
}

describe('the first look at a mail', () => {
  it('offers the library, and a plain text beside it', async () => {
    serve();
    const { user, container } = renderApp(at);
    const library = await screen.findByRole('list', { name: 'Templates' });
    // The project's own and the two of the library.
    expect(await within(library).findAllByRole('button')).toHaveLength(3);
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Only text, like a letter' }));
    expect(await screen.findByRole('textbox', { name: 'Text' })).toBeVisible();
  });

  it('takes subject, words and colours of the template', async () => {
    const { container, saved } = await openTemplate();
    expect(screen.getByRole('textbox', { name: 'Subject' })).toHaveValue(mailTemplate.subject);
    expect(await violationsIn(container)).toEqual([]);
    expect(await saved()).toMatchObject({
      subject_line: mailTemplate.subject,
      message_content: '',
      settings: { preheader: mailTemplate.preheader, document: mailTemplate.document },
    });
  });
});

describe('the blocks of a mail', () => {
  const typesOf = (document: { blocks: { type: string }[] } | undefined) =>
    document?.blocks.map(({ type }) => type);

  it('are added before the footer, filled in, moved and removed', async () => {
    const { user, saved } = await openTemplate();
    await user.click(screen.getByRole('button', { name: 'Add a block' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Heading' }));
    await user.type(await screen.findByRole('textbox', { name: /^Text/ }), 'See you');
    await user.click(screen.getAllByRole('button', { name: 'Move up: Heading' }).at(-1) as Element);
    await user.click(screen.getByRole('button', { name: 'Remove: Text' }));
    const { settings } = await saved();
    expect(typesOf(settings.document)).toEqual(['heading', 'heading', 'button', 'footer']);
    expect(settings.document?.blocks[1]).toEqual({ type: 'heading', text: 'See you', level: 1 });
  });

  it('stand in columns too', async () => {
    const { user, saved } = await openTemplate();
    await user.click(screen.getByRole('button', { name: 'Add a block' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Columns' }));
    const right = await screen.findByRole('group', { name: 'Column 2' });
    await user.click(within(right).getByRole('button', { name: 'Add to this column' }));
    expect(screen.queryByRole('menuitem', { name: 'Footer' })).not.toBeInTheDocument();
    await user.click(await screen.findByRole('menuitem', { name: 'Line' }));
    const { settings } = await saved();
    expect(settings.document?.blocks.at(-2)).toEqual({
      type: 'columns',
      columns: [[], [{ type: 'divider' }]],
    });
  });

  it('are copied, and moved into columns and out of them', async () => {
    const { user, saved } = await openTemplate();
    const choose = async (block: string, words: string) => {
      await user.click(screen.getAllByRole('button', { name: `More: ${block}` }).at(-1) as Element);
      await user.click(await screen.findByRole('menuitem', { name: words }));
    };
    await user.click(screen.getByRole('button', { name: 'Add a block' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Columns' }));
    await choose('Button', 'Duplicate');
    await choose('Button', 'Move into the columns below');
    await choose('Button', 'Move to column 2');
    expect(screen.getByRole('status')).toHaveTextContent('Moved: Button');
    const { settings } = await saved();
    const button = mailTemplate.document.blocks[2];
    expect(typesOf(settings.document)).toEqual(['heading', 'text', 'button', 'columns', 'footer']);
    expect(settings.document?.blocks[3]).toEqual({ type: 'columns', columns: [[], [button]] });
  });

  it('are taken back and done again', async () => {
    const { user, saved } = await openTemplate();
    const undo = screen.getByRole('button', { name: 'Undo' });
    expect(undo).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Remove: Text' }));
    await waitFor(() => expect(undo).toBeEnabled());
    await user.click(undo);
    expect(await screen.findByRole('button', { name: 'Remove: Text' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Redo' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove: Text' })).toBeNull());
    expect(typesOf((await saved()).settings.document)).toEqual(['heading', 'button', 'footer']);
  });

  it('that nobody knows are named, and the mail stays as it is', async () => {
    const document = { blocks: [{ type: 'marquee', text: 'x' }] };
    const message = {
      id: empty.id,
      version: 1,
      subject_line: 'Old',
      message_content: '',
      settings: { document },
      media_attachments: [],
    };
    serve({ [`GET /api/campaigns/${empty.id}/messages`]: () => json({ items: [message] }) });
    renderApp(at);
    expect(await screen.findByText(/does not know: marquee\./)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add a block' })).not.toBeInTheDocument();
  });

  it('take a personal word where one was typing', async () => {
    const { user, saved } = await openTemplate();
    const subject = screen.getByRole<HTMLInputElement>('textbox', { name: 'Subject' });
    await user.clear(subject);
    await user.type(subject, 'For ');
    await user.click(screen.getByRole('button', { name: 'Personal words' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Company' }));
    await waitFor(() => expect(subject).toHaveValue('For {{ contact.company }}'));
    expect((await saved()).subject_line).toBe('For {{ contact.company }}');
  });
});

describe('the preview', () => {
  it('is what the server writes, in a frame that runs nothing', async () => {
    await openTemplate();
    const frame = await screen.findByTitle('The mail');
    expect(frame).toHaveAttribute('srcdoc', expect.stringContaining('Good to have you here'));
    expect(frame.getAttribute('sandbox')).not.toMatch(/allow-(scripts|same-origin)/);
  });

  it('says where the first mistake is', async () => {
    const mistake = {
      field: 'subject_line',
      code: 'unknown_token',
      message: 'there is no contact.nam; do you mean contact.name?',
    };
    await openTemplate({
      'POST /api/email/preview': () => problem(422, 'invalid_input', { errors: [mistake] }),
    });
    expect(await screen.findByText(mistake.message)).toBeVisible();
  });
});
