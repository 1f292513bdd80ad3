import { queryOptions, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  type Answer,
  api,
  body,
  currentProjectId,
  isApiError,
  setCurrentProjectId,
} from '@/shared/api';
import { activateLocale } from '@/shared/lib/locale';
import { setDisplayTimeZone } from '@/shared/lib/time';

export type Me = Answer<'/api/me', 'get'>;
export type Membership = Me['projects'][number];
export type Role = Membership['role'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => body(api.GET('/api/me', { signal })),
  staleTime: 60_000,
});

/** For screens that guests see too: null is a guest. */
export const meOrGuestQuery = queryOptions({
  queryKey: ['me-or-guest'],
  queryFn: async ({ signal }) => {
    try {
      return await body(api.GET('/api/me', { signal }));
    } catch (error) {
      if (isSignedOut(error)) return null;
      throw error;
    }
  },
});

/** The person who is signed in. Screens inside the shell always have one. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** The project this tab works in, as its member sees it. */
export function useMembership(): Membership {
  const me = useMe();
  const found = me.projects.find((project) => project.id === currentProjectId()) ?? me.projects[0];
  if (!found) throw new Error('a screen of a project without a project');
  return found;
}

/** Chooses the project of this tab among the person's own: the one used last, else the first. */
export function settleProject(me: Me): string | null {
  const wanted = currentProjectId();
  const found = me.projects.find((project) => project.id === wanted) ?? me.projects[0];
  setCurrentProjectId(found?.id ?? null);
  return found?.id ?? null;
}

/** Shows everything in the language and zone of the person. */
export async function applyPreferences(me: Me) {
  setDisplayTimeZone(me.user.time_zone);
  await activateLocale(me.user.language);
}

const ranks: Role[] = ['viewer', 'member', 'manager', 'admin', 'owner'];

/** Whether `role` may do what `needed` may. The server decides; this hides what would be refused. */
export function atLeast(role: Role, needed: Role): boolean {
  return ranks.indexOf(role) >= ranks.indexOf(needed);
}

/** `const isAdmin = useRole('admin')` */
export function useRole(needed: Role): boolean {
  return atLeast(useMembership().role, needed);
}

export function isSignedOut(error: unknown): boolean {
  return isApiError(error) && error.status === 401;
}

/** The members of the project, for choosing a person; empty while they load. */
export function useMembers() {
  const { data } = useQuery(membersQuery);
  return data?.items ?? [];
}

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => body(api.GET('/api/members', { signal })),
});

/** Everything of the last project leaves the cache, the new one starts at its home. */
export function useSwitchProject() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (id: string) => {
    setCurrentProjectId(id);
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
    await navigate({ to: '/' });
  };
}

export function useSignOut() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await api.POST('/api/auth/sign-out');
    queryClient.clear();
    await navigate({ to: '/sign-in' });
  };
}
