import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, NumberInput, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { api, body, type Schemas } from '@/shared/api';
import { ErrorState, FormError, ListSkeleton, Section, toast, useApiForm } from '@/shared/ui';
import { campaignSettingsQuery } from '../api';

const mostDays = 3650;

/** For how long one can see what each person was sent. */
export function KeptMails() {
  const { t } = useLingui();
  const { data, isPending, isError, error, refetch } = useQuery(campaignSettingsQuery);
  return (
    <Section
      title={t`What people were sent`}
      description={
        <Trans>
          On the page of a person, and among the people of a campaign, you see the mail that each
          one got. It goes with the person when somebody erases them.
        </Trans>
      }
    >
      {isPending && <ListSkeleton rows={1} />}
      {isError && <ErrorState error={error} onRetry={refetch} compact />}
      {data && <Days settings={data} />}
    </Section>
  );
}

function Days({ settings }: { settings: Schemas['CampaignSettings'] }) {
  const { t } = useLingui();
  const mayChange = useRole('manager');
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { keep_content_days: settings.keep_content_days as number | string },
    send: async ({ keep_content_days }) => {
      const changed = await body(
        api.PUT('/api/campaign-settings', {
          body: { keep_content_days: Number(keep_content_days) },
        }),
      );
      queryClient.setQueryData(campaignSettingsQuery.queryKey, changed);
      toast.success(t`Saved`);
    },
  });
  const days = settings.keep_content_days;
  if (!mayChange)
    return (
      <Text>
        <Trans>Kept for {days} days.</Trans>
      </Text>
    );
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError problem={form.problem} />
      <Group align="flex-start">
        <NumberInput
          label={t`Keep it for so many days`}
          description={t`0: not at all. What is older goes in the next night.`}
          min={0}
          max={mostDays}
          {...form.getInputProps('keep_content_days')}
        />
        <Button type="submit" variant="default" mt={25} loading={form.pending}>
          <Trans>Change</Trans>
        </Button>
      </Group>
    </form>
  );
}
