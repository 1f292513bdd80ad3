// What rules may ask for, and views that keep one, of the server that does not run.
import type { Answer, Item } from '../shared/api/types.ts';
import { ago, day, id } from './fixtureTools.ts';

function ruleField(
  key: string,
  label: string,
  type: Item<'/api/crm/fields'>['type'],
  options: string[] = [],
): Item<'/api/crm/fields'> {
  const presence = ['is_empty', 'is_not_empty'];
  const operators = {
    text: ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'is_any_of', ...presence],
    number: ['is', 'is_not', 'at_least', 'at_most', 'between', ...presence],
    date: ['before', 'after', 'between', 'within_last_days', 'more_than_days_ago', ...presence],
    boolean: ['is'],
    choice: ['is', 'is_not', 'is_any_of', 'is_none_of', ...presence],
    user: ['is', 'is_not', 'is_any_of', 'is_none_of', ...presence],
    tags: ['has_any_of', 'has_all_of', 'has_none_of', ...presence],
    segments: ['is_any_of', 'is_all_of', 'is_none_of'],
    count: ['at_least', 'at_most', 'is', 'between'],
  }[type];
  const custom = key.startsWith('custom.');
  return {
    key,
    label,
    type,
    group: custom ? 'custom' : 'person',
    operators,
    options,
    suggestions: [],
    parts: [],
    counts_events: false,
    custom,
    sortable: false,
  };
}

export const ruleFields: Item<'/api/crm/fields'>[] = [
  ruleField('display_name', 'Name', 'text'),
  ruleField('email', 'E-mail', 'text'),
  ruleField('company', 'Company', 'text'),
  { ...ruleField('source', 'Source', 'text'), suggestions: ['website', 'referral', 'manual'] },
  ruleField('lifecycle_stage', 'Lifecycle stage', 'choice', [
    'lead',
    'prospect',
    'customer',
    'evangelist',
  ]),
  ruleField('journey_stage', 'Journey stage', 'choice', [
    'awareness',
    'consideration',
    'decision',
    'retention',
    'advocacy',
  ]),
  ruleField('tags', 'Tags', 'tags'),
  ruleField('assigned_to', 'Owner', 'user'),
  ruleField('engagement_score', 'Engagement score', 'number'),
  ruleField('last_interaction_date', 'Last interaction', 'date'),
  {
    ...ruleField('interactions', 'Number of interactions', 'count'),
    counts_events: true,
    parts: [
      { key: 'types', is_id: false, suggestions: ['email_open', 'email_click', 'call', 'booking'] },
      { key: 'platforms', is_id: false, suggestions: ['email', 'website'] },
      { key: 'campaign_ids', is_id: true, suggestions: [] },
    ],
  },
  ruleField('qualification_score', 'Chance of becoming a customer', 'number'),
  ruleField('created_at', 'Created', 'date'),
  ruleField('marketing_consent', 'Marketing consent', 'boolean'),
  ruleField('custom.contract_until', 'Contract until', 'date'),
  ruleField('custom.plan', 'Plan', 'choice', ['Basic', 'Team', 'Enterprise']),
  ruleField('custom.seats', 'Seats', 'number'),
];

export const savedView: Item<'/api/crm/views'> = {
  id: id(80),
  name: 'VIP customers',
  filter: {
    match: 'all',
    conditions: [
      { field: 'tags', operator: 'has_any_of', value: ['vip'] },
      { field: 'lifecycle_stage', operator: 'is_any_of', value: ['customer'] },
    ],
  },
  sort: '-engagement_score',
  columns: ['name', 'company', 'engagement_score', 'custom.plan'],
  shared: true,
  created_by: id(1),
  created_at: ago(3 * day),
  version: 1,
};

export const ruleAnswers: Record<string, unknown> = {
  'GET /api/crm/fields': { items: ruleFields } satisfies Answer<'/api/crm/fields', 'get'>,
  'GET /api/crm/views': {
    items: [
      savedView,
      { ...savedView, id: id(81), name: 'Not heard of for a month', shared: false },
    ],
  } satisfies Answer<'/api/crm/views', 'get'>,
};
