import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClockHour4,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useMembers, useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatSpan } from '@/shared/lib/numbers';
import { confirm, ProgressBar, RelativeTime, Row, useSave } from '@/shared/ui';
import type { Job } from './api';
import classes from './JobRows.module.css';
import { useJobTitle } from './names';

const allJobs = [['jobs']];

export function RunningJob({ job }: { job: Job }) {
  const { t } = useLingui();
  const title = useJobTitle()(job);
  return (
    <li className={classes.running}>
      <div className={classes.head}>
        <div className={classes.words}>
          <Text fw={550}>{title}</Text>
          <Text size="sm" c="dimmed" component="div">
            <Starter job={job} />
            {job.started_at && (
              <Trans>
                started <RelativeTime instant={job.started_at} />
              </Trans>
            )}
          </Text>
        </div>
        <Cancel job={job} title={title} />
      </div>
      <ProgressBar
        label={t`Progress of ${title}`}
        done={job.progress_done}
        total={job.progress_total}
        ratePerSecond={job.rate_per_second}
        secondsLeft={job.seconds_left}
      />
    </li>
  );
}

export function WaitingJob({ job }: { job: Job }) {
  const title = useJobTitle()(job);
  const again = job.attempts > 0;
  return (
    <Row
      icon={<IconClockHour4 size={20} stroke={1.6} aria-hidden />}
      title={title}
      detail={
        <>
          <Starter job={job} />
          {again ? (
            <Trans>
              next try <RelativeTime instant={job.run_at} />
            </Trans>
          ) : (
            <Trans>waits for its turn</Trans>
          )}
          {job.error && <div className={classes.error}>{job.error}</div>}
        </>
      }
    >
      {again && (
        <Badge color="orange">
          <Trans>
            try {job.attempts} of {job.max_attempts} failed
          </Trans>
        </Badge>
      )}
      <Cancel job={job} title={title} />
    </Row>
  );
}

export function DeadJob({ job }: { job: Job }) {
  const title = useJobTitle()(job);
  return (
    <Row
      icon={<IconAlertTriangle size={20} stroke={1.6} color="var(--mantine-color-error)" />}
      title={title}
      detail={
        <>
          <Starter job={job} />
          <Plural value={job.attempts} one="# try" other="# tries" />
          {job.finished_at && (
            <>
              {' · '}
              <RelativeTime instant={job.finished_at} />
            </>
          )}
          {job.error && <div className={classes.error}>{job.error}</div>}
        </>
      }
    >
      <Retry job={job} title={title} />
    </Row>
  );
}

export function EndedJob({ job }: { job: Job }) {
  const title = useJobTitle()(job);
  const locale = useFormatLocale();
  const cancelled = job.status === 'cancelled';
  const Glyph = cancelled ? IconPlayerStop : IconCircleCheck;
  const rows = job.progress_done > 0 ? formatNumber(job.progress_done, locale) : null;
  return (
    <Row
      icon={
        <Glyph
          size={20}
          stroke={1.6}
          color={cancelled ? undefined : 'var(--mantine-color-teal-light-color)'}
          aria-hidden
        />
      }
      title={title}
      detail={
        <>
          <Starter job={job} />
          {job.finished_at && <RelativeTime instant={job.finished_at} />}
          {rows && (
            <>
              {' · '}
              <Trans>{rows} done</Trans>
            </>
          )}
          <Took job={job} />
        </>
      }
    >
      {cancelled && (
        <>
          <Badge color="gray">
            <Trans>cancelled</Trans>
          </Badge>
          <Retry job={job} title={title} />
        </>
      )}
    </Row>
  );
}

/** Only what took noticeably long says so. */
function Took({ job }: { job: Job }) {
  const locale = useFormatLocale();
  if (!job.started_at || !job.finished_at) return null;
  const seconds = (Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000;
  if (seconds < 1) return null;
  const span = formatSpan(seconds, locale);
  return (
    <>
      {' · '}
      <Trans>took {span}</Trans>
    </>
  );
}

function Starter({ job }: { job: Job }) {
  const name = useMembers().find(({ user_id }) => user_id === job.created_by)?.name;
  return name ? <>{name} · </> : null;
}

function Cancel({ job, title }: { job: Job; title: string }) {
  const { t } = useLingui();
  const mayCancel = useRole('manager');
  const cancel = useSave(
    () => api.POST('/api/jobs/{id}/cancel', { params: { path: { id: job.id } } }),
    { refetch: allJobs, done: t`It stops after the step it is at` },
  );
  if (!mayCancel) return null;
  const ask = async () => {
    const yes = await confirm({
      title: t`Cancel “${title}”?`,
      body: t`What is done already stays. You can retry it later from this screen.`,
      action: t`Cancel job`,
      danger: true,
    });
    if (yes) cancel.mutate();
  };
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={t`Cancel: ${title}`}
      loading={cancel.isPending}
      onClick={ask}
    >
      <Trans>Cancel</Trans>
    </Button>
  );
}

/** What gave up or was cancelled may be run once more. */
function Retry({ job, title }: { job: Job; title: string }) {
  const { t } = useLingui();
  const mayRetry = useRole('manager');
  const retry = useSave(
    () => api.POST('/api/jobs/{id}/retry', { params: { path: { id: job.id } } }),
    { refetch: allJobs, done: t`It is tried again` },
  );
  if (!mayRetry) return null;
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={t`Retry: ${title}`}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
    >
      <Trans>Retry</Trans>
    </Button>
  );
}
