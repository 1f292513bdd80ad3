import { Trans, useLingui } from '@lingui/react/macro';
import { Box, Button, Text, TextInput } from '@mantine/core';
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
import type { Campaign } from '../api';
import { blockManifestQuery, type EmailDraft } from '../editor/api';
import classes from '../editor/editor.module.css';
import { Letter } from './Letter';
import { isWritten, type MailValues } from './mailValues';
import { NextButton } from './NextButton';

// With Puck, which only who writes a mail of blocks needs.
const MailEditor = lazy(() => import('../editor/MailEditor'));

interface MailFormProps {
  form: ApiForm<MailValues>;
  campaignType: Campaign['campaign_type'];
  onChooseAgain: () => void;
  /** What goes along, below what is written. */
  attachments: ReactNode;
}

// Braces of their own: in a message of the catalogue they would be a parameter.
const example = '{{ contact.first_name | default: "there" }}';

/** What the mail says, beside how it looks and how one person gets it. */
export function MailForm({ form, campaignType, onChooseAgain, attachments }: MailFormProps) {
  const { t } = useLingui();
  const { kind, subject_line, preheader, message_content, html_content, document } = form.values;
  // Where a personal word goes: into the field that one was in last.
  const lastField = useRef<TextField>(null);
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof HTMLTextAreaElement || isTextInput(target)) lastField.current = target;
  };
  const draft = {
    campaign_type: campaignType,
    subject_line,
    message_content: kind === 'blocks' ? '' : message_content,
    html_content: kind === 'html' ? html_content : '',
    settings: { preheader, ...(kind === 'blocks' && { document }) } as never,
  };
  const links = [
    { label: t`Link to the web version`, token: '{{ links.web_version }}' },
    { label: t`Link to unsubscribe`, token: '{{ links.unsubscribe }}' },
    { label: t`Link to the choice of topics`, token: '{{ links.preferences }}' },
    { label: t`Your postal address`, token: '{{ sender.postal_address }}' },
  ];
  const complete = isWritten(form.values);
  const tokens = <TokenMenu field={lastField} more={links} />;
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
      {kind === 'blocks' ? (
        <Blocks form={form} draft={draft} complete={complete} tools={tokens} />
      ) : (
        <Letter form={form} draft={draft} complete={complete} tools={tokens} />
      )}
      <Text size="sm" c="dimmed" mt="md">
        <Trans>
          A name in double braces becomes that person's own word: <code>{example}</code> is “Ana”
          for Ana, and “there” for whoever has no first name.
        </Trans>
      </Text>
      <Box mt="xl">{attachments}</Box>
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
