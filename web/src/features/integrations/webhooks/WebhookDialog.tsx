import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '@/shared/api';
import { Dialog, ErrorState, FormError, ListSkeleton, useApiForm } from '@/shared/ui';
import { eventsQuery, everyEvent, type Webhook, webhooksKey } from './api';
import { useEventGroups, useEventWords } from './events';
import classes from './webhooks.module.css';

interface WebhookDialogProps {
  /** Null: a new one. */
  webhook: Webhook | null;
  onSaved: (webhook: Webhook) => void;
  onClose: () => void;
}

/** Where messages go, and about what. */
export function WebhookDialog({ webhook, onSaved, onClose }: WebhookDialogProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const hearsAll = webhook === null || webhook.events.includes(everyEvent);
  const form = useApiForm({
    initialValues: {
      url: webhook?.url ?? '',
      description: webhook?.description ?? '',
      all: hearsAll ? 'all' : 'some',
      events: hearsAll ? [] : (webhook?.events ?? []),
    },
    validate: {
      url: (url) => (/^https?:\/\/./.test(url.trim()) ? null : t`An address begins with https://`),
      events: (events, { all }) =>
        all === 'some' && events.length === 0 ? t`Choose at least one` : null,
    },
    send: async ({ url, description, all, events }) => {
      const input = {
        url: url.trim(),
        description: description.trim(),
        events: all === 'all' ? [everyEvent] : events,
      };
      const saved = await save(webhook, input);
      await queryClient.invalidateQueries({ queryKey: webhooksKey });
      onClose();
      onSaved(saved);
    },
  });
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={webhook ? <Trans>Change webhook</Trans> : <Trans>New webhook</Trans>}
    >
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`Address`}
          description={t`The other program tells you this: it waits there for messages.`}
          placeholder="https://"
          type="url"
          maxLength={2000}
          data-autofocus
          {...form.getInputProps('url')}
        />
        <TextInput
          label={t`Name`}
          description={t`For yourself, such as “Accounting”.`}
          maxLength={200}
          {...form.getInputProps('description')}
        />
        <Radio.Group label={t`What it shall hear of`} {...form.getInputProps('all')}>
          <Group gap="lg" mt={8}>
            <Radio value="all" label={t`Everything`} />
            <Radio value="some" label={t`Only what I choose`} />
          </Group>
        </Radio.Group>
        {form.values.all === 'some' && <Events inputProps={form.getInputProps('events')} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={form.pending}>
            {webhook ? <Trans>Save</Trans> : <Trans>Add webhook</Trans>}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

function save(
  webhook: Webhook | null,
  input: { url: string; description: string; events: string[] },
): Promise<Webhook> {
  if (!webhook) return body(api.POST('/api/webhooks', { body: input }));
  const { id, version } = webhook;
  return body(
    api.PATCH('/api/webhooks/{id}', {
      params: { path: { id } },
      body: input,
      headers: ifMatch(version),
    }),
  );
}

/** `inputProps`: of the form, for a list of names. */
function Events({ inputProps }: { inputProps: object }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(eventsQuery);
  const groups = useEventGroups(data?.items ?? []);
  const wordsOf = useEventWords();
  if (error) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data) return <ListSkeleton rows={3} />;
  return (
    <Checkbox.Group label={t`Events`} {...inputProps}>
      <div className={classes.events}>
        {groups.map(({ subject, name, events }) => (
          <fieldset key={subject} className="plain">
            <Text component="legend" size="sm" fw={600} mb={6}>
              {name}
            </Text>
            <Stack gap={8}>
              {events.map((event) => (
                <Checkbox key={event.name} value={event.name} label={wordsOf(event)} size="sm" />
              ))}
            </Stack>
          </fieldset>
        ))}
      </div>
    </Checkbox.Group>
  );
}
