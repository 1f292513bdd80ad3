import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { confirm, useSave } from '@/shared/ui';
import type { Campaign } from '../api';

/** At the end: whose message failed or is in doubt, and the way to send it once more. */
export function Undelivered({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const { unknown, failed } = campaign.ledger;
  if (campaign.status !== 'completed') return null;
  return (
    <>
      {unknown > 0 && (
        <Again
          campaign={campaign}
          state="unknown"
          warning={t`Whoever has got it already may get it twice; most mail programs show it once.`}
        >
          <Plural
            value={unknown}
            one="Of # message nobody knows whether it arrived: the connection broke when it had been handed over."
            other="Of # messages nobody knows whether they arrived: the connection broke when they had been handed over."
          />
        </Again>
      )}
      {failed > 0 && (
        <Again
          campaign={campaign}
          state="failed"
          warning={t`What kept them back last time should be mended before.`}
        >
          <Plural
            value={failed}
            one="# message could not be handed over. The list of people says why."
            other="# messages could not be handed over. The list of people says why."
          />
        </Again>
      )}
    </>
  );
}

interface AgainProps {
  campaign: Campaign;
  state: 'unknown' | 'failed';
  warning: string;
  children: ReactNode;
}

function Again({ campaign, state, warning, children }: AgainProps) {
  const { t } = useLingui();
  const maySend = useRole('manager');
  const send = useSave(
    () =>
      api.POST('/api/campaigns/{id}/executions/resend', {
        params: { path: { id: campaign.id } },
        body: { delivery_status: state },
      }),
    { refetch: [['campaigns']], done: t`They are sent once more` },
  );
  const ask = async () => {
    const yes = await confirm({ title: t`Send them once more?`, body: warning, action: t`Send` });
    if (yes) send.mutate();
  };
  return (
    <Alert color="yellow" mb="lg" icon={<IconHelpCircle size={18} aria-hidden />}>
      <Group justify="space-between" gap="sm">
        <span>{children}</span>
        {maySend && (
          <Button
            size="compact-sm"
            variant="default"
            loading={send.isPending || campaign.resending !== null}
            onClick={ask}
          >
            <Trans>Send once more</Trans>
          </Button>
        )}
      </Group>
    </Alert>
  );
}
