import { Trans, useLingui } from '@lingui/react/macro';
import { Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, useApiForm } from '@/shared/ui';
import { type Topic, topicsQuery } from '../api';
import { topicKey } from './topicKey';

interface TopicDialogProps {
  /** Absent: a new one, at this place of the list. */
  topic: Topic | undefined;
  position: number;
  onClose: () => void;
}

export function TopicDialog({ topic, position, onClose }: TopicDialogProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { name: topic?.name ?? '', description: topic?.description ?? '' },
    validate: { name: required },
    fieldOfCode: { topic_exists: 'name' },
    send: async ({ name, description }) => {
      const words = { name: name.trim(), description: description.trim() };
      if (topic)
        await api.PATCH('/api/campaign-topics/{id}', {
          params: { path: { id: topic.id } },
          body: words,
        });
      else
        await api.POST('/api/campaign-topics', {
          body: { key: topicKey(words.name), position, ...words },
        });
      await queryClient.invalidateQueries({ queryKey: topicsQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={topic ? t`Change topic` : t`New topic`}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <FormError problem={form.problem} />
          <TextInput
            label={t`Name`}
            description={t`As the people you write to read it.`}
            data-autofocus
            maxLength={100}
            {...form.getInputProps('name')}
          />
          <Textarea
            label={t`What they get`}
            placeholder={t`Once a month, what is new with us`}
            maxLength={500}
            autosize
            minRows={2}
            {...form.getInputProps('description')}
          />
          <FormActions onCancel={onClose} pending={form.pending} mt={4}>
            <Trans>Save</Trans>
          </FormActions>
        </Stack>
      </form>
    </Dialog>
  );
}
