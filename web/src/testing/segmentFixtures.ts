// Segments of the server that does not run: one in each state, with its people, its history and an explanation.
import type { Answer, Item, Schemas } from '../shared/api/types.ts';
import { ago, day, hour, id, page } from './fixtureTools.ts';

const rule = {
  match: 'all',
  conditions: [
    { field: 'tags', operator: 'has_any_of', value: ['vip'] },
    {
      match: 'any',
      conditions: [
        { field: 'engagement_score', operator: 'at_least', value: 60 },
        { field: 'last_interaction_date', operator: 'within_last_days', value: 30 },
      ],
    },
  ],
};

export function segment(
  number: number,
  more: Partial<Schemas['Segment']> = {},
): Schemas['Segment'] {
  return {
    id: id(9000 + number),
    name: 'Warm VIPs',
    description: 'For the spring invitation.',
    criteria: rule,
    is_dynamic: true,
    contact_count: 1204,
    last_calculated_at: ago(2),
    auto_add_to_campaigns: false,
    default_campaigns: [],
    status: 'ready',
    error: null,
    next_evaluation_at: null,
    rule_version: 1,
    created_by: id(1),
    created_at: ago(30 * day),
    updated_at: ago(3 * hour),
    version: 5,
    ...more,
  };
}

export const segments = {
  ready: segment(0),
  waiting: segment(1, {
    name: 'Asleep since winter',
    description: '',
    status: 'building',
    contact_count: 318,
  }),
  byHand: segment(2, {
    name: 'Guests of the opening',
    description: 'Put together at the door.',
    is_dynamic: false,
    contact_count: 42,
    updated_at: ago(12 * day),
  }),
  broken: segment(3, {
    name: 'Plan Enterprise',
    status: 'broken',
    error: 'The field “Plan” is gone.',
    contact_count: 0,
  }),
};

/** The people of a segment, made of contacts. */
export function segmentAnswers(people: Schemas['Contact'][]): Record<string, unknown> {
  const members = people.map((contact, index) => ({
    contact,
    by_rule: index !== 1,
    by_hand: index === 1 ? ('manual' as const) : null,
    since: ago((index + 1) * 5 * day),
  }));
  return {
    'GET /api/crm/segments': { items: Object.values(segments) } satisfies Answer<
      '/api/crm/segments',
      'get'
    >,
    ...Object.fromEntries(
      Object.values(segments).map((one) => [`GET /api/crm/segments/${one.id}`, one] as const),
    ),
    'POST /api/crm/segments': segments.ready,
    'POST /api/crm/segments/preview': {
      count: 1204,
      approximate: false,
      margin: 0,
      out_of: 12_846,
    } satisfies Schemas['SegmentPreview'],
    'POST /api/crm/segments/xray': {
      branches: [
        { path: 'criteria', count: 1204, margin: 0 },
        { path: 'criteria.conditions[0]', count: 2310, margin: 0 },
        { path: 'criteria.conditions[1]', count: 5120, margin: 0 },
        { path: 'criteria.conditions[1].conditions[0]', count: 1777, margin: 0 },
        { path: 'criteria.conditions[1].conditions[1]', count: 4002, margin: 0 },
      ],
      approximate: false,
      out_of: 12_846,
    } satisfies Schemas['SegmentXray'],
    'GET /api/crm/segments/{id}/members': page<Item<'/api/crm/segments/{id}/members'>>(
      members,
      1204,
    ),
    'GET /api/crm/segments/{id}/uses': {
      items: [
        { kind: 'segment', id: id(9001), name: 'Asleep since winter' },
        { kind: 'view', id: id(80), name: 'VIP customers' },
      ],
    } satisfies Answer<'/api/crm/segments/{id}/uses', 'get'>,
    'GET /api/crm/segments/{id}/explain/{id}': explanation,
    'GET /api/crm/segments/{id}/performance': history,
    'GET /api/crm/contacts/{id}/segments': {
      items: [
        {
          id: segments.ready.id,
          name: segments.ready.name,
          by_rule: true,
          by_hand: null,
          since: ago(day),
        },
        {
          id: segments.byHand.id,
          name: segments.byHand.name,
          by_rule: false,
          by_hand: 'manual',
          since: ago(2 * day),
        },
      ],
    } satisfies Answer<'/api/crm/contacts/{id}/segments', 'get'>,
  };
}

const branch = (
  path: string,
  fits: boolean,
  more: Partial<Schemas['ExplainedBranch']>,
): Schemas['ExplainedBranch'] => ({
  path,
  kind: 'condition',
  fits,
  match: null,
  field: null,
  label: null,
  operator: null,
  expected: null,
  value: null,
  at: null,
  ...more,
});

const explanation: Schemas['SegmentExplanation'] = {
  segment_id: segments.ready.id,
  contact_id: id(1000),
  is_member: true,
  fits_now: true,
  by_rule: true,
  by_hand: null,
  since: ago(5 * day),
  in_trash: false,
  branches: [
    branch('criteria', true, { kind: 'group', match: 'all' }),
    branch('criteria.conditions[0]', true, {
      field: 'tags',
      label: 'Tags',
      operator: 'has_any_of',
      expected: ['vip'],
      value: 'vip, newsletter',
    }),
    branch('criteria.conditions[1]', true, { kind: 'group', match: 'any' }),
    branch('criteria.conditions[1].conditions[0]', false, {
      field: 'engagement_score',
      label: 'Engagement score',
      operator: 'at_least',
      expected: 60,
      value: '12',
    }),
    branch('criteria.conditions[1].conditions[1]', true, {
      field: 'last_interaction_date',
      label: 'Last interaction',
      operator: 'within_last_days',
      expected: 30,
      value: '2026-03-08',
      at: ago(2 * day),
    }),
  ],
  channels: [
    { channel: 'email', reachable: true, reason: null },
    { channel: 'sms', reachable: false, reason: 'unsubscribed' },
  ],
};

const sizes = [980, 1004, 1010, 1040, 1031, 1077, 1102, 1098, 1130, 1164, 1190, 1204];
const history: Schemas['SegmentPerformance'] = {
  days: sizes.map((contact_count, index) => ({
    day: ago((sizes.length - 1 - index) * day).slice(0, 10),
    contact_count,
    entered: 20 + index,
    left_count: index,
    average_score: 58,
    revenue: index % 3 === 0 ? `${40 * index + 120}.00` : '0.00',
  })),
  contact_count: 1204,
  average_score: 58.4,
  active_in_30_days: 871,
  currency: 'EUR',
  revenue: '18240.50',
  revenue_in_30_days: '2310.00',
  channels: [
    {
      channel: 'email',
      reachable: 1088,
      no_address: 60,
      do_not_contact: 4,
      unsubscribed: 40,
      no_consent: 0,
      suppressed: 12,
    },
    {
      channel: 'sms',
      reachable: 310,
      no_address: 700,
      do_not_contact: 4,
      unsubscribed: 190,
      no_consent: 0,
      suppressed: 0,
    },
  ],
};
