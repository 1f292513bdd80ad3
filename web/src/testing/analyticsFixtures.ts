// Numbers of the server that does not run: a business of some thirteen thousand people over a quarter.
import type { Answer } from '../shared/api/types.ts';
import { ago, day } from './fixtureTools.ts';

const mondays = Array.from({ length: 13 }, (_, week) =>
  ago((1 + (12 - week) * 7) * day).slice(0, 10),
);

const sources = [
  ['website', 22],
  ['referral', 13],
  ['import', 9],
  ['social_media', 7],
  ['trade fair', 4],
] as const;

/** So many in a week, up and down but growing; the same each time. */
const inWeek = (most: number, week: number, line: number) =>
  Math.round(most * (0.55 + week / 26 + 0.25 * Math.sin(week * (1.3 + line))));

const series = sources.map(([name, most], line) => {
  const values = mondays.map((_, week) => inWeek(most, week, line));
  return { name, values, total: values.reduce((sum, value) => sum + value, 0) };
});

const cohorts = Array.from({ length: 12 }, (_, index) => {
  const month = new Date(Date.UTC(2025, 3 + index, 1)).toISOString().slice(0, 10);
  const people = 60 + index * 11;
  const active = Array.from({ length: 12 - index }, (_, number) =>
    Math.round(people * (number === 0 ? 0.82 : 0.48 / (1 + number * 0.17))),
  );
  return { month, people, active };
});

export const analyticsAnswers = {
  'GET /api/crm/analytics/growth': { periods: mondays, series } satisfies Answer<
    '/api/crm/analytics/growth',
    'get'
  >,
  'GET /api/crm/analytics/lifecycle': {
    now: [
      { lifecycle_stage: 'lead', contacts: 7210 },
      { lifecycle_stage: 'prospect', contacts: 3104 },
      { lifecycle_stage: 'customer', contacts: 2240 },
      { lifecycle_stage: 'evangelist', contacts: 292 },
    ],
    added: 708,
    added_and_customers: 92,
    conversion: 92 / 708,
    won: 118,
    median_days_to_win: 23.4,
  } satisfies Answer<'/api/crm/analytics/lifecycle', 'get'>,
  'GET /api/crm/analytics/scores': {
    buckets: [3120, 2411, 1902, 1544, 1210, 980, 711, 502, 318, 148].map((contacts, index) => ({
      from: index * 10,
      to: index === 9 ? 100 : index * 10 + 9,
      contacts,
    })),
  } satisfies Answer<'/api/crm/analytics/scores', 'get'>,
  'GET /api/crm/analytics/sources': {
    currency: 'EUR',
    sources: [
      { source: 'referral', added: 169, customers: 41, conversion: 41 / 169, value: '18420.00' },
      { source: 'website', added: 286, customers: 32, conversion: 32 / 286, value: '11875.50' },
      { source: 'trade fair', added: 52, customers: 9, conversion: 9 / 52, value: '6200.00' },
      { source: 'social_media', added: 91, customers: 7, conversion: 7 / 91, value: '1490.00' },
      { source: 'import', added: 110, customers: 3, conversion: 3 / 110, value: '320.00' },
    ],
  } satisfies Answer<'/api/crm/analytics/sources', 'get'>,
  'GET /api/crm/analytics/cohorts': { cohorts, one_in: 1 } satisfies Answer<
    '/api/crm/analytics/cohorts',
    'get'
  >,
};
