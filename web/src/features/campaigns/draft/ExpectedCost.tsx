import { Trans } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatMoney } from '@/shared/lib/numbers';
import { type Campaign, costsQuery } from '../api';
import { BudgetDialog } from '../BudgetDialog';
import { type RehearsalReport, Warning } from './Report';

interface ExpectedCostProps {
  campaign: Campaign;
  report: RehearsalReport;
}

/** What all mails cost by the price of their senders, beside the budget. */
export function ExpectedCost({ campaign, report }: ExpectedCostProps) {
  const locale = useFormatLocale();
  const [changing, setChanging] = useState(false);
  const { data: costs } = useQuery(costsQuery(campaign));
  if (!costs || Number(report.expected_cost) === 0) return null;
  const cost = formatMoney(report.expected_cost, report.currency, locale);
  const budget = formatMoney(costs.budget ?? '0', costs.currency, locale);
  const isShort = costs.budget !== null && Number(costs.budget) < Number(report.expected_cost);
  return (
    <>
      {isShort && (
        <Warning>
          <Trans>
            All mails together cost {cost}, the budget is {budget}. When it is spent the campaign
            stops, and the rest wait.
          </Trans>
        </Warning>
      )}
      <Group justify="space-between" mt="sm">
        {!isShort && (
          <Text>
            {costs.budget === null ? (
              <Trans>All mails together cost {cost}.</Trans>
            ) : (
              <Trans>
                All mails together cost {cost}, within the budget of {budget}.
              </Trans>
            )}
          </Text>
        )}
        <Button variant="default" size="xs" onClick={() => setChanging(true)}>
          {costs.budget === null ? <Trans>Set a budget</Trans> : <Trans>Change the budget</Trans>}
        </Button>
      </Group>
      {changing && (
        <BudgetDialog campaign={campaign} costs={costs} onClose={() => setChanging(false)} />
      )}
    </>
  );
}
