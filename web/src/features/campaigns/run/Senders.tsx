import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '@/shared/api';
import { FigureTable } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { formatInstant } from '@/shared/lib/time';
import { LinkAnchor, Section } from '@/shared/ui';
import { type Campaign, metricsQuery } from '../api';

type SenderMetrics = Schemas['SenderMetrics'];

/** Why nothing leaves by a sender, in words, while the campaign goes out. */
export function WaitingSenders({ campaign }: { campaign: Campaign }) {
  const { data } = useQuery(metricsQuery(campaign.id));
  if (campaign.status !== 'running') return null;
  const waiting = data?.senders.filter(({ waits_because }) => waits_because) ?? [];
  return waiting.map((sender) => (
    <Alert
      key={sender.sender_id}
      color="yellow"
      mb="lg"
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      <Reason sender={sender} />
    </Alert>
  ));
}

function Reason({ sender }: { sender: SenderMetrics }) {
  const locale = useFormatLocale();
  const { sender_id, waits_because, waits_detail, waits_until } = sender;
  const who = sender.email ?? '';
  const until = waits_until ? formatInstant(waits_until, locale) : '';
  const toSender = (
    <LinkAnchor
      to="/settings/senders/$senderId"
      params={{ senderId: sender_id ?? '' }}
      underline="always"
      inherit
      c="inherit"
    >
      {sender.name}
    </LinkAnchor>
  );
  if (waits_because === 'daily_limit')
    return (
      <Trans>
        {who} has sent as many mails as it may in a day. It goes on {until}.
      </Trans>
    );
  if (waits_because === 'sign_in')
    return (
      <Trans>
        Nothing leaves by {who}: somebody has to sign in to its provider again. {toSender}
      </Trans>
    );
  return (
    <>
      {waits_because === 'unreachable' ? (
        <Trans>
          Nothing leaves by {who}: its mail server cannot be reached. We try again and again; nobody
          is lost. {toSender}
        </Trans>
      ) : (
        <Trans>
          Nothing leaves by {who}: its mail server does not accept the password or the encryption.
          When they are right, it goes on by itself. {toSender}
        </Trans>
      )}
      {waits_detail && (
        <Text size="sm">
          <Trans>The server said: {waits_detail}</Trans>
        </Text>
      )}
    </>
  );
}

/** Sender by sender, once there are several. */
export function SenderFigures({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { data } = useQuery(metricsQuery(campaign.id));
  if (!data || data.senders.length < 2) return null;
  return (
    <Section title={t`Sender by sender`}>
      <FigureTable
        label={t`Sender by sender`}
        head={[t`Sender`, t`Reached`, t`Waiting`, t`Bounced`]}
        rows={data.senders.map(({ sender_id, name, email, ledger }) => ({
          key: sender_id ?? '',
          cells: [
            email ? `${name} · ${email}` : t`Deleted; the others have its share`,
            formatNumber(ledger.sent + ledger.delivered, locale),
            formatNumber(ledger.pending, locale),
            formatNumber(ledger.bounced, locale),
          ],
        }))}
      />
    </Section>
  );
}
