import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError, api } from '@/shared/api';
import { toast } from '@/shared/ui';
import { isMissingFooter, type MissingPart } from '../editor/footer';

/** Starts a rehearsal; what a message lacks is shown where it can be mended, not as a toast. */
export function useRehearse(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.POST('/api/campaigns/{id}/rehearsals', { params: { path: { id } } }),
    onError: (error) => {
      if (missingFooters(error).length === 0) toast.error(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['campaigns', 'rehearsals', id] }),
  });
}

/** What the messages lack at their ends, with fields such as "messages[0].html_content". */
export function missingFooters(error: unknown): MissingPart[] {
  return error instanceof ApiError ? (error.problem.errors ?? []).filter(isMissingFooter) : [];
}
