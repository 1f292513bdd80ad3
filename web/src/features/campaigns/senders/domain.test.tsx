import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { renderApp } from '@/testing/render';
import { domainCheck, sender } from '@/testing/senderFixtures';
import { json, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const page = `/settings/senders/${sender.id}`;
const one = `/api/email/senders/${sender.id}`;
const signed = { ...sender, dkim_selector: 'socialflow1', dkim_record: 'v=DKIM1; p=AAA' };
const senders = (item: typeof sender) => ({
  'GET /api/email/senders': () => json({ items: [item] }),
});
const bodies = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter(({ route }) => route === wanted).map(({ body }) => body);

describe("a sender's domain", () => {
  it('is told in plain words, with the record to publish', async () => {
    serve();
    const { container } = renderApp(page);
    expect(await screen.findByText(/does not name your mail server/)).toBeVisible();
    expect(
      screen.getByText('v=spf1 a:smtp.bluebird-studio.com include:_spf.example.net ~all'),
    ).toBeVisible();
    expect(screen.getByText('_dmarc.bluebird-studio.com')).toBeVisible();
    expect(screen.getByText('The domain takes mail.')).toBeVisible();
    expect(screen.getAllByRole('img', { name: 'Missing' })).toHaveLength(2);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is checked when somebody asks', async () => {
    let items: (typeof domainCheck)[] = [];
    const asked = serve({
      'GET /api/email/domain-checks': () => json({ items }),
      [`POST ${one}/domain-checks`]: () => {
        items = [domainCheck];
        return json(domainCheck, 201);
      },
    });
    const { user } = renderApp(page);
    await user.click(await screen.findByRole('button', { name: 'Check the domain' }));
    expect(await screen.findByRole('button', { name: 'Check again' })).toBeVisible();
    expect(bodies(asked, `POST ${one}/domain-checks`)).toHaveLength(1);
  });

  it('gets a key, and looks at once whether it is published', async () => {
    const asked = serve({
      [`POST ${one}/dkim`]: () => json({ host: 'h', record: 'r', zone_file: 'z' }),
      [`POST ${one}/domain-checks`]: () => json(domainCheck, 201),
    });
    const { user } = renderApp(page);
    await user.click(await screen.findByRole('button', { name: 'Make a key' }));
    await waitFor(() => expect(bodies(asked, `POST ${one}/domain-checks`)).toHaveLength(1));
    expect(bodies(asked, `POST ${one}/dkim`)).toHaveLength(1);
  });

  it('offers no key where only the mailbox provider could publish it', async () => {
    const findings = domainCheck.findings.map((finding) => ({
      ...finding,
      state: 'ok' as const,
      code: 'provider_domain',
      record: '',
    }));
    serve({
      'GET /api/email/domain-checks': () => json({ items: [{ ...domainCheck, findings }] }),
    });
    renderApp(page);
    expect((await screen.findAllByText('Your mail provider takes care of it.')).length).toBe(
      findings.length,
    );
    expect(screen.queryByRole('button', { name: 'Make a key' })).not.toBeInTheDocument();
  });

  it('has mails signed before the record was seen only after a question', async () => {
    const asked = serve({ ...senders(signed), [`PUT ${one}/dkim/signing`]: () => json(signed) });
    const { user } = renderApp(page);
    expect(await screen.findByText(/Mails are not signed yet/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Sign anyway' }));
    expect(bodies(asked, `PUT ${one}/dkim/signing`)).toEqual([]);
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Sign anyway' }));
    await waitFor(() =>
      expect(bodies(asked, `PUT ${one}/dkim/signing`)).toEqual([{ signs: true }]),
    );
  });

  it('says that mails are signed', async () => {
    serve(senders({ ...signed, dkim_signing: 'checked' }));
    renderApp(page);
    expect(await screen.findByText('Mails are signed.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Sign anyway' })).not.toBeInTheDocument();
  });
});
