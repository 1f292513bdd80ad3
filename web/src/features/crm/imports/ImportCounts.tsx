import { useLingui } from '@lingui/react/macro';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import type { Import } from './api';
import classes from './ImportCounts.module.css';

/** What becomes of the lines; `planned` while nothing has changed yet. */
export function ImportCounts({ run, planned = false }: { run: Import; planned?: boolean }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const counts = [
    { key: 'created', label: planned ? t`would be new` : t`new`, value: run.rows_created },
    {
      key: 'updated',
      label: planned ? t`would be updated` : t`updated`,
      value: run.rows_updated,
    },
    { key: 'skipped', label: t`there already, left as they are`, value: run.rows_skipped },
    { key: 'refused', label: t`refused`, value: run.rows_refused },
  ];
  return (
    <dl className={classes.counts}>
      {counts.map(({ key, label, value }) => (
        <div
          key={key}
          className={classes.count}
          data-refused={(key === 'refused' && value > 0) || undefined}
        >
          <dt>{label}</dt>
          <dd>{formatNumber(value, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}
