import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Code, Input, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '@/shared/api';
import { BlockSkeleton, CopyField, ErrorState, RelativeTime, Section, useSave } from '@/shared/ui';
import { type DomainFinding, domainChecksQuery, type Sender } from './api';
import { DkimKey } from './DkimKey';
import classes from './Domain.module.css';
import { useFindingWords } from './findingWords';

/** What the DNS of the sender's domain says, and what it should say. */
export function Domain({ sender }: { sender: Sender }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(domainChecksQuery);
  const params = { path: { id: sender.id } };
  const check = useSave(() => api.POST('/api/email/senders/{id}/domain-checks', { params }), {
    refetch: [domainChecksQuery.queryKey, ['email', 'senders']],
  });
  const last = data?.items.find(({ sender_id }) => sender_id === sender.id);
  const domain = sender.email.slice(sender.email.lastIndexOf('@') + 1);
  return (
    <Section
      title={t`Your domain`}
      description={
        <Trans>
          Mail servers look up in the DNS of {domain} whether you may send for it. When they find
          what they look for, fewer mails end up as spam.
        </Trans>
      }
      action={
        <Button
          variant={last ? 'default' : 'filled'}
          size="xs"
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {last ? <Trans>Check again</Trans> : <Trans>Check the domain</Trans>}
        </Button>
      }
    >
      {error && <ErrorState error={error} onRetry={refetch} compact />}
      {!data && !error && <BlockSkeleton />}
      {data && (
        <Stack gap="lg">
          {last ? (
            <>
              {last.findings.map((finding) => (
                <Finding key={finding.part} finding={finding}>
                  {finding.part === 'dkim' && (isOurs(finding) || sender.dkim_selector) && (
                    <DkimKey sender={sender} />
                  )}
                </Finding>
              ))}
              <Text size="sm" c="dimmed">
                <Trans>
                  Looked up <RelativeTime instant={last.checked_at} />. A change of the DNS may take
                  an hour to be seen everywhere.
                </Trans>
              </Text>
            </>
          ) : (
            <>
              <Text>
                <Trans>Not checked yet.</Trans>
              </Text>
              {sender.dkim_selector && <DkimKey sender={sender} />}
            </>
          )}
        </Stack>
      )}
    </Section>
  );
}

/** Whether a key may be published there: the domain is not that of Gmail, Outlook and the like. */
const isOurs = ({ code }: DomainFinding) => code !== 'provider_domain' && code !== 'foreign_domain';

const looks = {
  ok: { icon: IconCircleCheck, color: 'teal' },
  missing: { icon: IconAlertTriangle, color: 'orange' },
  wrong: { icon: IconCircleX, color: 'red' },
  unanswered: { icon: IconHelpCircle, color: 'gray' },
} as const;

function Finding({ finding, children }: { finding: DomainFinding; children?: ReactNode }) {
  const { t } = useLingui();
  const words = useFindingWords(finding);
  const { icon: Icon, color } = looks[finding.state];
  const isAddress = finding.part === 'mx';
  return (
    <div className={classes.finding}>
      <Icon
        size={20}
        stroke={1.7}
        color={`var(--mantine-color-${color}-text)`}
        className={classes.icon}
        role="img"
        aria-label={words.state}
      />
      <Stack gap="xs" className={classes.words}>
        <div>
          <Text fw={550}>
            {words.title}{' '}
            <Text span size="sm" c="dimmed">
              {finding.part.toUpperCase()}
            </Text>
          </Text>
          <Text size="sm">{words.sentence}</Text>
        </div>
        {finding.record && (
          <>
            <Record
              label={isAddress ? t`Name of the MX record` : t`Name of the TXT record`}
              value={finding.host}
            />
            <Record label={t`Its content`} value={finding.record} />
          </>
        )}
        {finding.state !== 'ok' && finding.found.length > 0 && (
          <Text size="sm" c="dimmed" component="div">
            <Trans>What stands there now:</Trans>
            {finding.found.map((record) => (
              <Code block key={record} className={classes.found}>
                {record}
              </Code>
            ))}
          </Text>
        )}
        {children}
      </Stack>
    </div>
  );
}

function Record({ label, value }: { label: string; value: string }) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <CopyField label={label} value={value} />
    </Input.Wrapper>
  );
}
