// Websites of the business that does not run: one with visits, one whose script is not in place yet.
import type { Answer, Schemas } from '../shared/api/types.ts';
import { ago, day, id } from './fixtureTools.ts';

const site = (number: number, name: string, domain: string): Schemas['TrackedSite'] => ({
  id: id(9700 + number),
  name,
  domain,
  enabled: true,
  created_at: ago(60 * day),
  version: 1,
});

export const sites = {
  visited: site(0, 'Website', 'bluebird-studio.com'),
  fresh: site(1, 'Shop', 'shop.bluebird-studio.com'),
};

const snippetOf = ({ id: siteId }: Schemas['TrackedSite']) =>
  `<script src="https://crm.example.com/t.js" data-site="${siteId}" defer></script>`;

export const siteAnswers = {
  'GET /api/crm/sites': { items: Object.values(sites) } satisfies Answer<'/api/crm/sites', 'get'>,
  [`GET /api/crm/sites/${sites.visited.id}/visits`]: {
    days: Array.from({ length: 30 }, (_, index) => ({
      day: ago((29 - index) * day).slice(0, 10),
      visits: 40 + ((index * 17) % 38),
      identified: 3 + ((index * 5) % 9),
    })),
    pages: [
      { path: '/', visits: 812, identified: 61 },
      { path: '/prices', visits: 411, identified: 88 },
      { path: '/classes/spring-workshop', visits: 127, identified: 40 },
    ],
    snippet: snippetOf(sites.visited),
  } satisfies Answer<'/api/crm/sites/{id}/visits', 'get'>,
  [`GET /api/crm/sites/${sites.fresh.id}/visits`]: {
    days: [],
    pages: [],
    snippet: snippetOf(sites.fresh),
  } satisfies Answer<'/api/crm/sites/{id}/visits', 'get'>,
};
