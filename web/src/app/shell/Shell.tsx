import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Drawer, Text } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { CatchBoundary, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useMembership } from '@/features/accounts';
import { JobIndicator } from '@/features/jobs';
import { NotificationBell } from '@/features/notifications';
import { useShortcutListener, useShortcuts } from '@/shared/lib/shortcuts';
import { Realtime } from '@/shared/realtime';
import { BlockSkeleton, ErrorState, lazyPart, Page } from '@/shared/ui';
import { useFocusOnDoneButtons, useFocusOnNavigation } from './focus';
import { navigation } from './navigation';
import classes from './Shell.module.css';
import { Sidebar } from './Sidebar';

const Palette = lazyPart(async () => (await import('../palette/Palette')).default);
const ShortcutHelp = lazyPart(async () => (await import('./ShortcutHelp')).default);

/** Everything a person who is signed in works in. */
export function Shell() {
  const { t } = useLingui();
  const project = useMembership();
  const [small, setSmall] = useLocalStorage({
    key: 'socialflow.sidebar-small',
    defaultValue: false,
  });
  const [drawer, drawerIs] = useDisclosure();
  const [palette, paletteIs] = useDisclosure();
  const [help, helpIs] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });

  useFocusOnNavigation();
  useFocusOnDoneButtons();
  useShellShortcuts({
    palette: paletteIs.toggle,
    help: helpIs.open,
    sidebar: () => setSmall((now) => !now),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving anywhere closes the drawer
  useEffect(() => drawerIs.close(), [path]);

  return (
    <div className={classes.shell} data-small={small || undefined}>
      <a className={classes.skip} href="#main">
        <Trans>Skip to content</Trans>
      </a>
      <TopBar project={project.name} onMenu={drawerIs.open} onSearch={paletteIs.open} />
      <aside className={classes.sidebar} aria-label={t`Sidebar`}>
        <Sidebar small={small} onSmall={setSmall} onSearch={paletteIs.open} onHelp={helpIs.open} />
      </aside>
      <Drawer.Root opened={drawer} onClose={drawerIs.close} size={280} padding={0}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={t`Sidebar`}>
          <Drawer.Body className={classes.drawer}>
            <Sidebar onSearch={paletteIs.open} onHelp={helpIs.open} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      <main id="main" tabIndex={-1} className={classes.main}>
        <CatchBoundary
          getResetKey={() => path}
          errorComponent={({ error, reset }) => <ErrorState error={error} onRetry={reset} />}
        >
          <Suspense
            fallback={
              <Page>
                <BlockSkeleton />
              </Page>
            }
          >
            <Outlet />
          </Suspense>
        </CatchBoundary>
      </main>
      <Realtime
        key={project.id}
        projectId={project.id}
        topics={[
          'contacts',
          'companies',
          'suppressions',
          'segments',
          'tasks',
          'imports',
          'jobs',
          'notifications',
          'campaigns',
        ]}
      />
      <Suspense>
        {palette && <Palette onClose={paletteIs.close} />}
        {help && <ShortcutHelp onClose={helpIs.close} />}
      </Suspense>
    </div>
  );
}

/** On phones: the way to the sidebar and to the search. */
function TopBar(props: { project: string; onMenu: () => void; onSearch: () => void }) {
  const { t } = useLingui();
  return (
    <header className={classes.topbar}>
      <ActionIcon size={40} aria-label={t`Open navigation`} onClick={props.onMenu}>
        <IconMenu2 size={20} />
      </ActionIcon>
      <Text fw={600} truncate flex={1}>
        {props.project}
      </Text>
      <JobIndicator small />
      <ActionIcon size={40} aria-label={t`Search`} onClick={props.onSearch}>
        <IconSearch size={20} />
      </ActionIcon>
      <NotificationBell size={40} />
    </header>
  );
}

function useShellShortcuts(open: { palette: () => void; help: () => void; sidebar: () => void }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const places = navigation.flatMap((group) => group.items);
  useShortcuts([
    { keys: 'mod+K', label: t`Search or run a command`, run: open.palette },
    { keys: '?', label: t`Show keyboard shortcuts`, run: open.help },
    { keys: '[', label: t`Fold or unfold the sidebar`, run: open.sidebar },
    ...places.map(({ to, label, key }) => {
      const place = i18n._(label);
      return { keys: `g ${key}`, label: t`Go to ${place}`, run: () => void navigate({ to }) };
    }),
    { keys: 'g ,', label: t`Go to settings`, run: () => void navigate({ to: '/settings' }) },
  ]);
  useShortcutListener();
}
