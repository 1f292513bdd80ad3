import '@mantine/spotlight/styles.css';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ThemeIcon, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import {
  type Icon,
  IconBuilding,
  IconKey,
  IconMoon,
  IconSearch,
  IconSettings,
  IconSun,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { api, body } from '@/shared/api';
import { PersonAvatar } from '@/shared/ui';
import { navigation } from '../shell/navigation';
import classes from './Palette.module.css';

const [store, spotlight] = createSpotlight();

/** Contacts are looked for from this many letters on. */
const shortestTerm = 2;
const mostHits = 8;

const settings = [
  { to: '/settings/profile', label: msg`Your profile`, icon: IconUser },
  { to: '/settings/members', label: msg`Members and invitations`, icon: IconUsers },
  { to: '/settings/keys', label: msg`API keys`, icon: IconKey },
  { to: '/settings/project', label: msg`Project settings`, icon: IconSettings },
] as const;

interface Command {
  id: string;
  label: string;
  icon: Icon;
  run: () => void;
}

/** Ctrl K: find a person or a company as one types, go anywhere, run a command. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [term, setTerm] = useState('');
  const hits = useHits(term);
  const commands = useCommands().filter(({ label }) => matches(label, term));
  useEffect(() => spotlight.open(), []);
  const found = hits.items.length + commands.length > 0;
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={term}
      onQueryChange={setTerm}
      onSpotlightClose={onClose}
      scrollable
      maxHeight={420}
      radius="lg"
      centered={false}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      classNames={{ actionsGroup: classes.group, action: classes.action }}
      attributes={{ content: { 'aria-label': t`Search or run a command` } }}
    >
      <Spotlight.Search
        placeholder={t`Find a contact, go somewhere, run a command…`}
        aria-label={t`Search`}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {hits.items.length > 0 && (
          <Spotlight.ActionsGroup label={t`People and companies`}>
            {hits.items}
          </Spotlight.ActionsGroup>
        )}
        {commands.length > 0 && (
          <Spotlight.ActionsGroup label={t`Go to`}>
            {commands.map(({ id, label, icon: Glyph, run }) => (
              <Spotlight.Action
                key={id}
                label={label}
                leftSection={<Glyph size={18} stroke={1.7} aria-hidden />}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {!found && (
          <Spotlight.Empty>
            {hits.searching ? (
              <Trans>Searching…</Trans>
            ) : (
              <Trans>
                Nothing found. Try a name, an e-mail address or the end of a phone number.
              </Trans>
            )}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function matches(label: string, term: string): boolean {
  return label.toLocaleLowerCase().includes(term.trim().toLocaleLowerCase());
}

function useHits(term: string): { items: ReactNode[]; searching: boolean } {
  const navigate = useNavigate();
  const [settled] = useDebouncedValue(term.trim(), 120);
  const enabled = settled.length >= shortestTerm;
  const { data, isFetching } = useQuery({
    queryKey: ['contacts', 'search', settled],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/search', { params: { query: { q: settled, limit: mostHits } }, signal }),
      ),
    enabled,
    placeholderData: keepPreviousData,
  });
  const items = (enabled && data?.items) || [];
  return {
    searching: isFetching,
    items: items.map(({ kind, id, title, subtitle }) => (
      <Spotlight.Action
        key={id}
        label={title}
        description={subtitle ?? undefined}
        leftSection={
          kind === 'contact' ? (
            <PersonAvatar name={title} size={28} />
          ) : (
            <ThemeIcon size={28} variant="light" color="gray" radius="sm">
              <IconBuilding size={17} stroke={1.6} aria-hidden />
            </ThemeIcon>
          )
        }
        onClick={() =>
          kind === 'contact'
            ? navigate({ to: '/contacts/$contactId', params: { contactId: id } })
            : navigate({ to: '/companies/$companyId', params: { companyId: id } })
        }
      />
    )),
  };
}

function useCommands(): Command[] {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const places = [...navigation.flatMap((group) => group.items), ...settings];
  return [
    ...places.map(({ to, label, icon }) => ({
      id: to,
      label: i18n._(label),
      icon,
      run: () => void navigate({ to }),
    })),
    { id: 'light', label: t`Light colours`, icon: IconSun, run: () => setColorScheme('light') },
    { id: 'dark', label: t`Dark colours`, icon: IconMoon, run: () => setColorScheme('dark') },
  ];
}
