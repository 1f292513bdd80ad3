import { useLingui } from '@lingui/react/macro';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { settingsPages } from './pages';
import classes from './SettingsLayout.module.css';

export default function SettingsLayout() {
  const { t, i18n } = useLingui();
  const nav = useActiveInSight();
  return (
    <div className={classes.layout}>
      <nav ref={nav} className={classes.nav} aria-label={t`Settings`}>
        {settingsPages.map((group) => (
          <div key={group.items[0].to} className={classes.group}>
            <div className={classes.label}>{i18n._(group.label)}</div>
            {group.items.map(({ to, label }) => (
              <Link key={to} to={to} className={classes.link}>
                {i18n._(label)}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  );
}

/** On phones the list is one line that scrolls sideways: the present screen stays in sight. */
function useActiveInSight() {
  const nav = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another active link
  useEffect(() => {
    const list = nav.current;
    const active = list?.querySelector<HTMLElement>('[data-status="active"]');
    if (list && active)
      list.scrollLeft = active.offsetLeft - (list.clientWidth - active.clientWidth) / 2;
  }, [path]);
  return nav;
}
