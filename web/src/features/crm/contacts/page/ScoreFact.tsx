import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Group, Popover, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, ListSkeleton } from '@/shared/ui';
import { Fact } from '../../record/Fact';
import { scoreQuery } from '../../scores/api';
import { EngagementParts } from '../../scores/EngagementParts';
import type { ContactRecord } from '../api';
import { Score } from '../Score';

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
  const { data, error, refetch } = useQuery(scoreQuery(contactId));
  if (error) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data) return <ListSkeleton rows={2} />;
  return (
    <>
      <Text size="sm" mb="xs">
        <Trans>
          Everything a person does gives points that fade with time. How many and how fast is set
          under “Engagement score” in the settings.
        </Trans>
      </Text>
      <EngagementParts parts={data.engagement.parts.slice(0, mostParts)} />
    </>
  );
}
