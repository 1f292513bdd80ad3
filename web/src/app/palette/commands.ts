import { useLingui } from '@lingui/react/macro';
import { useMantineColorScheme } from '@mantine/core';
import {
  type Icon,
  IconArrowsExchange,
  IconChecklist,
  IconDeviceDesktop,
  IconMailbox,
  IconMoon,
  IconSettings,
  IconSpeakerphone,
  IconSun,
  IconTableImport,
  IconUserPlus,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import {
  settingsPages,
  useMe,
  useMembership,
  useRole,
  useSwitchProject,
} from '@/features/accounts';
import { useDevInbox } from '@/features/mail';
import { navigation } from '../shell/navigation';

export interface Command {
  id: string;
  label: string;
  icon: Icon;
  run: () => void;
}

export interface Commands {
  /** What one does: these come first. */
  actions: Command[];
  places: Command[];
}

export function useCommands(): Commands {
  return {
    actions: [...useCreating(), ...useProjects(), ...useColors()],
    places: [...usePlaces(), ...useSettings()],
  };
}

function useCreating(): Command[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const mayEdit = useRole('member');
  const mayImport = useRole('manager');
  const creating: Command[] = [
    {
      id: 'new-contact',
      label: t`New contact`,
      icon: IconUserPlus,
      run: () => void navigate({ to: '/contacts', search: { new: true } }),
    },
    {
      id: 'new-task',
      label: t`New task`,
      icon: IconChecklist,
      run: () => void navigate({ to: '/tasks', search: { new: true } }),
    },
    {
      id: 'new-segment',
      label: t`New segment`,
      icon: IconUsersGroup,
      run: () => void navigate({ to: '/segments/new' }),
    },
    {
      id: 'new-campaign',
      label: t`New campaign`,
      icon: IconSpeakerphone,
      run: () => void navigate({ to: '/campaigns', search: { new: true } }),
    },
  ];
  const importing: Command = {
    id: 'import',
    label: t`Import contacts`,
    icon: IconTableImport,
    run: () => void navigate({ to: '/imports/new' }),
  };
  return [...(mayEdit ? creating : []), ...(mayImport ? [importing] : [])];
}

function useProjects(): Command[] {
  const { t } = useLingui();
  const { projects } = useMe();
  const present = useMembership();
  const switchTo = useSwitchProject();
  return projects
    .filter(({ id }) => id !== present.id)
    .map(({ id, name }) => ({
      id,
      label: t`Switch to the project ${name}`,
      icon: IconArrowsExchange,
      run: () => void switchTo(id),
    }));
}

function useColors(): Command[] {
  const { t } = useLingui();
  const { setColorScheme } = useMantineColorScheme();
  return [
    { id: 'light', label: t`Light colours`, icon: IconSun, run: () => setColorScheme('light') },
    { id: 'dark', label: t`Dark colours`, icon: IconMoon, run: () => setColorScheme('dark') },
    {
      id: 'auto',
      label: t`Colours as the device`,
      icon: IconDeviceDesktop,
      run: () => setColorScheme('auto'),
    },
  ];
}

function usePlaces(): Command[] {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const devInbox = useDevInbox();
  const places = navigation
    .flatMap((group) => group.items)
    .map(({ to, label, icon }) => ({
      id: to,
      label: i18n._(label),
      icon,
      run: () => void navigate({ to }),
    }));
  const inbox: Command = {
    id: '/dev-inbox',
    label: t`Dev inbox`,
    icon: IconMailbox,
    run: () => void navigate({ to: '/dev-inbox' }),
  };
  return devInbox ? [...places, inbox] : places;
}

function useSettings(): Command[] {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  return settingsPages
    .flatMap((group) => [...group.items])
    .map(({ to, label }) => {
      const page = i18n._(label);
      return {
        id: to,
        label: t`Settings: ${page}`,
        icon: IconSettings,
        run: () => void navigate({ to }),
      };
    });
}
