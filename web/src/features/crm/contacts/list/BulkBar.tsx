import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Menu, TagsInput } from '@mantine/core';
import {
  IconDownload,
  IconProgress,
  IconTag,
  IconTagOff,
  IconTrash,
  IconUser,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useMembers } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatTotal } from '@/shared/lib/numbers';
import { confirm, useFocusBack } from '@/shared/ui';
import { tagsQuery } from '../../tags/api';
import { useStages } from '../stages';
import { BarButton, BarPopover, listAbove } from './BarButton';
import { type BulkAction, type Chosen, useBulk } from './bulk';
import classes from './list.module.css';
import { SegmentPopover } from './SegmentPopover';
import { useExport } from './useExport';

export interface BulkBarProps {
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  /** What the list holds in all. */
  count?: { total: number; total_is_estimate: boolean };
  matching: Chosen;
  sort: string;
}

const nobody: Chosen = { kind: 'ids', ids: new Set() };

/** What can be done with many contacts at once. */
export function BulkBar({ chosen, onChosen, count, matching, sort }: BulkBarProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  useFocusBack(true);
  const bulk = useBulk();
  const download = useExport(sort);
  const stages = useStages();
  const members = useMembers();
  const total = count ? formatTotal(count.total, count.total_is_estimate, locale) : '…';
  const number = chosen.kind === 'ids' ? String(chosen.ids.size) : total;
  const run = (action: string, parameters: object = {}) =>
    bulk.mutate(
      { chosen, action: { action, parameters } as BulkAction },
      { onSuccess: () => onChosen(nobody) },
    );
  const people = chosen.kind === 'ids' ? chosen.ids.size : (count?.total ?? 0);
  const remove = async () => {
    const sure = await confirm({
      title: plural(people, {
        one: `Delete ${number} contact?`,
        other: `Delete ${number} contacts?`,
      }),
      body: t`They go into the trash and can be brought back for 30 days.`,
      action: plural(people, {
        one: `Delete ${number} contact`,
        other: `Delete ${number} contacts`,
      }),
      danger: true,
    });
    if (sure) run('delete');
  };
  return (
    <section className={classes.bulk} aria-label={t`Chosen contacts`}>
      <span className={classes.bulkWords} aria-live="polite">
        <Trans>{number} chosen</Trans>
        {chosen.kind === 'ids' && count && chosen.ids.size < count.total && (
          <Button size="compact-sm" variant="light" onClick={() => onChosen(matching)}>
            <Trans>Choose all {total}</Trans>
          </Button>
        )}
      </span>
      <TagPopover
        icon={<IconTag size={15} />}
        label={t`Tag`}
        onTags={(tags) => run('tag', { tags })}
      />
      <TagPopover
        icon={<IconTagOff size={15} />}
        label={t`Untag`}
        onTags={(tags) => run('untag', { tags })}
      />
      <Choice
        icon={<IconUser size={15} />}
        label={t`Owner`}
        options={[
          ...members.map(({ user_id, name }) => ({ value: user_id, label: name })),
          { value: '', label: t`Nobody` },
        ]}
        onChoose={(id) => run('assign', { assigned_to: id || null })}
      />
      <Choice
        icon={<IconProgress size={15} />}
        label={t`Stage`}
        options={Object.entries(stages).map(([value, label]) => ({ value, label }))}
        onChoose={(lifecycle_stage) => run('change_stage', { lifecycle_stage })}
      />
      <SegmentPopover onSegment={(action, segment_id) => run(action, { segment_id })} />
      <BarButton
        leftSection={<IconDownload size={15} aria-hidden />}
        loading={download.isPending}
        onClick={() => download.mutate({ chosen, format: 'csv' })}
      >
        <Trans>Export</Trans>
      </BarButton>
      <BarButton
        leftSection={<IconTrash size={15} aria-hidden />}
        loading={bulk.isPending}
        onClick={remove}
      >
        <Trans>Delete</Trans>
      </BarButton>
      <ActionIcon
        className={classes.bulkEnd}
        aria-label={t`Choose nobody`}
        onClick={() => onChosen(nobody)}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </section>
  );
}

interface ChoiceProps {
  icon: ReactNode;
  label: string;
  options: { value: string; label: string }[];
  onChoose: (value: string) => void;
}

function Choice({ icon, label, options, onChoose }: ChoiceProps) {
  return (
    <Menu position="top">
      <Menu.Target>
        <BarButton leftSection={icon}>{label}</BarButton>
      </Menu.Target>
      <Menu.Dropdown>
        {options.map(({ value, label: name }) => (
          <Menu.Item key={value} onClick={() => onChoose(value)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface TagPopoverProps {
  icon: ReactNode;
  label: string;
  onTags: (tags: string[]) => void;
}

function TagPopover({ icon, label, onTags }: TagPopoverProps) {
  const { t } = useLingui();
  const [tags, setTags] = useState<string[]>([]);
  const [typed, setTyped] = useState('');
  // What was typed and not confirmed by Enter counts too.
  const all = [...new Set([...tags, typed.trim()])].filter(Boolean);
  const { data } = useQuery(tagsQuery);
  return (
    <BarPopover icon={icon} label={label}>
      {(close) => (
        <form
          className={classes.candidates}
          onSubmit={(event) => {
            event.preventDefault();
            close();
            setTags([]);
            setTyped('');
            onTags(all);
          }}
        >
          <TagsInput
            data-autofocus
            aria-label={t`Tags`}
            placeholder={t`Type and press Enter`}
            maxLength={60}
            limit={50}
            comboboxProps={listAbove}
            data={(data?.items ?? []).map(({ name }) => name)}
            value={tags}
            onChange={setTags}
            searchValue={typed}
            onSearchChange={setTyped}
          />
          <Button type="submit" size="compact-sm" mt={6} disabled={all.length === 0}>
            <Plural value={all.length} one="Apply # tag" other="Apply # tags" />
          </Button>
        </form>
      )}
    </BarPopover>
  );
}
