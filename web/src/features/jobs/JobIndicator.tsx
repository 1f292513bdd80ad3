import { useLingui } from '@lingui/react/macro';
import { Progress, RingProgress, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Job } from './api';
import classes from './JobIndicator.module.css';
import { useJobTitle } from './names';
import { useMyLongJob } from './useJobs';

/** How far the person's own long work is, wherever he goes meanwhile. */
export function JobIndicator({ small = false }: { small?: boolean }) {
  const job = useMyLongJob();
  if (!job) return null;
  return small ? <Ring job={job} /> : <Card job={job} />;
}

/** Where one sees more of it. */
function placeOf({ kind }: Job): '/imports' | '/settings/jobs' {
  return kind === 'import_contacts' || kind === 'undo_import' ? '/imports' : '/settings/jobs';
}

function shareOf({ progress_done, progress_total }: Job): number | null {
  if (!progress_total) return null;
  return Math.min(100, Math.floor((progress_done / progress_total) * 100));
}

function Card({ job }: { job: Job }) {
  const title = useJobTitle()(job);
  const share = shareOf(job);
  return (
    <Link to={placeOf(job)} className={classes.card}>
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        {share !== null && <span className={classes.share}>{share} %</span>}
      </span>
      <Progress
        value={share ?? 100}
        size={4}
        radius="xl"
        striped={share === null}
        animated={share === null}
        aria-label={title}
      />
    </Link>
  );
}

function Ring({ job }: { job: Job }) {
  const { t } = useLingui();
  const title = useJobTitle()(job);
  const share = shareOf(job);
  const label = share === null ? title : t`${title}: ${share} %`;
  return (
    <Tooltip label={label} position="right">
      <Link to={placeOf(job)} className={classes.ring} aria-label={label}>
        <RingProgress
          size={26}
          thickness={3}
          roundCaps
          aria-hidden
          sections={[{ value: share ?? 25, color: 'brand' }]}
        />
      </Link>
    </Tooltip>
  );
}
