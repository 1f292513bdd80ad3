import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { confirm, ErrorState, ListSkeleton, Section, useSave } from '@/shared/ui';
import { type Campaign, type CampaignMessage, type Rehearsal, rehearsalsQuery } from '../api';
import type { Step } from '../search';
import { ExpectedCost } from './ExpectedCost';
import { FooterOfMessages } from './FooterOfMessages';
import { MissingParts } from './MissingParts';
import { Recipients, type RehearsalReport, Report } from './Report';
import { useRehearse } from './useRehearse';

interface CheckStepProps {
  campaign: Campaign;
  messages: CampaignMessage[];
  onStep: (step: Step) => void;
}

/** Everything is written for everybody, only not sent. What a manager approves is that report. */
export function CheckStep({ campaign, messages, onStep }: CheckStepProps) {
  const { t } = useLingui();
  const rehearsals = useQuery(rehearsalsQuery(campaign.id));
  const rehearse = useRehearse(campaign.id);
  const hasPeople = campaign.target_segments.length > 0 || campaign.resend_of !== null;
  if (!hasPeople || messages.length === 0)
    return <MissingParts campaign={campaign} messages={messages} onStep={onStep} />;
  if (rehearsals.isPending) return <ListSkeleton rows={3} />;
  if (rehearsals.isError)
    return <ErrorState error={rehearsals.error} onRetry={rehearsals.refetch} />;
  const last = rehearsals.data.items[0];
  const again = (
    <Button
      variant={last?.current ? 'default' : 'filled'}
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={rehearse.isPending || last?.status === 'running'}
      onClick={() => rehearse.mutate()}
    >
      {last ? <Trans>Rehearse again</Trans> : <Trans>Rehearse</Trans>}
    </Button>
  );
  return (
    <Section
      title={t`Rehearsal`}
      description={
        <Trans>Every mail is written for everybody who gets it, but nothing leaves.</Trans>
      }
      action={again}
    >
      <FooterOfMessages
        campaign={campaign}
        messages={messages}
        error={rehearse.error}
        onInserted={() => rehearse.mutate()}
      />
      <Progress rehearsal={last} />
      <Rehearsed campaign={campaign} rehearsal={last} />
    </Section>
  );
}

/** Stays while the rehearsal runs and ends, so that screen readers say both. */
function Progress({ rehearsal }: { rehearsal?: Rehearsal }) {
  const report = rehearsal?.report as unknown as RehearsalReport | undefined;
  return (
    <div role="status">
      {rehearsal?.status === 'running' && (
        <Group gap="sm">
          <Loader size="sm" />
          <Trans>All mails are being written…</Trans>
        </Group>
      )}
      {rehearsal?.status === 'finished' && report && <Recipients report={report} />}
    </div>
  );
}

function Rehearsed({ campaign, rehearsal }: { campaign: Campaign; rehearsal?: Rehearsal }) {
  if (!rehearsal)
    return (
      <Text c="dimmed">
        <Trans>
          See who gets it and who does not, and which words would be missing in whose mail. Then it
          can go out.
        </Trans>
      </Text>
    );
  if (rehearsal.status === 'running') return null;
  if (rehearsal.status === 'failed')
    return (
      <Alert color="red" icon={<IconAlertTriangle size={18} aria-hidden />}>
        {rehearsal.error ?? <Trans>The rehearsal did not come to its end.</Trans>}
      </Alert>
    );
  const report = rehearsal.report as unknown as RehearsalReport;
  return (
    <>
      {!rehearsal.current && (
        <Alert color="yellow" mb="md" icon={<IconAlertTriangle size={18} aria-hidden />}>
          <Trans>The campaign was changed since. Rehearse it again before it goes out.</Trans>
        </Alert>
      )}
      <Report report={report} />
      <ExpectedCost campaign={campaign} report={report} />
      {rehearsal.current && (
        <Approve campaign={campaign} rehearsal={rehearsal} recipients={report.recipients} />
      )}
    </>
  );
}

interface ApproveProps {
  campaign: Campaign;
  rehearsal: Rehearsal;
  recipients: number;
}

function Approve({ campaign, rehearsal, recipients }: ApproveProps) {
  const { t } = useLingui();
  const maySend = useRole('manager');
  const approve = useSave(
    () =>
      api.POST('/api/campaigns/{id}/approval', {
        params: { path: { id: campaign.id } },
        body: { rehearsal_id: rehearsal.id },
      }),
    { refetch: [['campaigns']] },
  );
  if (recipients === 0)
    return (
      <Text mt="md" fw={550}>
        <Trans>Nobody would get it. Choose other people.</Trans>
      </Text>
    );
  if (!maySend)
    return (
      <Text mt="md" c="dimmed">
        <Trans>A manager or an admin can send it now.</Trans>
      </Text>
    );
  const ask = async () => {
    const yes = await confirm({
      title: campaign.start_date ? t`Plan this campaign?` : t`Send this campaign now?`,
      body:
        campaign.audience_at === 'start'
          ? t`${recipients} people would get it now. It goes to whoever belongs to the audience when it goes out.`
          : t`${recipients} people get it. What has left cannot be called back.`,
      action: campaign.start_date ? t`Plan it` : t`Send it`,
    });
    if (yes) approve.mutate();
  };
  return (
    <Group justify="flex-end" mt="md">
      <Button
        leftSection={<IconSend size={16} aria-hidden />}
        loading={approve.isPending}
        onClick={ask}
      >
        {campaign.start_date ? <Trans>Approve and plan</Trans> : <Trans>Approve and send</Trans>}
      </Button>
    </Group>
  );
}
