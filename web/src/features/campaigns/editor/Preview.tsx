import { Trans, useLingui } from '@lingui/react/macro';
import { Loader, SegmentedControl, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PersonPicker } from '@/features/crm';
import { frameDocument, frameSandbox } from '@/features/mail';
import { ApiError } from '@/shared/api';
import { explain } from '@/shared/ui';
import { type EmailDraft, previewQuery } from './api';
import classes from './editor.module.css';

const askAfterMs = 400;

interface PreviewProps {
  draft: EmailDraft;
  /** There is something to write: a subject and a text. */
  complete: boolean;
}

/** The mail as somebody gets it, on a desk or on a phone. The server writes it, as it will. */
export function Preview({ draft, complete }: PreviewProps) {
  const { t } = useLingui();
  const [width, setWidth] = useState('desk');
  const [contactId, setContactId] = useState<string>();
  const [asked] = useDebouncedValue(draft, askAfterMs);
  const { data, error, isFetching } = useQuery({
    ...previewQuery({ ...asked, contact_id: contactId ?? null }),
    enabled: complete && asked.subject_line !== '',
  });
  return (
    <section className={classes.preview} aria-label={t`Preview`}>
      <div className={classes.previewTools}>
        <SegmentedControl
          size="xs"
          aria-label={t`Preview`}
          data={[
            { value: 'desk', label: t`Desk` },
            { value: 'phone', label: t`Phone` },
          ]}
          value={width}
          onChange={setWidth}
        />
        {isFetching && <Loader size={16} />}
        <PersonPicker label={t`As this person gets it`} onPick={setContactId} />
      </div>
      {error && (
        <Text size="sm" c="red" role="status">
          {firstMistake(error)}
        </Text>
      )}
      {data && (
        <>
          <Text fw={600} className={classes.subject}>
            {data.subject || <Trans>(no subject)</Trans>}
          </Text>
          <iframe
            title={t`The mail`}
            className={classes.frame}
            data-width={width}
            sandbox={frameSandbox}
            srcDoc={frameDocument(data.html || `<pre>${escaped(data.text)}</pre>`)}
          />
        </>
      )}
    </section>
  );
}

/** Where the server found the first mistake, in its words. */
function firstMistake(error: unknown): string {
  const mistake = error instanceof ApiError && Object.values(error.fieldErrors())[0];
  return mistake || explain(error).title;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
