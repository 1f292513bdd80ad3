// Looks at the screens: pictures of every route in both colour schemes on a phone and a desk, and what axe finds.
// The API is answered from fixtures. Needs a build: `npm run build && node src/testing/screens.ts out [part-of-path …]`
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { preview } from 'vite';
import { violationsOf } from './axe.ts';
import { campaigns } from './campaignFixtures.ts';
import { answerTo, contact, savedView } from './fixtures.ts';
import { segments } from './segmentFixtures.ts';
import { sender } from './senderFixtures.ts';
import { webhooks } from './webhookFixtures.ts';

interface Screen {
  name: string;
  path: string;
  guest?: boolean;
  before?: (page: Page) => Promise<void>;
}

const screens: Screen[] = [
  { name: 'sign-in', path: '/sign-in', guest: true },
  { name: 'sign-up', path: '/sign-up', guest: true },
  { name: 'forgot-password', path: '/forgot-password', guest: true },
  { name: 'reset-password', path: '/reset-password?token=t', guest: true },
  { name: 'accept-invitation', path: '/invitation?token=t', guest: true },
  { name: 'new-project', path: '/new-project' },
  { name: 'home', path: '/' },
  { name: 'contacts', path: '/contacts' },
  {
    name: 'contacts-view',
    path: `/contacts?view=${savedView.id}`,
  },
  {
    name: 'filter-builder',
    path: `/contacts?view=${savedView.id}`,
    before: async (page) => {
      await page.getByRole('button', { name: 'Advanced' }).click();
      await page.getByRole('button', { name: 'Add group' }).click();
    },
  },
  {
    name: 'new-contact',
    path: '/contacts',
    before: async (page) => {
      await page.getByRole('button', { name: 'New contact' }).click();
      await page.getByRole('textbox', { name: 'First name' }).waitFor();
    },
  },
  { name: 'contact', path: `/contacts/${contact(0).id}` },
  { name: 'contact-notes', path: `/contacts/${contact(0).id}?tab=notes` },
  { name: 'contact-tasks', path: `/contacts/${contact(0).id}?tab=tasks` },
  { name: 'contact-files', path: `/contacts/${contact(0).id}?tab=files` },
  {
    name: 'contact-journey',
    path: `/contacts/${contact(0).id}?tab=journey`,
    before: async (page) => {
      await page.getByRole('list', { name: 'History' }).waitFor();
    },
  },
  {
    name: 'contact-privacy',
    path: `/contacts/${contact(0).id}?tab=privacy`,
    before: async (page) => {
      await page.getByRole('list', { name: 'Consents' }).waitFor();
    },
  },
  { name: 'companies', path: '/companies' },
  { name: 'company', path: `/companies/${contact(900).id}` },
  { name: 'segments', path: '/segments' },
  { name: 'segment-new', path: '/segments/new' },
  { name: 'segment-rule', path: `/segments/${segments.ready.id}` },
  { name: 'segment-members', path: `/segments/${segments.ready.id}?tab=members` },
  { name: 'segment-why', path: `/segments/${segments.ready.id}?tab=why&person=${contact(0).id}` },
  {
    name: 'segment-growth',
    path: `/segments/${segments.ready.id}?tab=growth`,
    before: async (page) => {
      await page.locator('[role=application] svg').waitFor();
    },
  },
  { name: 'segment-broken', path: `/segments/${segments.broken.id}` },
  {
    name: 'analytics',
    path: '/analytics',
    before: async (page) => {
      await page.locator('[role=application] svg').nth(1).waitFor();
    },
  },
  {
    name: 'analytics-tables',
    path: '/analytics?range=12m&by=lifecycle_stage',
    before: async (page) => {
      for (const table of await page.getByRole('radio', { name: 'Table' }).all())
        await table.dispatchEvent('click');
    },
  },
  { name: 'campaigns', path: '/campaigns' },
  { name: 'campaign-topics', path: '/settings/topics' },
  { name: 'templates', path: '/templates' },
  {
    name: 'template',
    path: '/templates',
    before: async (page) => {
      await page.getByRole('button', { name: /The letter we always send/ }).click();
      await page.getByRole('button', { name: 'New campaign with it' }).waitFor();
    },
  },
  {
    name: 'contact-mail',
    path: `/contacts/${contact(0).id}`,
    before: async (page) => {
      await page.getByRole('button', { name: 'Write an e-mail' }).click();
      await page.getByRole('textbox', { name: 'Subject' }).waitFor();
    },
  },
  { name: 'campaign-audience', path: `/campaigns/${campaigns.draft.id}` },
  { name: 'campaign-message', path: `/campaigns/${campaigns.draft.id}?step=message` },
  { name: 'campaign-templates', path: `/campaigns/${campaigns.empty.id}?step=message` },
  {
    name: 'campaign-blocks',
    path: `/campaigns/${campaigns.empty.id}?step=message`,
    before: async (page) => {
      await page.getByRole('button', { name: /Welcome/ }).click();
      await page.getByRole('button', { name: /^Button Book/ }).click();
    },
  },
  { name: 'campaign-schedule', path: `/campaigns/${campaigns.draft.id}?step=schedule` },
  { name: 'campaign-check', path: `/campaigns/${campaigns.draft.id}?step=check` },
  { name: 'campaign-incomplete', path: `/campaigns/${campaigns.empty.id}?step=check` },
  { name: 'campaign-spent', path: `/campaigns/${campaigns.spent.id}` },
  { name: 'campaign-grown', path: `/campaigns/${campaigns.grown.id}` },
  { name: 'campaign-scheduled', path: `/campaigns/${campaigns.scheduled.id}` },
  { name: 'campaign-running', path: `/campaigns/${campaigns.running.id}` },
  { name: 'campaign-reactions', path: `/campaigns/${campaigns.running.id}?tab=reactions` },
  { name: 'campaign-people', path: `/campaigns/${campaigns.running.id}?tab=people` },
  { name: 'campaign-report', path: `/campaigns/${campaigns.running.id}?tab=report` },
  { name: 'journey-funnel', path: '/journey' },
  { name: 'journey-settings', path: '/settings/journey' },
  {
    name: 'journey-rule',
    path: '/settings/journey',
    before: async (page) => {
      await page.getByRole('button', { name: 'New rule' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'rule-events',
    path: '/segments/new',
    before: async (page) => {
      await page.getByRole('button', { name: 'Add condition' }).click();
      await page.getByRole('combobox', { name: 'Field' }).click();
      await page.getByRole('option', { name: 'Number of interactions' }).click();
      await page.getByRole('combobox', { name: 'When' }).click();
      await page.getByRole('option', { name: 'in the last … days' }).click();
    },
  },
  { name: 'tasks', path: '/tasks' },
  { name: 'profile', path: '/settings/profile' },
  { name: 'security', path: '/settings/security' },
  { name: 'notification-settings', path: '/settings/notifications' },
  { name: 'project', path: '/settings/project' },
  { name: 'members', path: '/settings/members' },
  { name: 'duplicates', path: '/duplicates' },
  { name: 'qualification', path: '/settings/qualification' },
  {
    name: 'sites',
    path: '/settings/sites',
    before: async (page) => {
      await page.locator('[role=application] svg').waitFor();
    },
  },
  { name: 'keys', path: '/settings/keys' },
  { name: 'webhooks', path: '/settings/webhooks' },
  {
    name: 'webhook-new',
    path: '/settings/webhooks',
    before: async (page) => {
      await page.getByRole('button', { name: 'New webhook' }).click();
      await page.getByRole('radio', { name: 'Only what I choose' }).click();
      await page.getByRole('checkbox').first().waitFor();
    },
  },
  {
    name: 'webhook',
    path: `/settings/webhooks/${webhooks.failing.id}`,
    before: async (page) => {
      await page
        .getByRole('button', { name: /A contact was added/ })
        .first()
        .click();
    },
  },
  { name: 'audit', path: '/settings/audit' },
  { name: 'fields', path: '/settings/fields' },
  { name: 'tags', path: '/settings/tags' },
  { name: 'senders', path: '/settings/senders' },
  {
    name: 'sender-new',
    path: '/settings/senders',
    before: async (page) => {
      await page.getByRole('button', { name: 'New sender' }).click();
      await page.getByRole('textbox', { name: 'Postal address' }).waitFor();
    },
  },
  { name: 'sender-sign-in', path: '/settings/senders/sign-in?error=access_denied' },
  { name: 'sender', path: `/settings/senders/${sender.id}` },
  {
    name: 'sender-mailbox',
    path: `/settings/senders/${sender.id}`,
    before: async (page) => {
      await page.getByRole('button', { name: 'Check now' }).waitFor();
      await page.getByRole('button', { name: 'Change' }).last().click();
      await page.getByRole('textbox', { name: 'Folder' }).waitFor();
    },
  },
  { name: 'suppressions', path: '/settings/suppressions' },
  {
    name: 'engagement',
    path: '/settings/engagement',
    before: async (page) => {
      await page.getByRole('textbox', { name: 'Points: Call' }).fill('20');
      await page.getByText('Not saved yet').waitFor();
    },
  },
  { name: 'jobs', path: '/settings/jobs' },
  { name: 'imports', path: '/imports' },
  { name: 'import-file', path: '/imports/new' },
  { name: 'import-columns', path: '/imports/00000000-0000-4000-8000-000000008000' },
  { name: 'import-choices', path: '/imports/00000000-0000-4000-8000-000000008000?step=choices' },
  { name: 'import-check', path: '/imports/00000000-0000-4000-8000-000000008001' },
  { name: 'import-running', path: '/imports/00000000-0000-4000-8000-000000008002' },
  { name: 'import-finished', path: '/imports/00000000-0000-4000-8000-000000008003' },
  { name: 'import-failed', path: '/imports/00000000-0000-4000-8000-000000008004' },
  { name: 'import-undone', path: '/imports/00000000-0000-4000-8000-000000008005' },
  { name: 'dev-inbox', path: '/dev-inbox' },
  { name: 'dev-inbox-mail', path: '/dev-inbox?mail=00000000-0000-4000-8000-000000007000' },
  {
    name: 'palette',
    path: '/',
    before: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('ava');
      await page.getByText('Avalon Books').waitFor();
    },
  },
  {
    name: 'palette-empty',
    path: '/',
    before: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByText('Switch to the project').waitFor();
    },
  },
  {
    name: 'notifications',
    path: '/',
    before: async (page) => {
      await page
        .getByRole('button', { name: /Notifications/ })
        .filter({ visible: true })
        .click();
      await page.getByText('Import finished').waitFor();
    },
  },
];

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

async function openContext(browser: Browser, size: keyof typeof sizes, scheme: 'light' | 'dark') {
  return browser.newContext({
    viewport: sizes[size],
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
}

async function openScreen(context: BrowserContext, origin: string, screen: Screen) {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(`${screen.name}: ${error.message}`));
  await page.clock.setFixedTime('2026-03-10T09:30:00Z');
  await page.routeWebSocket('**/api/realtime', () => {});
  await page.route('**/api/**', (route) => {
    const url = new URL(route.request().url());
    const signedOut = screen.guest && url.pathname === '/api/me';
    const answer = signedOut ? null : answerTo(route.request().method(), url.pathname, url.search);
    if (answer === null) return route.fulfill({ status: signedOut ? 401 : 404, json: {} });
    return route.fulfill({ json: answer });
  });
  await page.goto(origin + screen.path);
  await page.locator('h1').first().waitFor();
  await page.waitForTimeout(300);
  await screen.before?.(page);
  await page.waitForTimeout(150);
  return page;
}

const [folder = 'screens', ...wanted] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const server = await preview({ preview: { port: 4170, proxy: {} }, logLevel: 'error' });
const origin = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? 'http://localhost:4170';
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const chosen = screens.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
let findings = 0;
for (const size of ['desk', 'phone'] as const)
  for (const scheme of ['light', 'dark'] as const) {
    const context = await openContext(browser, size, scheme);
    for (const screen of chosen) {
      const page = await openScreen(context, origin, screen);
      await page.screenshot({ path: join(folder, `${screen.name}-${size}-${scheme}.png`) });
      const found = await violationsOf(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) found.push(`overflow: the page is ${overflow} px wider than the window`);
      findings += found.length;
      for (const line of found) console.log(`${screen.name} ${size} ${scheme}: ${line}`);
      await page.close();
    }
    await context.close();
  }
await browser.close();
await server.close();
console.log(`${findings} findings`);
process.exit(findings > 0 ? 1 : 0);
