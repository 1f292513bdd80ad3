import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Group, Popover, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormatLocale } from '@/shared/lib/locale';
import { ErrorState, ListSkeleton, RelativeTime } from '@/shared/ui';
import { Fact } from '../../record/Fact';
import { type ContactRecord, scoreQuery } from '../api';
import { Score } from '../Score';
import { useInteractionKinds } from './interactions';
import classes from './page.module.css';

const mostParts = 5;

/** The engagement score, and on demand what it is made of. */
export function ScoreFact({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <Fact label={t`Engagement`}>
      <Group gap={4} px={8} mih={30} wrap="nowrap">
        <Score value={contact.engagement_score} wide />
        <Popover opened={opened} onChange={(open) => !open && close()} width={300} trapFocus>
          <Popover.Target>
            <ActionIcon size="sm" aria-label={t`Why this score?`} onClick={toggle}>
              <IconInfoCircle size={16} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown tabIndex={-1} data-autofocus aria-label={t`Why this score?`}>
            {opened && <Explanation contactId={contact.id} />}
          </Popover.Dropdown>
        </Popover>
      </Group>
    </Fact>
  );
}

function Explanation({ contactId }: { contactId: string }) {
  const kindOf = useInteractionKinds();
  const locale = useFormatLocale();
  const { data, error, refetch } = useQuery(scoreQuery(contactId));
  if (error) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data) return <ListSkeleton rows={2} />;
  const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'always' });
  return (
    <>
      <Text size="sm" mb="xs">
        <Trans>
          Everything a person does gives points that fade: half of them are gone after some weeks.
        </Trans>
      </Text>
      <ul className={classes.scoreParts}>
        {data.engagement.parts.slice(0, mostParts).map((part) => (
          <li key={part.interaction_type}>
            <span>
              {kindOf(part.interaction_type).label}{' '}
              <Text span size="xs" c="dimmed">
                <Plural value={part.interactions} one="# time" other="# times" />
                {' · '}
                <RelativeTime instant={part.last_at} />
              </Text>
            </span>
            <b>{points.format(part.points)}</b>
          </li>
        ))}
      </ul>
      {data.engagement.parts.length === 0 && (
        <Text size="sm" c="dimmed">
          <Trans>Nothing has happened lately.</Trans>
        </Text>
      )}
    </>
  );
}
