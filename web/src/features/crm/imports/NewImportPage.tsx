import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Progress, Text } from '@mantine/core';
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import clsx from 'clsx';
import { type DragEvent, useRef, useState } from 'react';
import { useRole } from '@/features/accounts';
import { upload } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatBytes } from '@/shared/lib/numbers';
import { FormError, Page, PageHeader } from '@/shared/ui';
import { type Import, importQuery, importsQuery } from './api';
import { useFileProblem } from './fileProblem';
import classes from './NewImportPage.module.css';
import { NotForManagers } from './NotForManagers';
import { WizardSteps } from './WizardSteps';

/** The first step of an import: the file. */
export default function NewImportPage() {
  const { t } = useLingui();
  const isManager = useRole('manager');
  return (
    <Page width="reading">
      <PageHeader
        title={t`Import contacts`}
        description={
          <Trans>
            Bring your customers from a file: an export of another program, or a list you keep
            yourself. Nothing changes before you have seen what would happen.
          </Trans>
        }
        back={{ to: '/imports', label: t`Imports` }}
      />
      {isManager ? (
        <>
          <WizardSteps at="file" />
          <FileStep />
        </>
      ) : (
        <NotForManagers />
      )}
    </Page>
  );
}

interface Sending {
  file: File;
  /** 0 to 1; all of it is sent while the server reads the file. */
  share: number;
  stop: AbortController;
}

function FileStep() {
  const [sending, setSending] = useState<Sending | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { beforeUpload, afterUpload } = useFileProblem();

  const send = async (file: File) => {
    const refused = beforeUpload(file);
    setProblem(refused);
    if (refused) return;
    const stop = new AbortController();
    setSending({ file, share: 0, stop });
    try {
      const made = await upload<Import>('/api/crm/imports', file, {
        signal: stop.signal,
        onProgress: (share) => setSending({ file, share, stop }),
      });
      queryClient.setQueryData(importQuery(made.id).queryKey, made);
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
      await navigate({ to: '/imports/$importId', params: { importId: made.id }, replace: true });
    } catch (error) {
      setSending(null);
      if (!stop.signal.aborted) setProblem(afterUpload(error));
    }
  };

  return (
    <div className="stack">
      <FormError problem={problem} />
      {sending ? <Uploading sending={sending} /> : <DropZone onFile={send} />}
      <Alert role="note" variant="light" color="gray">
        <Trans>
          <b>Which file?</b> A CSV file: choose “Export” in the other program, or “Save as” and then
          “CSV” in Excel, Numbers or LibreOffice. One line for each person, up to millions of them.
          Exports of HubSpot, Pipedrive, Mailchimp and Google Contacts are known by their columns.
        </Trans>
      </Alert>
    </div>
  );
}

function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the button below is the other
    <div
      className={clsx(classes.zone, over && classes.over)}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <span className={classes.icon}>
        <IconFileSpreadsheet size={26} stroke={1.5} aria-hidden />
      </span>
      <Text fw={600} className="by-mouse">
        <Trans>Drop your file here</Trans>
      </Text>
      <Text c="dimmed" size="sm" className="by-mouse">
        <Trans>or</Trans>
      </Text>
      <Button
        leftSection={<IconUpload size={16} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        <Trans>Choose a file</Trans>
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        aria-label={t`File with contacts`}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = ''; // the same file, mended, may be chosen again
        }}
      />
    </div>
  );
}

function Uploading({ sending: { file, share, stop } }: { sending: Sending }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const percent = Math.floor(share * 100);
  const size = formatBytes(file.size, locale);
  return (
    <div className={classes.zone} role="status">
      <Text fw={600}>{file.name}</Text>
      <Text c="dimmed" size="sm" mb="md">
        {share < 1 ? (
          <Trans>
            {percent} % of {size} sent
          </Trans>
        ) : (
          <Trans>Reading the file…</Trans>
        )}
      </Text>
      <Progress
        value={share < 1 ? percent : 100}
        animated={share >= 1}
        w="100%"
        maw={360}
        size="md"
        radius="xl"
        aria-label={t`Upload of ${file.name}`}
      />
      <Button variant="default" mt="lg" onClick={() => stop.abort()}>
        <Trans>Cancel</Trans>
      </Button>
    </div>
  );
}
