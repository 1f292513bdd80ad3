import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, NumberInput, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, type Schemas } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { exampleAmount, formatNumber, readAmount, writeAmount } from '@/shared/lib/numbers';
import { ErrorState, FormError, ListSkeleton, Section, toast, useApiForm } from '@/shared/ui';
import { type Sender, senderTermsQuery } from './api';

const mostADay = 10_000_000;

/** What mails of this sender cost, and how many it may send a day. */
export function Terms({ sender }: { sender: Sender }) {
  const { t } = useLingui();
  const { data, isPending, isError, error, refetch } = useQuery(senderTermsQuery(sender.id));
  return (
    <Section
      title={t`Price and daily limit`}
      description={
        <Trans>
          What a campaign costs is counted by this price. What is beyond the limit waits for the
          next day.
        </Trans>
      }
    >
      {isPending && <ListSkeleton rows={2} />}
      {isError && <ErrorState error={error} onRetry={refetch} />}
      {data && <TermsForm sender={sender} terms={data} />}
    </Section>
  );
}

function TermsForm({ sender, terms }: { sender: Sender; terms: Schemas['SenderTerms'] }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: {
      price_per_thousand: writeAmount(terms.price_per_thousand, locale),
      daily_limit: (terms.daily_limit ?? '') as number | string,
    },
    send: async ({ price_per_thousand, daily_limit }) => {
      const changed = await body(
        api.PUT('/api/email/senders/{id}/terms', {
          params: { path: { id: sender.id } },
          body: {
            price_per_thousand: readAmount(price_per_thousand) || '0',
            daily_limit: typeof daily_limit === 'number' ? daily_limit : null,
          },
        }),
      );
      queryClient.setQueryData(senderTermsQuery(sender.id).queryKey, changed);
      toast.success(t`Saved`);
    },
  });
  const { currency } = terms;
  const most = formatNumber(terms.provider_limit ?? 0, locale);
  const sent = formatNumber(terms.sent_in_a_day, locale);
  return (
    <form onSubmit={form.submit} noValidate className="stack">
      <FormError problem={form.problem} />
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput
          label={t`A thousand mails cost, in ${currency}`}
          description={t`0: nothing is counted.`}
          placeholder={exampleAmount(locale)}
          inputMode="decimal"
          maxLength={20}
          {...form.getInputProps('price_per_thousand')}
        />
        <NumberInput
          label={t`At most so many mails in 24 hours`}
          description={
            terms.provider_limit
              ? t`The provider takes ${most}. Empty: as many.`
              : t`Empty: any number.`
          }
          min={1}
          max={terms.provider_limit ?? mostADay}
          {...form.getInputProps('daily_limit')}
        />
      </Group>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          <Trans>{sent} sent in the last 24 hours</Trans>
        </Text>
        <Button type="submit" loading={form.pending}>
          <Trans>Save</Trans>
        </Button>
      </Group>
    </form>
  );
}
