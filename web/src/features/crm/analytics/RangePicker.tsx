import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Popover, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useFormatLocale } from '@/shared/lib/locale';
import { usePresetNames } from './names';
import { type DayRange, daysIn, isDay, type Preset, presets } from './range';
import type { AnalyticsSearch } from './search';

const mostDays = 366 * 10;

interface RangePickerProps {
  search: AnalyticsSearch;
  /** What the search means today. */
  range: DayRange;
}

/** The time that the page looks at: one that moves on with the days, or two days of one's own. */
export function RangePicker({ search, range }: RangePickerProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const names = usePresetNames();
  const go = useGo();
  const [opened, opens] = useDisclosure();
  const isOwn = search.from !== undefined;
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const inWords = days.formatRange(new Date(range.from), new Date(range.until));
  return (
    <Group gap="xs">
      <Select
        aria-label={t`Time`}
        w={170}
        allowDeselect={false}
        value={isOwn ? 'own' : (search.range ?? '90d')}
        data={[
          ...presets.map((preset) => ({ value: preset, label: names[preset] })),
          { value: 'own', label: t`Own days` },
        ]}
        onChange={(chosen) =>
          chosen === 'own' ? opens.open() : go({ range: (chosen ?? undefined) as Preset })
        }
      />
      <Popover opened={opened} onChange={opens.toggle} position="bottom-end" trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<IconCalendar size={16} aria-hidden />}
            onClick={opens.toggle}
            aria-label={t`${inWords}: choose other days`}
          >
            {inWords}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <OwnDays
            range={range}
            onChosen={(own) => {
              opens.close();
              go({ range: undefined, ...own });
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}

function OwnDays({ range, onChosen }: { range: DayRange; onChosen: (own: DayRange) => void }) {
  const { t } = useLingui();
  const [own, setOwn] = useState(range);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isDay(own.from) || !isDay(own.until)) setProblem(t`Fill in both days`);
    else if (own.from > own.until) setProblem(t`The first day must not lie after the last`);
    else if (daysIn(own) > mostDays) setProblem(t`At most ten years at once`);
    else onChosen(own);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Group gap="sm" align="flex-start" wrap="nowrap">
          <TextInput
            type="date"
            label={t`From`}
            value={own.from}
            error={problem !== null}
            data-autofocus
            onChange={({ currentTarget: { value } }) => setOwn({ ...own, from: value })}
          />
          <TextInput
            type="date"
            label={t`Until`}
            value={own.until}
            error={problem !== null}
            onChange={({ currentTarget: { value } }) => setOwn({ ...own, until: value })}
          />
        </Group>
        {problem && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" size="sm">
            <Trans>Show these days</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Goes to another time; the rest of the address stays, but for steps that may no longer fit. */
function useGo() {
  const navigate = useNavigate();
  return (range: Pick<AnalyticsSearch, 'range' | 'from' | 'until'>) =>
    void navigate({
      to: '/analytics',
      search: ({ by }) => ({ by, ...range }),
    });
}
