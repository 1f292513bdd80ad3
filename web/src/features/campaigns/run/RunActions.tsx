import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { confirm, useSave } from '@/shared/ui';
import { type Campaign, costsQuery } from '../api';
import { BudgetDialog } from '../BudgetDialog';

/** What may be done with a campaign on its way: each at once, on every machine that sends. */
export function RunActions({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const maySend = useRole('manager');
  const locale = useFormatLocale();
  const params = { path: { id: campaign.id } };
  const refetch = [['campaigns']];
  const pause = useSave(() => api.POST('/api/campaigns/{id}/pause', { params }), { refetch });
  const resume = useSave(() => api.POST('/api/campaigns/{id}/resume', { params }), { refetch });
  const cancel = useSave(() => api.POST('/api/campaigns/{id}/cancel', { params }), { refetch });
  const withdraw = useSave(() => api.DELETE('/api/campaigns/{id}/approval', { params }), {
    refetch,
  });
  if (!maySend) return null;
  const { status, started_at, paused_because, audience_change } = campaign;
  const people = formatNumber(audience_change?.people_now ?? 0, locale);
  const stands = status === 'scheduled' || status === 'paused';
  const askToCancel = async () => {
    const yes = await confirm({
      title: t`Cancel this campaign?`,
      body: t`Whoever has not got it yet never will. It cannot be started again.`,
      action: t`Cancel the campaign`,
      danger: true,
    });
    if (yes) cancel.mutate();
  };
  return (
    <>
      {(stands || status === 'running') && (
        <Button variant="default" loading={cancel.isPending} onClick={askToCancel}>
          <Trans>Cancel</Trans>
        </Button>
      )}
      {stands && !started_at && (
        <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          <Trans>Back to the draft</Trans>
        </Button>
      )}
      {status === 'running' && (
        <Button loading={pause.isPending} onClick={() => pause.mutate()}>
          <Trans>Pause</Trans>
        </Button>
      )}
      {status === 'paused' && paused_because === 'budget' && <RaiseBudget campaign={campaign} />}
      {status === 'paused' && paused_because !== 'budget' && (
        <Button loading={resume.isPending} onClick={() => resume.mutate()}>
          {paused_because === 'audience_grew' ? (
            <Trans>Send to {people} people</Trans>
          ) : (
            <Trans>Go on</Trans>
          )}
        </Button>
      )}
    </>
  );
}

/** What a campaign that its budget stopped needs: a higher one, with which it goes on by itself. */
function RaiseBudget({ campaign }: { campaign: Campaign }) {
  const { data: costs } = useQuery(costsQuery(campaign));
  const [raising, setRaising] = useState(false);
  return (
    <>
      <Button disabled={!costs} onClick={() => setRaising(true)}>
        <Trans>Raise the budget</Trans>
      </Button>
      {raising && costs && (
        <BudgetDialog campaign={campaign} costs={costs} onClose={() => setRaising(false)} />
      )}
    </>
  );
}
