import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Tabs, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FocusEvent, useRef } from 'react';
import { type ApiForm, ErrorState, FormError, ListSkeleton } from '@/shared/ui';
import { blockManifestQuery } from '../editor/api';
import { BlockList } from '../editor/BlockList';
import classes from '../editor/editor.module.css';
import type { MailDocument } from '../editor/mailDocument';
import { Preview } from '../editor/Preview';
import { ThemeEditor } from '../editor/ThemeEditor';
import { NextButton } from './NextButton';
import { type TextField, TokenMenu } from './TokenMenu';

export type MailValues = {
  subject_line: string;
  preheader: string;
  message_content: string;
  document: MailDocument;
  designed: boolean;
};

interface MailFormProps {
  form: ApiForm<MailValues>;
  onChooseAgain: () => void;
}

// Braces of their own: in a message of the catalogue they would be a parameter.
const example = '{{ contact.first_name | default: "there" }}';

/** What the mail says on the left, how one person gets it on the right. */
export function MailForm({ form, onChooseAgain }: MailFormProps) {
  const { t } = useLingui();
  const { subject_line, preheader, message_content, document, designed } = form.values;
  // Where a personal word goes: into the field that one was in last.
  const lastField = useRef<TextField>(null);
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof HTMLTextAreaElement || isTextInput(target)) lastField.current = target;
  };
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError problem={form.problem} />
      <div className={classes.editor}>
        <Stack onFocusCapture={remember}>
          <Group justify="space-between" gap="xs">
            <Button variant="subtle" size="sm" px={6} onClick={onChooseAgain}>
              <Trans>Choose another start</Trans>
            </Button>
            <TokenMenu field={lastField} />
          </Group>
          <TextInput label={t`Subject`} maxLength={255} {...form.getInputProps('subject_line')} />
          <TextInput
            label={t`Beside the subject`}
            description={t`What inboxes show behind it. May stay empty.`}
            maxLength={200}
            {...form.getInputProps('preheader')}
          />
          {designed ? (
            <Blocks document={document} onChange={(next) => form.setFieldValue('document', next)} />
          ) : (
            <Textarea
              label={t`Text`}
              autosize
              minRows={12}
              maxRows={30}
              {...form.getInputProps('message_content')}
            />
          )}
          <Text size="sm" c="dimmed">
            <Trans>
              A name in double braces becomes that person's own word: <code>{example}</code> is
              “Ana” for Ana, and “there” for whoever has no first name.
            </Trans>
          </Text>
        </Stack>
        <Preview
          complete={subject_line !== '' && (designed || message_content !== '')}
          draft={{
            subject_line,
            message_content: designed ? '' : message_content,
            settings: { preheader, ...(designed && { document }) } as never,
          }}
        />
      </div>
      <NextButton saving={form.pending} />
    </form>
  );
}

function isTextInput(target: Element): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.type === 'text' && !target.readOnly;
}

interface BlocksProps {
  document: MailDocument;
  onChange: (document: MailDocument) => void;
}

function Blocks({ document, onChange }: BlocksProps) {
  const { data, error, refetch } = useQuery(blockManifestQuery);
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <ListSkeleton rows={4} />;
  return (
    <Tabs defaultValue="blocks" keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="blocks">
          <Trans>Blocks</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="theme">
          <Trans>Colours</Trans>
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="blocks">
        <BlockList
          manifest={data}
          blocks={document.blocks}
          onChange={(blocks) => onChange({ ...document, blocks })}
        />
      </Tabs.Panel>
      <Tabs.Panel value="theme">
        <ThemeEditor
          manifest={data}
          theme={document.theme ?? {}}
          onChange={(theme) => onChange({ ...document, theme })}
        />
      </Tabs.Panel>
    </Tabs>
  );
}
