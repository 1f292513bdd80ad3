import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Code, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconPencil, IconSend, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { NotForYou, useRole } from '@/features/accounts';
import { api, ifMatch } from '@/shared/api';
import {
  BlockSkeleton,
  confirm,
  ErrorState,
  Page,
  PageHeader,
  RelativeTime,
  Section,
  useSave,
} from '@/shared/ui';
import { everyEvent, type Webhook, webhookQuery, webhooksKey } from './api';
import { Deliveries } from './Deliveries';
import { useEventWords } from './events';
import { Secret } from './Secret';
import { WebhookBadge } from './WebhookBadge';
import { WebhookDialog } from './WebhookDialog';
import classes from './webhooks.module.css';

const route = getRouteApi('/app/settings/webhooks/$webhookId');

/** One webhook: what it hears of, its secret, and every message of the last 30 days. */
export default function WebhookPage() {
  const { t } = useLingui();
  const isAdmin = useRole('admin');
  const { webhookId } = route.useParams();
  const { data, error, refetch } = useQuery({ ...webhookQuery(webhookId), enabled: isAdmin });
  const back = { to: '/settings/webhooks', label: t`Webhooks` } as const;
  if (!isAdmin || !data)
    return (
      <Page width="reading">
        <PageHeader title={t`Webhook`} back={back} />
        {!isAdmin && <NotForYou />}
        {isAdmin && error && <ErrorState error={error} onRetry={refetch} />}
        {isAdmin && !error && <BlockSkeleton />}
      </Page>
    );
  return (
    <Page width="reading">
      <PageHeader
        title={data.description || new URL(data.url).host}
        back={back}
        description={data.url}
        actions={<Actions webhook={data} />}
      />
      <State webhook={data} />
      <Events events={data.events} />
      <Secret webhookId={data.id} />
      <Deliveries webhook={data} />
      <Delete webhook={data} />
    </Page>
  );
}

function Actions({ webhook }: { webhook: Webhook }) {
  const { t } = useLingui();
  const { id, status } = webhook;
  const [changing, change] = useDisclosure();
  const test = useSave(() => api.POST('/api/webhooks/{id}/test', { params: { path: { id } } }), {
    refetch: [webhooksKey],
    done: t`A test is on its way: see below`,
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={change.open}
      >
        <Trans>Change</Trans>
      </Button>
      <Button
        leftSection={<IconSend size={16} aria-hidden />}
        disabled={status === 'disabled'}
        loading={test.isPending}
        onClick={() => test.mutate()}
      >
        <Trans>Send a test</Trans>
      </Button>
      {changing && <WebhookDialog webhook={webhook} onClose={change.close} onSaved={() => {}} />}
    </>
  );
}

/** On or off, and what to do when it is off by itself. */
function State({ webhook }: { webhook: Webhook }) {
  const { t } = useLingui();
  const { id, status, version, disabled_reason, failing_since } = webhook;
  const isOn = status === 'enabled';
  const switching = useSave(
    () =>
      api.PATCH('/api/webhooks/{id}', {
        params: { path: { id } },
        headers: ifMatch(version),
        body: { status: isOn ? 'disabled' : 'enabled' },
      }),
    { refetch: [webhooksKey] },
  );
  const reasons = {
    by_hand: t`Switched off by hand: what happens meanwhile is not sent.`,
    failing: t`Switched off by itself, since nothing was taken for three days. Mend the receiver, switch it on, then send again what failed.`,
    gone: t`Switched off by itself, since the receiver said that it is gone for good (410).`,
  };
  return (
    <>
      <Group mb="md" justify="space-between">
        <WebhookBadge webhook={webhook} />
        <Button
          variant="default"
          size="xs"
          loading={switching.isPending}
          onClick={() => switching.mutate()}
        >
          {isOn ? <Trans>Switch off</Trans> : <Trans>Switch on</Trans>}
        </Button>
      </Group>
      {disabled_reason && (
        <Alert
          mb="lg"
          color={disabled_reason === 'by_hand' ? 'gray' : 'red'}
          icon={<IconAlertTriangle size={18} aria-hidden />}
        >
          {reasons[disabled_reason]}
        </Alert>
      )}
      {isOn && failing_since && (
        <Alert mb="lg" color="orange" icon={<IconAlertTriangle size={18} aria-hidden />}>
          <Trans>
            Nothing was taken since <RelativeTime instant={failing_since} />. After three days it is
            switched off; the messages below tell why.
          </Trans>
        </Alert>
      )}
    </>
  );
}

function Events({ events }: { events: string[] }) {
  const { t } = useLingui();
  const wordsOf = useEventWords();
  return (
    <Section title={t`What it hears of`}>
      {events.includes(everyEvent) ? (
        <Trans>Everything, also what later versions bring.</Trans>
      ) : (
        <ul className={classes.hears}>
          {events.map((name) => (
            <li key={name}>
              {wordsOf({ name, description: '' })} <Code>{name}</Code>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Delete({ webhook }: { webhook: Webhook }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { id, description, url } = webhook;
  const remove = useSave(
    async () => {
      await api.DELETE('/api/webhooks/{id}', { params: { path: { id } } });
      await navigate({ to: '/settings/webhooks' });
    },
    { refetch: [[...webhooksKey, 'list']], done: t`Webhook deleted` },
  );
  const ask = async () => {
    const yes = await confirm({
      title: t`Delete the webhook “${description || url}”?`,
      body: t`The program there hears nothing more, and the messages of the last 30 days are deleted here. To pause it, switch it off instead.`,
      action: t`Delete webhook`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <Section title={t`Delete`} danger>
      <Button
        color="red"
        variant="light"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={remove.isPending}
        onClick={ask}
      >
        <Trans>Delete webhook</Trans>
      </Button>
    </Section>
  );
}
