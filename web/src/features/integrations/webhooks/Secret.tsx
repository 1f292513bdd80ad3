import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { IconEye, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import { BlockSkeleton, CopyField, confirm, ErrorState, Section, toast } from '@/shared/ui';
import { secretQuery } from './api';

/** What messages are signed with: hidden until asked for, and renewed when somebody saw it who should not. */
export function Secret({ webhookId }: { webhookId: string }) {
  const { t } = useLingui();
  const [shown, setShown] = useState(false);
  const renewal = useRenewal(webhookId);
  return (
    <Section
      title={t`Secret`}
      description={
        <Trans>
          The receiver needs it to know that a message is from us. Give it to nobody else.
        </Trans>
      }
    >
      {renewal.data && <Renewed answer={renewal.data} />}
      {shown && !renewal.data && <Shown webhookId={webhookId} />}
      <Group gap="xs" mt={shown || renewal.data ? 'sm' : 0}>
        {!shown && !renewal.data && (
          <Button
            variant="default"
            leftSection={<IconEye size={16} aria-hidden />}
            onClick={() => setShown(true)}
          >
            <Trans>Show the secret</Trans>
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={renewal.isPending}
          onClick={renewal.ask}
        >
          <Trans>Renew</Trans>
        </Button>
      </Group>
    </Section>
  );
}

function Shown({ webhookId }: { webhookId: string }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(secretQuery(webhookId));
  if (error) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data) return <BlockSkeleton height={36} />;
  return <CopyField value={data.secret} label={t`Copy the secret`} />;
}

interface Answer {
  secret: string;
  previous_valid_until: string | null;
}

function Renewed({ answer: { secret, previous_valid_until } }: { answer: Answer }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  return (
    <>
      <CopyField value={secret} label={t`Copy the secret`} />
      {previous_valid_until && (
        <Text size="sm" c="dimmed" mt="xs">
          <Trans>
            Put it into the receiver now. Until {formatInstant(previous_valid_until, locale)} each
            message is signed with the old one as well.
          </Trans>
        </Text>
      )}
    </>
  );
}

function useRenewal(webhookId: string) {
  const { t } = useLingui();
  const renewal = useMutation({
    mutationFn: () =>
      body(api.POST('/api/webhooks/{id}/secret', { params: { path: { id: webhookId } } })),
    onError: toast.error,
  });
  const ask = async () => {
    const yes = await confirm({
      title: t`Renew the secret?`,
      body: t`You get a new one to put into the receiver. For 24 hours messages are signed with both, so that nothing is lost meanwhile.`,
      action: t`Renew the secret`,
    });
    if (yes) renewal.mutate();
  };
  return { ...renewal, ask };
}
