import { Trans, useLingui } from '@lingui/react/macro';
import { Menu, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { useMe, useSignOut } from '@/features/accounts';
import { LinkMenuItem, PersonAvatar, toast } from '@/shared/ui';
import classes from './Sidebar.module.css';

export function UserMenu({ small, onHelp }: { small: boolean; onHelp: () => void }) {
  const { t } = useLingui();
  const { user } = useMe();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [
    { value: 'light', label: t`Light`, icon: IconSun },
    { value: 'dark', label: t`Dark`, icon: IconMoon },
    { value: 'auto', label: t`As the device`, icon: IconDeviceDesktop },
  ] as const;
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <PersonAvatar
            name={user.name}
            src={user.avatar_file_id && `/api/files/${user.avatar_file_id}?show=true`}
            size={26}
          />
          {small ? (
            <VisuallyHidden>{user.name}</VisuallyHidden>
          ) : (
            <span className={classes.name}>{user.name}</span>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" c="dimmed" px="sm" py={6} truncate>
          {user.email}
        </Text>
        <LinkMenuItem leftSection={<IconUser size={16} />} to="/settings/profile">
          <Trans>Your profile</Trans>
        </LinkMenuItem>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHelp}>
          <Trans>Keyboard shortcuts</Trans>
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>
          <Trans>Colours</Trans>
        </Menu.Label>
        {schemes.map(({ value, label, icon: Glyph }) => (
          <Menu.Item
            key={value}
            closeMenuOnClick={false}
            leftSection={<Glyph size={16} />}
            rightSection={colorScheme === value && <IconCheck size={15} aria-label={t`chosen`} />}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => signOut().catch(toast.error)}
        >
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
