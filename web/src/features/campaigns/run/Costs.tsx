import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatMoney } from '@/shared/lib/numbers';
import { Section } from '@/shared/ui';
import { type Campaign, type CampaignCosts, costsQuery } from '../api';
import { BudgetDialog } from '../BudgetDialog';

/** What the campaign has cost, beside its budget. Nothing where mails cost nothing. */
export function Costs({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const { data: costs } = useQuery(costsQuery(campaign));
  const maySend = useRole('manager');
  const [changing, setChanging] = useState(false);
  if (!costs || (costs.budget === null && Number(costs.spent) + Number(costs.planned) === 0))
    return null;
  const isOver = campaign.status === 'completed' || campaign.status === 'cancelled';
  return (
    <Section
      title={t`What it costs`}
      action={
        maySend &&
        !isOver && (
          <Button variant="default" size="xs" onClick={() => setChanging(true)}>
            {costs.budget === null ? <Trans>Set a budget</Trans> : <Trans>Change the budget</Trans>}
          </Button>
        )
      }
    >
      <Spent costs={costs} />
      {changing && (
        <BudgetDialog campaign={campaign} costs={costs} onClose={() => setChanging(false)} />
      )}
    </Section>
  );
}

const warnedShare = 80;

function Spent({ costs }: { costs: CampaignCosts }) {
  const locale = useFormatLocale();
  const money = (amount: string) => formatMoney(amount, costs.currency, locale);
  const spent = money(costs.spent);
  const planned = money(costs.planned);
  if (costs.budget === null)
    return (
      <Text>
        <Trans>
          {spent} so far, {planned} more for those who wait.
        </Trans>
      </Text>
    );
  const budget = money(costs.budget);
  const share = Number(costs.budget) > 0 ? (100 * Number(costs.spent)) / Number(costs.budget) : 100;
  const isShort = Number(costs.spent) + Number(costs.planned) > Number(costs.budget);
  return (
    <>
      <Progress
        value={Math.min(100, share)}
        color={share >= warnedShare ? 'orange.6' : 'teal.7'}
        size={14}
        radius="xl"
        aria-hidden
      />
      <Group justify="space-between" gap="xs" mt="xs">
        <Text>
          <Trans>
            {spent} of {budget} are spent
          </Trans>
        </Text>
        <Text c="dimmed">
          <Trans>{planned} more for those who wait</Trans>
        </Text>
      </Group>
      {share >= warnedShare && isShort && (
        <Text size="sm" fw={550} mt="xs">
          <Trans>The budget is nearly spent. At its end the campaign stops.</Trans>
        </Text>
      )}
    </>
  );
}
