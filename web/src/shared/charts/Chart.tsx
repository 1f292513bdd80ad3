import { useLingui } from '@lingui/react/macro';
import { useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ErrorState } from '../ui/ErrorState';
import { BlockSkeleton } from '../ui/Skeletons';
import classes from './charts.module.css';
import { themeOf } from './looks';

interface ChartProps {
  /** Names the chart. */
  label: string;
  /** Of ECharts. A new object draws anew: keep it with useMemo. */
  option: EChartsCoreOption;
  /** What stands at each place of the category axis, in words: "2 March: 12 by website, 3 by import". */
  points: string[];
  heightPx?: number;
}

/**
 * A chart in the colours of the app. With the keyboard one walks over its places, each is said; its numbers as a
 * table are ChartSection's.
 */
export function Chart({ label, option, points, heightPx = 300 }: ChartProps) {
  const { t } = useLingui();
  const { host, chart, state } = useDrawing(option);
  const [place, setPlace] = useState(-1);
  const show = (next: number) => {
    const inside = Math.max(0, Math.min(points.length - 1, next));
    setPlace(inside);
    chart.current?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: inside });
  };
  const leave = () => {
    setPlace(-1);
    chart.current?.dispatchAction({ type: 'hideTip' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowRight: place + 1,
      ArrowLeft: place < 0 ? points.length - 1 : place - 1,
      Home: 0,
      End: points.length - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) show(next);
    else if (event.key === 'Escape' && place >= 0) leave();
    else return;
    event.preventDefault();
  };
  if (state instanceof Error) return <ErrorState error={state} compact />;
  return (
    <div
      className={classes.chart}
      style={{ height: heightPx }}
      role="application"
      aria-roledescription={t`chart`}
      aria-label={t`${label}. Arrow keys walk over it.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it answers the arrow keys
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={leave}
    >
      {state === 'loading' && <BlockSkeleton height={heightPx - 40} />}
      <div ref={host} className={classes.drawing} aria-hidden />
      <VisuallyHidden aria-live="polite">{points[place]}</VisuallyHidden>
    </div>
  );
}

/** Draws into `host` what `option` says, in the present colour scheme and width. */
function useDrawing(option: EChartsCoreOption) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const latest = useRef(option);
  latest.current = option;
  const scheme = useComputedColorScheme('light');
  const [state, setState] = useState<'loading' | 'drawn' | Error>('loading');
  useEffect(() => {
    let away = false;
    let observer: ResizeObserver | undefined;
    const draw = async () => {
      const { makeDrawing } = await import('./echarts');
      if (away || !host.current) return;
      const made = makeDrawing(host.current, themeOf(scheme));
      chart.current = made;
      made.setOption(latest.current);
      observer = new ResizeObserver(() => made.resize());
      observer.observe(host.current);
      setState('drawn');
    };
    draw().catch((error: Error) => setState(error));
    return () => {
      away = true;
      observer?.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, [scheme]);
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option]);
  return { host, chart, state };
}
