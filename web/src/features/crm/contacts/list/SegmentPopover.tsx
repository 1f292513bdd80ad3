import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Select, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { segmentNamesQuery } from '../../rules/fields';
import { BarPopover, listAbove } from './BarButton';
import classes from './list.module.css';

interface SegmentPopoverProps {
  onSegment: (action: 'add_to_segment' | 'exclude_from_segment', segmentId: string) => void;
}

/** Puts the chosen people into a segment by hand, or keeps them out of it, whatever its rule says. */
export function SegmentPopover({ onSegment }: SegmentPopoverProps) {
  const { t } = useLingui();
  const [segment, setSegment] = useState<string | null>(null);
  return (
    <BarPopover icon={<IconUsersGroup size={15} />} label={t`Segment`}>
      {(close) => (
        <SegmentChoice
          segment={segment}
          onChoose={setSegment}
          onSegment={(...sent) => {
            close();
            setSegment(null);
            onSegment(...sent);
          }}
        />
      )}
    </BarPopover>
  );
}

interface SegmentChoiceProps extends SegmentPopoverProps {
  segment: string | null;
  onChoose: (segment: string | null) => void;
}

function SegmentChoice({ segment, onChoose, onSegment }: SegmentChoiceProps) {
  const { t } = useLingui();
  const { data } = useQuery(segmentNamesQuery);
  if (data?.items.length === 0)
    return (
      <Text size="sm">
        <Trans>There is no segment yet. Make one under Segments first.</Trans>
      </Text>
    );
  const send = (action: Parameters<typeof onSegment>[0]) => segment && onSegment(action, segment);
  return (
    <div className={classes.candidates}>
      <Select
        data-autofocus
        aria-label={t`Which segment`}
        placeholder={t`Which segment`}
        searchable
        comboboxProps={listAbove}
        data={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={segment}
        onChange={onChoose}
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
    </div>
  );
}
