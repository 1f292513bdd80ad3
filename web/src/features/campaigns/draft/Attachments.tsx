import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Alert, Button, Progress, Text } from '@mantine/core';
import { IconFile, IconPaperclip, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { isApiError } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatBytes } from '@/shared/lib/numbers';
import { fieldErrors, Row, RowList, Section } from '@/shared/ui';
import { type AttachedFile, mostAttachments, useAttachments } from './useAttachments';

interface AttachmentsProps {
  files: AttachedFile[];
  onChange: (files: AttachedFile[]) => void;
  /** Of the last time that the mail was kept. */
  error?: unknown;
}

/** Files that go along with every mail. */
export function Attachments({ files, onChange, error }: AttachmentsProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const input = useRef<HTMLInputElement>(null);
  const { uploads, send, refused } = useAttachments(files, onChange);
  const wordsOf = useFileErrorWords();
  const wrong = refused ?? wordsOf(error);
  const sum = formatBytes(
    files.reduce((bytes, { size }) => bytes + size, 0),
    locale,
  );
  return (
    <Section
      title={t`Files`}
      description={
        files.length > 1 ? (
          <Trans>{sum} go along with every mail.</Trans>
        ) : (
          <Trans>They go along with every mail, up to 10 MB together.</Trans>
        )
      }
      action={
        <Button
          variant="default"
          leftSection={<IconPaperclip size={16} aria-hidden />}
          disabled={files.length >= mostAttachments}
          loading={uploads.length > 0}
          onClick={() => input.current?.click()}
        >
          <Trans>Add files</Trans>
        </Button>
      }
    >
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t`Add files`}
        onChange={(event) => {
          void send([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      {wrong && (
        <Alert color="red" mb="sm" role="alert">
          {wrong}
        </Alert>
      )}
      {uploads.map(({ name, share }) => (
        <Progress key={name} value={share * 100} aria-label={t`Uploading ${name}`} mb="xs" />
      ))}
      {files.length === 0 ? (
        <Text c="dimmed">
          <Trans>
            None. A price list, a plan, an invitation: a link in the mail often does too.
          </Trans>
        </Text>
      ) : (
        <RowList label={t`Files`}>
          {files.map((file) => (
            <Row
              key={file.id}
              icon={<IconFile size={20} stroke={1.6} aria-hidden />}
              title={file.name}
              detail={formatBytes(file.size, locale)}
            >
              <ActionIcon
                aria-label={t`Remove ${file.name}`}
                onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
              >
                <IconTrash size={17} aria-hidden />
              </ActionIcon>
            </Row>
          ))}
        </RowList>
      )}
    </Section>
  );
}

/** What the server said of the files. */
function useFileErrorWords() {
  const { t } = useLingui();
  return (error: unknown): string | undefined => {
    const problems = isApiError(error) ? (error.problem.errors ?? []) : [];
    const found = problems.find(({ field }) => field.startsWith('media_attachments'));
    if (found?.code === 'not_allowed')
      return t`One of the files is a program; mail servers refuse those.`;
    if (found?.code === 'reference_not_found')
      return t`One of the files is gone: take it out and add it again.`;
    return found && fieldErrors(error)[found.field];
  };
}
