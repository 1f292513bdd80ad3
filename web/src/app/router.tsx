import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import { applyPreferences, isSignedOut, meQuery, settleProject } from '@/features/accounts';
import type { AuditSearch } from '@/features/accounts/settings/AuditPage';
import { readCampaignSearch } from '@/features/campaigns/search';
import { readAnalyticsSearch } from '@/features/crm/analytics/search';
import { readContactSearch } from '@/features/crm/contacts/list/search';
import { readContactPageSearch } from '@/features/crm/contacts/page/search';
import type { Step as ImportStep } from '@/features/crm/imports/mapping';
import { type Rule, readRule } from '@/features/crm/rules/rule';
import { readSegmentSearch } from '@/features/crm/segments/search';
import { readTaskSearch } from '@/features/crm/tasks/search';
import { readAsksForNew } from '@/shared/lib/useAskedFor';
import { GuestLayout } from './GuestLayout';
import { NotFound } from './NotFound';
import { RootError, RouteError } from './RouteError';

interface Context {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  errorComponent: RootError,
  notFoundComponent: NotFound,
});

// --- for everybody ----------------------------------------------------------------------------

const guest = createRoute({ getParentRoute: () => root, id: 'guest', component: GuestLayout });

/** An address inside the app to go on to; never another site. */
function insideApp(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined;
}
const withNext = (search: Record<string, unknown>): { next?: string } => ({
  next: insideApp(search.next),
});
const withToken = (search: Record<string, unknown>): { token: string } => ({
  token: typeof search.token === 'string' ? search.token : '',
});

const guestRoutes = [
  createRoute({
    getParentRoute: () => guest,
    path: '/sign-in',
    validateSearch: withNext,
    component: lazyRouteComponent(() => import('@/features/accounts/sign-in/SignInPage')),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: '/sign-up',
    validateSearch: withNext,
    component: lazyRouteComponent(() => import('@/features/accounts/sign-in/SignUpPage')),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: '/forgot-password',
    component: lazyRouteComponent(() => import('@/features/accounts/sign-in/ForgotPasswordPage')),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: '/reset-password',
    validateSearch: withToken,
    component: lazyRouteComponent(() => import('@/features/accounts/sign-in/ResetPasswordPage')),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: '/invitation',
    validateSearch: withToken,
    component: lazyRouteComponent(() => import('@/features/accounts/sign-in/AcceptInvitationPage')),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: '/verify-email',
    validateSearch: withToken,
    component: lazyRouteComponent(() => import('@/features/accounts/sign-in/VerifyEmailPage')),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: '/new-project',
    component: lazyRouteComponent(() => import('@/features/accounts/sign-in/NewProjectPage')),
  }),
] as const;

// --- for people who are signed in and have a project -------------------------------------------

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: lazyRouteComponent(() => import('./shell/Shell'), 'Shell'),
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
      if (isSignedOut(error)) throw redirect({ to: '/sign-in', search: { next: location.href } });
      throw error;
    });
    await applyPreferences(me);
    if (!settleProject(me)) throw redirect({ to: '/new-project' });
  },
});

