import { i18n } from '@lingui/core';
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

/** What a new account begins with: the language of these screens, and where the person is. */
export function ofTheBrowser() {
  return {
    language: i18n.locale,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
