import { Trans, useLingui } from '@lingui/react/macro';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector, IconSettings, IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { atLeast, useMe, useMembership, useSwitchProject } from '@/features/accounts';
import classes from './Sidebar.module.css';

export function ProjectSwitcher({ small }: { small: boolean }) {
  const { t } = useLingui();
  const me = useMe();
  const project = useMembership();
  const switchTo = useSwitchProject();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t`Project ${project.name}`}>
          <span className={classes.mark} aria-hidden>
            {initial(project.name)}
          </span>
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
        <Menu.Item leftSection={<IconPlus size={16} />} component={Link} to="/new-project">
          <Trans>New project</Trans>
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={16} />} component={Link} to="/settings/project">
          <Trans>Project settings</Trans>
        </Menu.Item>
        {atLeast(project.role, 'admin') && (
          <Menu.Item
            leftSection={<IconUserPlus size={16} />}
            component={Link}
            to="/settings/members"
          >
            <Trans>Invite people</Trans>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function initial(name: string): string {
  return [...name.trim()][0]?.toLocaleUpperCase() ?? '·';
}
