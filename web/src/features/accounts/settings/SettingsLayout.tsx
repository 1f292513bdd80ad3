import { useLingui } from '@lingui/react/macro';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useActiveInSight } from '@/shared/lib/useActiveInSight';
import { settingsPages } from './pages';
import classes from './SettingsLayout.module.css';

export default function SettingsLayout() {
  const { t, i18n } = useLingui();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const nav = useActiveInSight<HTMLElement>('[data-status="active"]', path);
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
