import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { exampleAmount, readAmount, writeAmount } from '@/shared/lib/numbers';
import { Dialog, FormActions, FormError, useApiForm } from '@/shared/ui';
import type { Campaign, CampaignCosts } from './api';

interface BudgetDialogProps {
  campaign: Campaign;
  costs: CampaignCosts;
  onClose: () => void;
}

/** A higher budget lets a campaign go on that it had stopped. */
export function BudgetDialog({ campaign, costs, onClose }: BudgetDialogProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const queryClient = useQueryClient();
  const { currency } = costs;
  const form = useApiForm({
    initialValues: { budget: writeAmount(costs.budget ?? '', locale) },
    send: async ({ budget }) => {
      await api.PUT('/api/campaigns/{id}/budget', {
        params: { path: { id: campaign.id } },
        body: { budget: readAmount(budget) || null },
      });
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t`Budget`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`At most, in ${currency}`}
          description={t`Empty: no limit.`}
          placeholder={exampleAmount(locale)}
          inputMode="decimal"
          maxLength={20}
          {...form.getInputProps('budget')}
        />
        <FormActions onCancel={onClose} pending={form.pending}>
          <Trans>Save</Trans>
        </FormActions>
      </form>
    </Dialog>
  );
}
