import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { setCurrentProjectId } from '@/shared/api';

/** After getting in: forget what a guest saw, go on to where the person wanted to be. */
export function useArrival() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async ({ next, projectId }: { next?: string; projectId?: string } = {}) => {
    queryClient.clear();
    if (projectId) setCurrentProjectId(projectId);
    // `next` is an address with search parameters; the router's own types know only patterns.
    router.history.push(next ?? '/');
  };
}
