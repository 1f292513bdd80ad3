import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { BlockSkeleton, ErrorState, Page, PageHeader, Section, useSave } from '@/shared/ui';
import { AddKind } from './AddKind';
import { type EngagementWeight, weightsQuery } from './api';
import { Preview } from './Preview';
import { WeightRows } from './WeightRows';
import { inputOf, isDefault, withDefaults, withKind } from './weights';

export default function EngagementPage() {
  const { t } = useLingui();
  const settings = useQuery(weightsQuery);
  return (
    <Page width="reading">
      <PageHeader
        title={t`Engagement score`}
        description={
          <Trans>
            Everything a person does gives points, and points fade with time. Together they make a
            score from 0 to 100: with 28 points a person stands at 50, with 92 at 90.
          </Trans>
        }
      />
      {settings.isPending && <BlockSkeleton height={420} />}
      {settings.isError && <ErrorState error={settings.error} onRetry={settings.refetch} />}
      {settings.isSuccess && (
        <Weights key={JSON.stringify(settings.data.weights)} stored={settings.data.weights} />
      )}
    </Page>
  );
}

function Weights({ stored }: { stored: EngagementWeight[] }) {
  const { t } = useLingui();
  const isManager = useRole('manager');
  const [draft, setDraft] = useState(stored);
  const changed = JSON.stringify(inputOf(draft)) !== JSON.stringify(inputOf(stored));
  const save = useSave(() => api.PUT('/api/crm/scoring/engagement', { body: inputOf(draft) }), {
    refetch: [weightsQuery.queryKey],
    done: t`Saved. The scores of all people are being counted anew.`,
  });
  return (
    <>
      <Section
        title={t`What counts`}
        description={
          isManager
            ? t`A conversation says more than a glance: give it more points. What should be remembered longer fades more slowly.`
            : t`Managers of this project can change these numbers.`
        }
        flush
      >
        <WeightRows weights={draft} onChange={isManager ? setDraft : undefined} />
        {isManager && <AddKind weights={draft} onAdd={(name) => setDraft(withKind(draft, name))} />}
      </Section>
      {isManager && (
        <>
          <Group justify="space-between" mt="md" mb="xl" gap="sm">
            <Button
              variant="default"
              disabled={draft.every(isDefault)}
              onClick={() => setDraft(withDefaults(draft))}
            >
              <Trans>Back to the defaults</Trans>
            </Button>
            <Group gap="sm">
              {changed && (
                <Text size="sm" c="dimmed">
                  <Trans>Not saved yet</Trans>
                </Text>
              )}
              <Button disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>
                <Trans>Save</Trans>
              </Button>
            </Group>
          </Group>
          <Preview weights={draft} changed={changed} />
        </>
      )}
    </>
  );
}
