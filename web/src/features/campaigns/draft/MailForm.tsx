import { Trans, useLingui } from '@lingui/react/macro';
import { Box, Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FocusEvent, type KeyboardEvent, lazy, type ReactNode, Suspense, useRef } from 'react';
import {
  type ApiForm,
  ErrorState,
  FormError,
  ListSkeleton,
  type TextField,
  TokenMenu,
} from '@/shared/ui';
import { blockManifestQuery, type EmailDraft } from '../editor/api';
import classes from '../editor/editor.module.css';
import type { MailDocument } from '../editor/mailDocument';
import { Preview } from '../editor/Preview';
import { NextButton } from './NextButton';

// With Puck, which only who writes a mail of blocks needs.
const MailEditor = lazy(() => import('../editor/MailEditor'));

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

/** What the mail says, beside how it looks and how one person gets it. */
export function MailForm({ form, onChooseAgain }: MailFormProps) {
  const { t } = useLingui();
  const { subject_line, preheader, message_content, document, designed } = form.values;
  // Where a personal word goes: into the field that one was in last.
  const lastField = useRef<TextField>(null);
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof HTMLTextAreaElement || isTextInput(target)) lastField.current = target;
  };
  const draft = {
    subject_line,
    message_content: designed ? '' : message_content,
    settings: { preheader, ...(designed && { document }) } as never,
  };
  const complete = subject_line !== '' && (designed || message_content !== '');
  const tokens = <TokenMenu field={lastField} />;
  return (
    <form onSubmit={form.submit} noValidate onFocusCapture={remember}>
      <FormError problem={form.problem} />
      <Button variant="subtle" size="sm" px={6} mb="xs" onClick={onChooseAgain}>
        <Trans>Choose another start</Trans>
      </Button>
      {/* Undo and redo of the blocks below are not of these fields. */}
      <Box className={classes.subjects} onKeyDown={keepToItself}>
        <TextInput label={t`Subject`} maxLength={255} {...form.getInputProps('subject_line')} />
        <TextInput
          label={t`Beside the subject`}
          description={t`What inboxes show behind it. May stay empty.`}
          maxLength={200}
          {...form.getInputProps('preheader')}
        />
      </Box>
      {designed ? (
        <Blocks form={form} draft={draft} complete={complete} tools={tokens} />
      ) : (
        <div className={classes.letter}>
          <Stack>
            <div className={classes.tools}>{tokens}</div>
            <Textarea
              label={t`Text`}
              autosize
              minRows={12}
              maxRows={30}
              {...form.getInputProps('message_content')}
            />
          </Stack>
          <Preview complete={complete} draft={draft} />
        </div>
      )}
      <Text size="sm" c="dimmed" mt="md">
        <Trans>
          A name in double braces becomes that person's own word: <code>{example}</code> is “Ana”
          for Ana, and “there” for whoever has no first name.
        </Trans>
      </Text>
      <NextButton saving={form.pending} />
    </form>
  );
}

function keepToItself(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey) event.stopPropagation();
}

function isTextInput(target: Element): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.type === 'text' && !target.readOnly;
}

interface BlocksProps {
  form: ApiForm<MailValues>;
  draft: EmailDraft;
  complete: boolean;
  tools: ReactNode;
}

function Blocks({ form, ...rest }: BlocksProps) {
  const { data, error, refetch } = useQuery(blockManifestQuery);
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <ListSkeleton rows={4} />;
  return (
    <Suspense fallback={<ListSkeleton rows={6} />}>
      <MailEditor
        {...rest}
        manifest={data}
        document={form.values.document}
        onChange={(next) => form.setFieldValue('document', next)}
      />
    </Suspense>
  );
}
