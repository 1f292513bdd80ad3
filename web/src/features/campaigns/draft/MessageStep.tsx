import { Trans, useLingui } from '@lingui/react/macro';
import { Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { FormError, Section, useApiForm } from '@/shared/ui';
import type { Campaign, CampaignMessage } from '../api';
import { NextButton } from './NextButton';
import { TokenMenu } from './TokenMenu';

interface StepProps {
  campaign: Campaign;
  message: CampaignMessage | undefined;
  onNext: () => void;
}

// Braces of their own: in a message of the catalogue they would be a parameter.
const example = '{{ contact.first_name | default: "there" }}';

/** The mail: a subject and a text, with words that differ from person to person. */
export function MessageStep({ campaign, message, onNext }: StepProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const text = useRef<HTMLTextAreaElement>(null);
  const form = useApiForm({
    initialValues: {
      subject_line: message?.subject_line ?? '',
      message_content: message?.message_content ?? '',
    },
    validate: { subject_line: required, message_content: required },
    send: async (values) => {
      const id = campaign.id;
      if (message)
        await api.PATCH('/api/campaigns/{id}/messages/{message_id}', {
          params: { path: { id, message_id: message.id } },
          headers: ifMatch(message.version),
          body: values,
        });
      else
        await api.POST('/api/campaigns/{id}/messages', {
          params: { path: { id } },
          body: { message_name: campaign.name, channel: 'email', ...values },
        });
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      onNext();
    },
  });
  const insert = (token: string) => {
    const field = text.current;
    const { message_content: now } = form.values;
    const at = field?.selectionStart ?? now.length;
    form.setFieldValue('message_content', now.slice(0, at) + token + now.slice(at));
    // After the menu has closed and the text is there.
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(at + token.length, at + token.length);
    });
  };
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError problem={form.problem} />
      <Section
        title={t`What do you want to say?`}
        description={<Trans>Each person gets a mail of their own.</Trans>}
        action={<TokenMenu onInsert={insert} />}
      >
        <Stack>
          <TextInput label={t`Subject`} maxLength={255} {...form.getInputProps('subject_line')} />
          <Textarea
            ref={text}
            label={t`Text`}
            autosize
            minRows={12}
            maxRows={30}
            {...form.getInputProps('message_content')}
          />
          <Text size="sm" c="dimmed">
            <Trans>
              A name in double braces becomes that person's own word: <code>{example}</code> is
              “Ana” for Ana, and “there” for whoever has no first name.
            </Trans>
          </Text>
        </Stack>
      </Section>
      <NextButton saving={form.pending} />
    </form>
  );
}
