import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Body, body, ifMatch } from '@/shared/api';
import { useSave } from '@/shared/ui';
import { type Segment, segmentQuery } from './api';

/** Saves a change to a segment; refused when somebody else changed it since it was read. */
export function useChangeSegment(segment: Segment) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { id, version } = segment;
  return useSave(
    async (change: Body<'/api/crm/segments/{id}', 'patch'>) => {
      const changed = await body(
        api.PATCH('/api/crm/segments/{id}', {
          params: { path: { id } },
          headers: ifMatch(version),
          body: change,
        }),
      );
      queryClient.setQueryData(segmentQuery(id).queryKey, changed);
    },
    { refetch: [['segments']], done: t`Saved` },
  );
}
