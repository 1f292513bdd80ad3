import { Plural, Trans } from '@lingui/react/macro';
import { Group, Progress, Text } from '@mantine/core';
import { useFormatLocale } from '../lib/locale';
import { formatNumber, formatSpan } from '../lib/numbers';

interface ProgressBarProps {
  /** What is going on, for screen readers. */
  label: string;
  done: number;
  /** Unknown: the bar moves without an end. */
  total?: number | null;
  ratePerSecond?: number | null;
  secondsLeft?: number | null;
  /** Of `done`, when `done` counts something people do not count, such as bytes. */
  rows?: number;
  paused?: boolean;
}

/** Percentage, rate and time left of long work. */
export function ProgressBar(props: ProgressBarProps) {
  const { label, done, total, ratePerSecond, secondsLeft, rows, paused } = props;
  const locale = useFormatLocale();
  const share = total ? Math.min(100, (done / total) * 100) : null;
  const count = rows ?? done;
  const rate = ratePerSecond ? formatNumber(Math.round(ratePerSecond), locale) : null;
  const left = secondsLeft ? formatSpan(secondsLeft, locale) : null;
  return (
    <div>
      <Progress.Root size="md" radius="xl">
        <Progress.Section
          value={share ?? 100}
          animated={share === null && !paused}
          striped={share === null}
          color={paused ? 'gray' : 'brand'}
          aria-label={label}
        />
      </Progress.Root>
      <Group justify="space-between" gap="md" mt={6}>
        <Text size="sm" c="dimmed">
          <Plural value={count} one="# row" other="# rows" />
          {rate && !paused && (
            <>
              {' · '}
              <Trans>{rate} per second</Trans>
            </>
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {share !== null && `${Math.floor(share)} %`}
          {paused ? (
            <>
              {' · '}
              <Trans>paused</Trans>
            </>
          ) : (
            left && (
              <>
                {' · '}
                <Trans>{left} left</Trans>
              </>
            )
          )}
        </Text>
      </Group>
    </div>
  );
}
