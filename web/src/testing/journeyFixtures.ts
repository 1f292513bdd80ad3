// Journeys, their rules and the scores, of the server that does not run.
import type { Answer, Item, Schemas } from '../shared/api/types.ts';
import { ago, day, id } from './fixtureTools.ts';

function stay(
  number: number,
  more: Pick<Schemas['JourneyEntry'], 'journey_stage' | 'stage_entered_at'> &
    Partial<Schemas['JourneyEntry']>,
): Schemas['JourneyEntry'] {
  return {
    id: id(6500 + number),
    stage_left_at: null,
    stage_duration_days: null,
    next_stage: null,
    triggered_by: 'automation',
    trigger_details: {},
    conversion_event: null,
    conversion_value: null,
    created_by: null,
    ...more,
  };
}

export const journey: Answer<'/api/crm/contacts/{id}/journey', 'get'> = {
  journey_stage: 'retention',
  stage_entered_at: ago(12 * day),
  currency: 'EUR',
  history: [
    stay(0, {
      journey_stage: 'retention',
      stage_entered_at: ago(12 * day),
      triggered_by: 'manual',
      trigger_details: { reason: 'Signed the annual plan' },
      conversion_event: 'first_purchase',
      conversion_value: '1200.00',
      created_by: id(1),
    }),
    stay(1, {
      journey_stage: 'consideration',
      stage_entered_at: ago(33 * day),
      stage_left_at: ago(12 * day),
      stage_duration_days: 21,
      next_stage: 'retention',
      triggered_by: 'interaction',
      trigger_details: { rule_id: id(6600), rule: 'Clicked three times' },
    }),
    stay(2, {
      journey_stage: 'awareness',
      stage_entered_at: ago(60 * day),
      stage_left_at: ago(33 * day),
      stage_duration_days: 27,
      next_stage: 'consideration',
    }),
  ],
};

export const scores: Schemas['ContactScores'] = {
  engagement: {
    score: 74,
    parts: [
      {
        interaction_type: 'email_click',
        interactions: 3,
        last_at: ago(2 * day),
        points_each: 4,
        half_life_days: 30,
        points: 12.4,
      },
      {
        interaction_type: 'meeting',
        interactions: 1,
        last_at: ago(9 * day),
        points_each: 12,
        half_life_days: 30,
        points: 9.8,
      },
      {
        interaction_type: 'email_open',
        interactions: 11,
        last_at: ago(2 * day),
        points_each: 1,
        half_life_days: 30,
        points: 6,
      },
      {
        interaction_type: 'website_visit',
        interactions: 4,
        last_at: ago(20 * day),
        points_each: 2,
        half_life_days: 30,
        points: 2.1,
      },
    ],
  },
  qualification: {
    method: 'model',
    score: 64,
    reasons: [
      { key: 'meeting', label: 'Meetings', effect: 0.92 },
      { key: 'email_click', label: 'Clicked', effect: 0.41 },
      { key: 'source_import', label: 'Imported', effect: -0.33 },
      { key: 'has_phone', label: 'Phone', effect: 0.12 },
    ],
  },
};

export const qualification: Schemas['QualificationInfo'] = {
  status: 'active',
  trained_at: ago(0.3 * day),
  auc: 0.82,
  won: 412,
  lost: 1630,
  fewest_of_a_kind: 50,
  weights: [
    { key: 'meeting', label: 'Meetings', weight: 0.81 },
    { key: 'email_click', label: 'Clicks', weight: 0.44 },
    { key: 'days_since_last', label: 'Recency', weight: -0.39 },
    { key: 'has_phone', label: 'Phone', weight: 0.2 },
    { key: 'source_import', label: 'Imported', weight: -0.17 },
  ],
};

export function journeyRule(
  number: number,
  more: Partial<Item<'/api/crm/journey/rules'>> = {},
): Item<'/api/crm/journey/rules'> {
  return {
    id: id(6600 + number),
    name: 'Clicked three times',
    kind: 'interaction',
    from_stages: ['awareness'],
    to_stage: 'consideration',
    interaction_type: 'email_click',
    at_least: 3,
    within_days: 30,
    days_in_stage: null,
    enabled: true,
    position: number,
    version: 1,
    ...more,
  };
}

const funnel: Schemas['JourneyFunnel'] = {
  from: ago(90 * day),
  until: ago(0),
  currency: 'EUR',
  stages: [
    ['awareness', 2400, 960, 14, 8120, '0.00'],
    ['consideration', 1010, 404, 9, 1230, '0.00'],
    ['decision', 420, 189, 4, 260, '2400.00'],
    ['retention', 205, 31, 62, 2980, '48600.00'],
    ['advocacy', 33, 0, null, 256, '1800.00'],
  ].map(([journey_stage, entered, moved_on, median_days, there_now, conversion_value]) => ({
    journey_stage: journey_stage as 'awareness',
    entered: Number(entered),
    moved_on: Number(moved_on),
    conversion: Number(moved_on) / Number(entered),
    median_days: median_days as number | null,
    there_now: Number(there_now),
    conversion_value: String(conversion_value),
  })),
};

export const journeyAnswers: Record<string, unknown> = {
  'GET /api/crm/contacts/{id}/journey': journey,
  'GET /api/crm/contacts/{id}/score': scores,
  'GET /api/crm/scoring/qualification': qualification,
  'GET /api/crm/journey/funnel': funnel,
  'GET /api/crm/journey/rules': {
    items: [
      journeyRule(0),
      journeyRule(1, {
        name: 'Asked for an offer',
        from_stages: ['awareness', 'consideration'],
        to_stage: 'decision',
        interaction_type: 'form_submission',
        at_least: 1,
        within_days: 90,
      }),
      journeyRule(2, {
        name: 'Cooled down',
        kind: 'time',
        from_stages: ['decision'],
        to_stage: 'consideration',
        interaction_type: null,
        days_in_stage: 60,
        enabled: false,
      }),
    ],
  } satisfies Answer<'/api/crm/journey/rules', 'get'>,
};