const homeRoutes = [
  createRoute({
    getParentRoute: () => app,
    path: '/',
    component: lazyRouteComponent(() => import('@/features/home/HomePage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/dev-inbox',
    validateSearch: (search: Record<string, unknown>): { mail?: string } => ({
      mail: text(search.mail),
    }),
    component: lazyRouteComponent(() => import('@/features/mail/DevInboxPage')),
  }),
] as const;

const campaignRoutes = [
  createRoute({
    getParentRoute: () => app,
    path: '/campaigns',
    validateSearch: readAsksForNew,
    component: lazyRouteComponent(() => import('@/features/campaigns/CampaignsPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/campaigns/$campaignId',
    validateSearch: readCampaignSearch,
    component: lazyRouteComponent(() => import('@/features/campaigns/CampaignPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/templates',
    component: lazyRouteComponent(() => import('@/features/campaigns/templates/TemplatesPage')),
  }),
] as const;

const crmRoutes = [
  createRoute({
    getParentRoute: () => app,
    path: '/contacts',
    validateSearch: readContactSearch,
    component: lazyRouteComponent(() => import('@/features/crm/contacts/ContactsPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/duplicates',
    component: lazyRouteComponent(() => import('@/features/crm/duplicates/DuplicatesPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/contacts/$contactId',
    validateSearch: readContactPageSearch,
    component: lazyRouteComponent(() => import('@/features/crm/contacts/ContactPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/companies',
    validateSearch: (search: Record<string, unknown>): { q?: string } => ({ q: text(search.q) }),
    component: lazyRouteComponent(() => import('@/features/crm/companies/CompaniesPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/companies/$companyId',
    component: lazyRouteComponent(() => import('@/features/crm/companies/CompanyPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/segments',
    component: lazyRouteComponent(() => import('@/features/crm/segments/SegmentsPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/segments/new',
    validateSearch: (search: Record<string, unknown>): { filter?: Rule } => ({
      filter: readRule(search.filter),
    }),
    component: lazyRouteComponent(() => import('@/features/crm/segments/NewSegmentPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/segments/$segmentId',
    validateSearch: readSegmentSearch,
    component: lazyRouteComponent(() => import('@/features/crm/segments/SegmentPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/analytics',
    validateSearch: readAnalyticsSearch,
    component: lazyRouteComponent(() => import('@/features/crm/analytics/AnalyticsPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/journey',
    component: lazyRouteComponent(() => import('@/features/crm/journeys/FunnelPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/tasks',
    validateSearch: readTaskSearch,
    component: lazyRouteComponent(() => import('@/features/crm/tasks/TasksPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/imports',
    component: lazyRouteComponent(() => import('@/features/crm/imports/ImportsPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/imports/new',
    component: lazyRouteComponent(() => import('@/features/crm/imports/NewImportPage')),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/imports/$importId',
    validateSearch: (search: Record<string, unknown>): { step?: ImportStep } => ({
      step: (['columns', 'choices', 'check'] as const).find((step) => step === search.step),
    }),
    component: lazyRouteComponent(() => import('@/features/crm/imports/ImportPage')),
  }),
] as const;

// --- settings ----------------------------------------------------------------------------------

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/accounts/settings/SettingsLayout')),
});

const settingsRoutes = [
  createRoute({
    getParentRoute: () => settings,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/settings/profile', replace: true });
    },
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/profile',
    component: lazyRouteComponent(() => import('@/features/accounts/settings/ProfilePage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/security',
    component: lazyRouteComponent(() => import('@/features/accounts/settings/SecurityPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/notifications',
    component: lazyRouteComponent(() => import('@/features/notifications/PreferencesPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/project',
    component: lazyRouteComponent(() => import('@/features/accounts/settings/ProjectPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/members',
    component: lazyRouteComponent(() => import('@/features/accounts/settings/MembersPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/keys',
    component: lazyRouteComponent(() => import('@/features/accounts/settings/KeysPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/webhooks',
    component: lazyRouteComponent(() => import('@/features/integrations/webhooks/WebhooksPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/webhooks/$webhookId',
    component: lazyRouteComponent(() => import('@/features/integrations/webhooks/WebhookPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/qualification',
    component: lazyRouteComponent(() => import('@/features/crm/scores/QualificationPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/sites',
    component: lazyRouteComponent(() => import('@/features/crm/sites/SitesPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/fields',
    component: lazyRouteComponent(() => import('@/features/crm/fields/CustomFieldsPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/tags',
    component: lazyRouteComponent(() => import('@/features/crm/tags/TagsPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/journey',
    component: lazyRouteComponent(() => import('@/features/crm/journeys/JourneySettingsPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/suppressions',
    component: lazyRouteComponent(() => import('@/features/crm/privacy/SuppressionsPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/senders',
    component: lazyRouteComponent(() => import('@/features/campaigns/senders/SendersPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/senders/sign-in',
    validateSearch: (search: Record<string, unknown>): { code?: string; state?: string } => ({
      code: text(search.code),
      state: text(search.state),
    }),
    component: lazyRouteComponent(() => import('@/features/campaigns/senders/SignInReturnPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/senders/$senderId',
    component: lazyRouteComponent(() => import('@/features/campaigns/senders/SenderPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/topics',
    component: lazyRouteComponent(() => import('@/features/campaigns/topics/TopicsPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/engagement',
    component: lazyRouteComponent(() => import('@/features/crm/engagement/EngagementPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/jobs',
    component: lazyRouteComponent(() => import('@/features/jobs/JobsPage')),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/audit',
    validateSearch: (search: Record<string, unknown>): AuditSearch => ({
      action: text(search.action),
      user_id: text(search.user_id),
      from: text(search.from),
      to: text(search.to),
    }),
    component: lazyRouteComponent(() => import('@/features/accounts/settings/AuditPage')),
  }),
] as const;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const routeTree = root.addChildren([
  guest.addChildren(guestRoutes),
  app.addChildren([
    ...homeRoutes,
    ...campaignRoutes,
    ...crmRoutes,
    settings.addChildren(settingsRoutes),
  ]),
]);

/** `history` is given by tests. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    history,
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
    defaultErrorComponent: RouteError,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
