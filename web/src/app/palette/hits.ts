import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, body, type Item } from '@/shared/api';

export type Hit = Item<'/api/crm/search'>;

/** Contacts are looked for from this many letters on. */
const shortestTerm = 2;
const mostHits = 8;
/** Typing pauses this long before the server is asked. */
const pauseMs = 120;

/** People and companies that the term may mean, exact ones first. */
export function useHits(term: string): { hits: Hit[]; searching: boolean } {
  const [settled] = useDebouncedValue(term.trim(), pauseMs);
  const enabled = term.trim().length >= shortestTerm && settled.length >= shortestTerm;
  const { data, isFetching } = useQuery({
    queryKey: ['contacts', 'search', settled],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/search', { params: { query: { q: settled, limit: mostHits } }, signal }),
      ),
    enabled,
    placeholderData: keepPreviousData,
  });
  return {
    hits: enabled ? exactFirst(data?.items ?? [], settled) : [],
    searching: isFetching || settled !== term.trim(),
  };
}

/**
 * The server gives people before companies. A company that is called just so, or a person of that very name, address or
 * number, is what was meant.
 */
export function exactFirst(hits: Hit[], term: string): Hit[] {
  const wanted = folded(term);
  const isExact = ({ title, subtitle, matched }: Hit) =>
    matched === 'phone' || folded(title) === wanted || folded(subtitle ?? '') === wanted;
  return [...hits.filter(isExact), ...hits.filter((hit) => !isExact(hit))];
}

/** Accents and case do not matter, as in the server's search. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLocaleLowerCase()
    .trim();
}
