import { useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { LinkMenuItem } from '@/shared/ui';
import { settingsPages } from './pages';
import classes from './SettingsLayout.module.css';

/** The settings beside a list of their pages; where there is no room for it, below a menu of them. */
export default function SettingsLayout() {
  return (
    <div className={classes.layout}>
      <PageList />
      <PageMenu />
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  );
}

function PageList() {
  const { t, i18n } = useLingui();
  return (
    <nav className={classes.nav} aria-label={t`Settings`}>
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
  );
}

function PageMenu() {
  const { t, i18n } = useLingui();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const present = settingsPages
    .flatMap(({ items }) => [...items])
    .find(({ to }) => path === to || path.startsWith(`${to}/`));
  const name = present ? i18n._(present.label) : t`Settings`;
  return (
    <div className={classes.menu}>
      <Menu position="bottom-start" width="target">
        <Menu.Target>
          <Button
            fullWidth
            variant="default"
            justify="space-between"
            rightSection={<IconSelector size={16} aria-hidden />}
            aria-label={t`Settings: ${name}`}
          >
            {name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.dropdown}>
          {settingsPages.map((group) => (
            <div key={group.items[0].to}>
              <Menu.Label>{i18n._(group.label)}</Menu.Label>
              {group.items.map(({ to, label }) => (
                <LinkMenuItem key={to} to={to}>
                  {i18n._(label)}
                </LinkMenuItem>
              ))}
            </div>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
