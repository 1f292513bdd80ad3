// Answers of a server that does not run: for component tests and for looking at the screens. Typed by the contract;
// each subject has a file of its own.
import { accountAnswers } from './accountFixtures.ts';
import { analyticsAnswers } from './analyticsFixtures.ts';
import { background } from './backgroundFixtures.ts';
import { campaignAnswers } from './campaignFixtures.ts';
import { contact, contactAnswers } from './contactFixtures.ts';
import { duplicateAnswers } from './duplicateFixtures.ts';
import { engagement } from './engagementFixtures.ts';
import { imports } from './importFixtures.ts';
import { journeyAnswers } from './journeyFixtures.ts';
import { ledgerAnswers } from './ledgerFixtures.ts';
import { mailAnswers } from './mailFixtures.ts';
import { privacyAnswers } from './privacyFixtures.ts';
import { ruleAnswers } from './ruleFixtures.ts';
import { segmentAnswers } from './segmentFixtures.ts';
import { senderAnswers } from './senderFixtures.ts';
import { siteAnswers } from './siteFixtures.ts';
import { webhookAnswers } from './webhookFixtures.ts';

export { me } from './accountFixtures.ts';
export { contact, task } from './contactFixtures.ts';
export { ruleFields, savedView } from './ruleFixtures.ts';

/** Answers by "METHOD /path"; a path's ids are written as {id}. */
export const answers: Record<string, unknown> = {
  ...accountAnswers,
  ...analyticsAnswers,
  ...background,
  ...campaignAnswers,
  ...senderAnswers,
  ...mailAnswers,
  ...ledgerAnswers,
  ...contactAnswers,
  ...engagement,
  ...imports,
  ...siteAnswers,
  ...duplicateAnswers(contact(0), contact(8)),
  ...webhookAnswers,
  ...segmentAnswers([0, 3, 8, 11].map(contact)),
  ...journeyAnswers,
  ...privacyAnswers,
  ...ruleAnswers,
};

/** What the server would answer: null for a route the fixtures lack. `search` is "?status=dead", for lists by state. */
export function answerTo(method: string, path: string, search = ''): unknown {
  const pattern = path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace(/\/by-token\/[^/]+/, '/by-token/{id}');
  const status = new URLSearchParams(search).get('status');
  const narrowed = status ? answers[`${method} ${pattern}?status=${status}`] : undefined;
  return narrowed ?? answers[`${method} ${path}`] ?? answers[`${method} ${pattern}`] ?? null;
}
