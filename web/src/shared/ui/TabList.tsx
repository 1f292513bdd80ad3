import { Tabs } from '@mantine/core';
import { useResizeObserver } from '@mantine/hooks';
import { type UIEvent, useEffect, useState } from 'react';
import { useActiveInSight } from '../lib/useActiveInSight';
import classes from './TabList.module.css';

interface TabListProps {
  /** Value and label of each. */
  tabs: Record<string, string>;
  active: string;
}

/** The line of tabs above the panels of a record: one line on phones too, which scrolls and shows that it goes on. */
export function TabList({ tabs, active }: TabListProps) {
  const line = useActiveInSight<HTMLDivElement>('[aria-selected="true"]', active);
  const [observed, { width }] = useResizeObserver<HTMLDivElement>();
  const [more, setMore] = useState({ before: false, behind: false });
  const look = (list: HTMLElement) => {
    const behind = list.scrollWidth - list.clientWidth - list.scrollLeft;
    setMore({ before: list.scrollLeft > 1, behind: behind > 1 });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when the line or what stands in it changes
  useEffect(() => {
    if (line.current) look(line.current);
  }, [width, active, Object.values(tabs).join()]);
  return (
    <div ref={observed} className={classes.frame}>
      <Tabs.List
        ref={line}
        className={classes.line}
        data-more-before={more.before || undefined}
        data-more-behind={more.behind || undefined}
        onScroll={(event: UIEvent<HTMLDivElement>) => look(event.currentTarget)}
      >
        {Object.entries(tabs).map(([value, label]) => (
          <Tabs.Tab key={value} value={value} className={classes.tab}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </div>
  );
}
