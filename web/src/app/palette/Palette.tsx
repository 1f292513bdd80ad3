import '@mantine/spotlight/styles.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { ThemeIcon } from '@mantine/core';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconBuilding, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { type Recent, readRecents, rememberRecent } from '@/shared/lib/recents';
import { PersonAvatar, useFocusBack } from '@/shared/ui';
import { type Command, useCommands } from './commands';
import { folded, useHits } from './hits';
import classes from './Palette.module.css';

const [store, spotlight] = createSpotlight();

/** Ctrl K: find a person or a company as one types, go anywhere, run a command. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [term, setTerm] = useState('');
  useFocusBack(true);
  useEffect(() => spotlight.open(), []);
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
      <Results term={term} />
    </Spotlight.Root>
  );
}

function Results({ term }: { term: string }) {
  const { t } = useLingui();
  const { hits, searching } = useHits(term);
  const { actions, places } = useCommands();
  const [recents] = useState(readRecents);
  const wanted = folded(term);
  const matching = (commands: Command[]) =>
    commands.filter(({ label }) => folded(label).includes(wanted));
  const groups = [
    { label: t`Opened last`, rows: wanted === '' ? recents.map(asRecord) : [] },
    { label: t`People and companies`, rows: hits.map(asRecord) },
    { label: t`Do`, rows: matching(actions).map(asCommand) },
    { label: t`Go to`, rows: matching(places).map(asCommand) },
  ].filter(({ rows }) => rows.length > 0);
  useFirstSelected(term, hits);
  return (
    <Spotlight.ActionsList>
      {groups.map(({ label, rows }) => (
        <Spotlight.ActionsGroup key={label} label={label} role="group" aria-label={label}>
          {rows}
        </Spotlight.ActionsGroup>
      ))}
      {groups.length === 0 && (
        <Spotlight.Empty>
          {searching ? (
            <Trans>Searching…</Trans>
          ) : (
            <Trans>
              Nothing found. Try a name, an e-mail address or the end of a phone number.
            </Trans>
          )}
        </Spotlight.Empty>
      )}
    </Spotlight.ActionsList>
  );
}

/** Enter opens the first row. Spotlight marks it while one types, but what the server found comes later. */
function useFirstSelected(term: string, hits: { id: string }[]) {
  const found = hits.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has another first row
  useEffect(() => {
    if (term !== '') selectFirst();
  }, [term, found]);
}

/** As Spotlight does it for the arrow keys: an attribute of the row, and its place in the store. */
function selectFirst() {
  const list = document.getElementById(store.getState().listId);
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

function asCommand({ id, label, icon: Glyph, run }: Command): ReactNode {
  return (
    <Spotlight.Action
      key={id}
      label={label}
      leftSection={<Glyph size={18} stroke={1.7} aria-hidden />}
      onClick={run}
    />
  );
}

function asRecord(record: Recent & { subtitle?: string | null }): ReactNode {
  return <FoundRecord key={record.id} record={record} />;
}

function FoundRecord({ record }: { record: Recent & { subtitle?: string | null } }) {
  const navigate = useNavigate();
  const { kind, id, title, subtitle } = record;
  const open = () => {
    rememberRecent({ kind, id, title });
    if (kind === 'contact')
      void navigate({ to: '/contacts/$contactId', params: { contactId: id } });
    else void navigate({ to: '/companies/$companyId', params: { companyId: id } });
  };
  return (
    <Spotlight.Action
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
      onClick={open}
    />
  );
}
