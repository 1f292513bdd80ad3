import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import {
  type Icon,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMailbox,
  IconSearch,
  IconSettings,
} from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { JobIndicator } from '@/features/jobs';
import { useDevInbox } from '@/features/mail';
import { NotificationBell } from '@/features/notifications';
import { KeyboardHint } from '@/shared/ui';
import { navigation } from './navigation';
import { ProjectSwitcher } from './ProjectSwitcher';
import classes from './Sidebar.module.css';
import { UserMenu } from './UserMenu';

interface SidebarProps {
  /** Icons only. */
  small?: boolean;
  /** Absent on phones, where the sidebar is a drawer. */
  onSmall?: (small: boolean) => void;
  onSearch: () => void;
  onHelp: () => void;
}

export function Sidebar({ small = false, onSmall, onSearch, onHelp }: SidebarProps) {
  const { t, i18n } = useLingui();
  const devInbox = useDevInbox();
  return (
    <div className={classes.sidebar} data-small={small || undefined}>
      <div className={classes.top}>
        <ProjectSwitcher small={small} />
        <NotificationBell />
      </div>
      <Tooltip label={t`Search`} disabled={!small} position="right">
        <UnstyledButton
          className={classes.search}
          onClick={onSearch}
          aria-label={small ? t`Search` : undefined}
        >
          <IconSearch size={16} aria-hidden />
          {!small && (
            <>
              <span>
                <Trans>Search…</Trans>
              </span>
              <KeyboardHint keys="mod+K" />
            </>
          )}
        </UnstyledButton>
      </Tooltip>
      <nav className={classes.nav} aria-label={t`Main`}>
        {navigation.map((group) => (
          <div key={group.items[0]?.to} className={classes.group}>
            {group.label && !small && <div className={classes.label}>{i18n._(group.label)}</div>}
            {group.items.map(({ to, label, icon }) => (
              <SidebarLink key={to} to={to} label={i18n._(label)} icon={icon} small={small} />
            ))}
          </div>
        ))}
      </nav>
      <div className={classes.bottom}>
        <JobIndicator small={small} />
        <div className={classes.places}>
          {devInbox && (
            <SidebarLink to="/dev-inbox" label={t`Dev inbox`} icon={IconMailbox} small={small} />
          )}
          <SidebarLink to="/settings" label={t`Settings`} icon={IconSettings} small={small} />
        </div>
        <div className={classes.user}>
          <UserMenu small={small} onHelp={onHelp} />
          {!small && (
            <Tooltip label={t`Keyboard shortcuts`}>
              <ActionIcon
                size={32}
                aria-label={t`Keyboard shortcuts`}
                onClick={onHelp}
                visibleFrom="sm"
              >
                <IconKeyboard size={17} />
              </ActionIcon>
            </Tooltip>
          )}
          {onSmall && (
            <Tooltip label={small ? t`Unfold the sidebar` : t`Fold the sidebar`} position="right">
              <ActionIcon
                size={32}
                aria-label={small ? t`Unfold the sidebar` : t`Fold the sidebar`}
                onClick={() => onSmall(!small)}
              >
                {small ? (
                  <IconLayoutSidebarLeftExpand size={17} />
                ) : (
                  <IconLayoutSidebarLeftCollapse size={17} />
                )}
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </div>
    </div>
  );
}

function SidebarLink(props: { to: LinkProps['to']; label: string; icon: Icon; small: boolean }) {
  const { to, label, icon: Glyph, small } = props;
  return (
    <Tooltip label={label} disabled={!small} position="right">
      <Link
        to={to}
        className={classes.link}
        activeOptions={{ exact: to === '/' }}
        aria-label={small ? label : undefined}
      >
        <Glyph size={18} stroke={1.7} aria-hidden />
        {!small && <span>{label}</span>}
      </Link>
    </Tooltip>
  );
}
