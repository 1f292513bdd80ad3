import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Popover, Select, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { segmentNamesQuery } from '../../rules/fields';
import classes from './list.module.css';

interface SegmentPopoverProps {
  onSegment: (action: 'add_to_segment' | 'exclude_from_segment', segmentId: string) => void;
}

/** Puts the chosen people into a segment by hand, or keeps them out of it, whatever its rule says. */
export function SegmentPopover({ onSegment }: SegmentPopoverProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState(false);
  const [segment, setSegment] = useState<string | null>(null);
  const { data } = useQuery({ ...segmentNamesQuery, enabled: opened });
  const send = (action: Parameters<SegmentPopoverProps['onSegment']>[0]) => {
    if (!segment) return;
    setOpened(false);
    setSegment(null);
    onSegment(action, segment);
  };
  const none = data?.items.length === 0;
  return (
    <Popover opened={opened} onChange={setOpened} position="top" width={280} trapFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconUsersGroup size={15} />}
          onClick={() => setOpened(!opened)}
        >
          <Trans>Segment</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Segment`} className={classes.candidates}>
        {none ? (
          <Text size="sm">
            <Trans>There is no segment yet. Make one under Segments first.</Trans>
          </Text>
        ) : (
          <>
            <Select
              data-autofocus
              aria-label={t`Which segment`}
              placeholder={t`Which segment`}
              searchable
              comboboxProps={{ withinPortal: false }}
              data={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={segment}
              onChange={setSegment}
            />
            <Group gap={6} mt={8} grow>
              <Button size="compact-sm" disabled={!segment} onClick={() => send('add_to_segment')}>
                <Trans>Add</Trans>
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                disabled={!segment}
                onClick={() => send('exclude_from_segment')}
              >
                <Trans>Exclude</Trans>
              </Button>
            </Group>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
