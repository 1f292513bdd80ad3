import { useLingui } from '@lingui/react/macro';
import { ActionIcon, SegmentedControl, Text, Title, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconChartBar, IconDownload, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ErrorState } from '../ui/ErrorState';
import { BlockSkeleton } from '../ui/Skeletons';
import { useSave } from '../ui/useSave';
import classes from './charts.module.css';

interface ChartSectionProps<Data> {
  title: string;
  description?: ReactNode;
  /** What is drawn: by which series, in which steps. */
  controls?: ReactNode;
  query: { data: Data | undefined; error: unknown; refetch: () => unknown };
  /** Whether there is something to draw; `empty` stands there otherwise. */
  hasData: (data: Data) => boolean;
  empty: ReactNode;
  chart: (data: Data) => ReactNode;
  table: (data: Data) => ReactNode;
  /** Lets the browser keep the numbers as CSV. Absent: the person may not take data away. */
  onDownload?: () => Promise<unknown>;
}

/** A titled chart that is a table too, and can be taken away. */
export function ChartSection<Data>(props: ChartSectionProps<Data>) {
  const { title, description, controls, query, hasData, empty, chart, table } = props;
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const { data, error, refetch } = query;
  const drawable = data !== undefined && hasData(data);
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.head}>
        <div className={classes.words}>
          <Title order={2} size="h3">
            {title}
          </Title>
          {description && (
            <Text size="sm" c="dimmed" component="div" maw="64ch">
              {description}
            </Text>
          )}
        </div>
        <div className={classes.tools}>
          {controls}
          {drawable && <ViewSwitch title={title} view={view} onChange={setView} />}
          {drawable && props.onDownload && <Download title={title} download={props.onDownload} />}
        </div>
      </div>
      {error && !data ? <ErrorState error={error} onRetry={refetch} compact /> : null}
      {!error && !data ? <BlockSkeleton height={220} /> : null}
      {data !== undefined && !drawable && empty}
      {drawable && (view === 'chart' ? chart(data) : table(data))}
    </section>
  );
}

interface ViewSwitchProps {
  title: string;
  view: 'chart' | 'table';
  onChange: (view: 'chart' | 'table') => void;
}

function ViewSwitch({ title, view, onChange }: ViewSwitchProps) {
  const { t } = useLingui();
  const choice = (value: 'chart' | 'table', Glyph: typeof IconTable, name: string) => ({
    value,
    label: (
      <Tooltip label={name}>
        <span className={classes.glyph}>
          <Glyph size={16} stroke={1.7} aria-hidden />
          <VisuallyHidden>{name}</VisuallyHidden>
        </span>
      </Tooltip>
    ),
  });
  return (
    <SegmentedControl
      size="xs"
      aria-label={t`How “${title}” is shown`}
      value={view}
      onChange={(chosen) => onChange(chosen as 'chart' | 'table')}
      data={[choice('chart', IconChartBar, t`Chart`), choice('table', IconTable, t`Table`)]}
    />
  );
}

function Download({ title, download }: { title: string; download: () => Promise<unknown> }) {
  const { t } = useLingui();
  const save = useSave(download, { refetch: [] });
  return (
    <Tooltip label={t`Download as CSV`}>
      <ActionIcon
        size={30}
        aria-label={t`Download “${title}” as CSV`}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        <IconDownload size={17} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
