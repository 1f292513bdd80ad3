import { Trans, useLingui } from '@lingui/react/macro';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector, IconSettings, IconUserPlus } from '@tabler/icons-react';
import { atLeast, useMe, useMembership, useSwitchProject } from '@/features/accounts';
import { LinkMenuItem } from '@/shared/ui';
import classes from './Sidebar.module.css';

export function ProjectSwitcher({ small }: { small: boolean }) {
  const { t } = useLingui();
  const me = useMe();
  const project = useMembership();
  const switchTo = useSwitchProject();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={small ? project.name : undefined}>
          <span className={classes.mark} data-initial={initial(project.name)} />
          {!small && (
            <>
              <span className={classes.name}>{project.name}</span>
              <IconSelector size={15} className={classes.chevron} aria-hidden />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Trans>Projects</Trans>
        </Menu.Label>
        {me.projects.map(({ id, name }) => (
          <Menu.Item
            key={id}
            rightSection={id === project.id && <IconCheck size={15} aria-label={t`chosen`} />}
            onClick={() => id !== project.id && switchTo(id)}
          >
            {name}
          </Menu.Item>
        ))}
        <LinkMenuItem leftSection={<IconPlus size={16} />} to="/new-project">
          <Trans>New project</Trans>
        </LinkMenuItem>
        <Menu.Divider />
        <LinkMenuItem leftSection={<IconSettings size={16} />} to="/settings/project">
          <Trans>Project settings</Trans>
        </LinkMenuItem>
        {atLeast(project.role, 'admin') && (
          <LinkMenuItem leftSection={<IconUserPlus size={16} />} to="/settings/members">
            <Trans>Invite people</Trans>
          </LinkMenuItem>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function initial(name: string): string {
  return [...name.trim()][0]?.toLocaleUpperCase() ?? '·';
}
