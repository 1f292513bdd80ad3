import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMembers } from '@/features/accounts';
import { segmentNamesQuery } from '../../rules/fields';
import { useStages } from '../stages';
import type { BulkRun } from './bulkRun';

type Told = Pick<BulkRun, 'action' | 'parameters' | 'title'>;

interface Parameters {
  tags?: string[];
  assigned_to?: string | null;
  lifecycle_stage?: string;
  segment_id?: string;
}

/** What a bulk action did, in the reader's words; the server's own, in English, where they are not known here. */
export function useBulkWords(): (run: Told) => string {
  const { t, i18n } = useLingui();
  const stages: Record<string, string> = useStages();
  const members = useMembers();
  const segments = useQuery(segmentNamesQuery).data?.items ?? [];
  return ({ action, parameters, title }) => {
    const given = (parameters ?? {}) as Parameters;
    const tags = new Intl.ListFormat(i18n.locale).format(given.tags ?? []);
    const owner = members.find(({ user_id }) => user_id === given.assigned_to)?.name;
    const stage = stages[given.lifecycle_stage ?? ''];
    const segment = segments.find(({ id }) => id === given.segment_id)?.name;
    switch (action) {
      case 'tag':
        return t`Tagged with ${tags}`;
      case 'untag':
        return t`Untagged: ${tags}`;
      case 'assign':
        if (given.assigned_to === null) return t`Owner: nobody`;
        return owner ? t`Owner: ${owner}` : title;
      case 'change_stage':
        return stage ? t`Stage: ${stage}` : title;
      case 'add_to_segment':
        return segment ? t`Added to ${segment}` : title;
      case 'exclude_from_segment':
        return segment ? t`Excluded from ${segment}` : title;
      case 'delete':
        return t`Put into the trash`;
      case 'restore':
        return t`Brought back from the trash`;
      default:
        return title;
    }
  };
}
