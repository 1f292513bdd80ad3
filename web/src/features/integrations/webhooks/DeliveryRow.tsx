import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Code, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconChevronDown, IconRefresh } from '@tabler/icons-react';
import { api } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import { CodeBlock, RelativeTime, useSave } from '@/shared/ui';
import { type Delivery, type Webhook, webhooksKey } from './api';
import { useEventWords } from './events';
import classes from './webhooks.module.css';

interface DeliveryRowProps {
  webhook: Webhook;
  delivery: Delivery;
}

/** One message; unfolded, what was sent and what came back. */
export function DeliveryRow({ webhook, delivery }: DeliveryRowProps) {
  const { t } = useLingui();
  const [opened, { toggle }] = useDisclosure();
  const details = useId();
  const wordsOf = useEventWords();
  const { event_name: name, status, attempts, response_status, error } = delivery;
  return (
    <li className={classes.delivery}>
      <UnstyledButton
        className={classes.head}
        onClick={toggle}
        aria-expanded={opened}
        aria-controls={details}
      >
        <IconChevronDown size={16} className={classes.chevron} aria-hidden />
        <span className={classes.what}>
          <span>{wordsOf({ name, description: name })}</span>
          <Text span size="sm" c="dimmed">
            <RelativeTime instant={delivery.occurred_at} />
            {attempts > 1 && (
              <>
                {' · '}
                <Plural value={attempts} one="# attempt" other="# attempts" />
              </>
            )}
            {status !== 'delivered' && (error ?? response_status) && (
              <> · {error ?? t`answered ${response_status}`}</>
            )}
          </Text>
        </span>
        <StatusBadge status={status} />
      </UnstyledButton>
      <div id={details} hidden={!opened} className={classes.details}>
        {opened && <Details webhook={webhook} delivery={delivery} />}
      </div>
    </li>
  );
}

function StatusBadge({ status }: { status: Delivery['status'] }) {
  const { t } = useLingui();
  const looks = {
    delivered: { color: 'green', words: t`delivered` },
    waiting: { color: 'orange', words: t`waiting` },
    failed: { color: 'red', words: t`failed` },
  }[status];
  return <Badge color={looks.color}>{looks.words}</Badge>;
}

function Details({ webhook, delivery }: DeliveryRowProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { id, attempts, next_attempt_at, last_attempt_at, response_status, duration_ms } = delivery;
  const replay = useSave(
    () =>
      api.POST('/api/webhooks/{id}/deliveries/{delivery_id}/replay', {
        params: { path: { id: webhook.id, delivery_id: id } },
      }),
    { refetch: [webhooksKey], done: t`The message is sent again` },
  );
  const facts = [
    { name: t`Event`, value: <Code>{delivery.event_name}</Code> },
    { name: 'webhook-id', value: <Code>{id}</Code> },
    { name: t`Attempts`, value: attempts },
    { name: t`Last attempt`, value: last_attempt_at && formatInstant(last_attempt_at, locale) },
    { name: t`Next attempt`, value: next_attempt_at && formatInstant(next_attempt_at, locale) },
    { name: t`Answer`, value: response_status },
    { name: t`Took`, value: duration_ms !== null && t`${duration_ms} ms` },
    { name: t`Problem`, value: delivery.error },
  ].filter(({ value }) => value !== null && value !== false);
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" fw={600} mb={6}>
        <Trans>What was sent</Trans>
      </Text>
      <CodeBlock code={messageOf(delivery)} label={t`Copy the message`} />
      {delivery.response_excerpt && (
        <>
          <Text size="sm" fw={600} mt="sm" mb={6}>
            <Trans>What came back</Trans>
          </Text>
          <CodeBlock code={delivery.response_excerpt} label={t`Copy the answer`} />
        </>
      )}
      <Button
        variant="default"
        size="xs"
        mt="sm"
        leftSection={<IconRefresh size={15} aria-hidden />}
        disabled={webhook.status === 'disabled'}
        loading={replay.isPending}
        onClick={() => replay.mutate()}
      >
        <Trans>Send again</Trans>
      </Button>
    </>
  );
}

/** As the receiver gets it, with line breaks for people. */
function messageOf({ event_name: type, occurred_at: timestamp, data }: Delivery): string {
  return JSON.stringify({ type, timestamp, data }, null, 2);
}
