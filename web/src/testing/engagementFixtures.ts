// What interactions count, and what other points would make of a few people.
import type { Answer } from '../shared/api/types.ts';
import { id } from './fixtureTools.ts';

type Weight = Answer<'/api/crm/scoring/engagement', 'get'>['weights'][number];

const defaults: [string, number][] = [
  ['email_sent', 0],
  ['email_open', 1],
  ['email_click', 4],
  ['email_received', 6],
  ['website_visit', 2],
  ['form_submission', 8],
  ['social_engagement', 2],
  ['sms', 2],
  ['call', 8],
  ['meeting', 12],
  ['booking', 10],
  ['purchase', 15],
  ['other', 1],
];

export const weights: Weight[] = defaults.map(([interaction_type, points]) => ({
  interaction_type,
  points,
  half_life_days: 30,
  default_points: points,
  default_half_life_days: 30,
}));

export const engagement = {
  'GET /api/crm/scoring/engagement': { weights, recount_job_id: null },
  'PUT /api/crm/scoring/engagement': { weights, recount_job_id: id(7700) },
  'POST /api/crm/scoring/engagement/preview': {
    items: [
      { contact_id: id(100), display_name: 'Maria Oliveira', score_now: 74, score: 81 },
      { contact_id: id(101), display_name: 'Jean-Pierre Faure', score_now: 52, score: 52 },
      { contact_id: id(102), display_name: 'Aoife O’Brien', score_now: 26, score: 9 },
    ],
  } satisfies Answer<'/api/crm/scoring/engagement/preview', 'post'>,
};
