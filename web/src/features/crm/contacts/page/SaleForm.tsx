import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMembership } from '@/features/accounts';
import { api } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { useFormatLocale } from '@/shared/lib/locale';
import { fromLocalInput, toLocalInput } from '@/shared/lib/localTime';
import { exampleAmount, readAmount } from '@/shared/lib/numbers';
import { FormError, useApiForm } from '@/shared/ui';
import classes from './page.module.css';

/** What the person bought: counts as revenue in segments and analytics. */
export function SaleForm({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { currency } = useMembership();
  const queryClient = useQueryClient();
  const fresh = () => ({ title: '', value: '', occurred_at: toLocalInput(Date.now()) });
  const form = useApiForm({
    initialValues: fresh(),
    validate: { value: required },
    send: async ({ title, value, occurred_at }) => {
      await api.POST('/api/crm/contacts/{id}/interactions', {
        params: { path: { id: contactId } },
        body: {
          interaction_type: 'purchase',
          title: title.trim() || null,
          value: readAmount(value),
          occurred_at: fromLocalInput(occurred_at),
        },
      });
      form.setValues(fresh());
      await Promise.all(
        ['contacts', 'home'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
  return (
    <form className={classes.form} onSubmit={form.submit} noValidate>
      <FormError problem={form.problem} />
      <TextInput label={t`What was bought`} maxLength={255} {...form.getInputProps('title')} />
      <Group grow gap="sm" align="flex-start">
        <TextInput label={t`When`} type="datetime-local" {...form.getInputProps('occurred_at')} />
        <TextInput
          label={t`Worth in ${currency}`}
          placeholder={exampleAmount(locale)}
          inputMode="decimal"
          maxLength={20}
          {...form.getInputProps('value')}
        />
      </Group>
      <Group justify="flex-end">
        <Button size="sm" type="submit" loading={form.pending}>
          <Trans>Save sale</Trans>
        </Button>
      </Group>
    </form>
  );
}
