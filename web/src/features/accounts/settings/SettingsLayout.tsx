import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link, Outlet } from '@tanstack/react-router';
import classes from './SettingsLayout.module.css';

const groups = [
  {
    label: msg`You`,
    items: [
      { to: '/settings/profile', label: msg`Profile` },
      { to: '/settings/security', label: msg`Sign-in and security` },
      { to: '/settings/notifications', label: msg`Notifications` },
    ],
  },
  {
    label: msg`Project`,
    items: [
      { to: '/settings/project', label: msg`General` },
      { to: '/settings/members', label: msg`Members` },
      { to: '/settings/fields', label: msg`Custom fields` },
      { to: '/settings/keys', label: msg`API keys` },
      { to: '/settings/audit', label: msg`Audit log` },
    ],
  },
] as const;

export default function SettingsLayout() {
  const { t, i18n } = useLingui();
  return (
    <div className={classes.layout}>
      <nav className={classes.nav} aria-label={t`Settings`}>
        {groups.map((group) => (
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
