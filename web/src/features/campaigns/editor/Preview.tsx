import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Loader, SegmentedControl, Switch, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { PersonPicker, useTokenWords } from '@/features/crm';
import { frameDocument, frameSandbox } from '@/features/mail';
import { ApiError } from '@/shared/api';
import { explain } from '@/shared/ui';
import { type EmailDraft, previewQuery } from './api';
import { pictureRules } from './canvas/mailStyle';
import classes from './editor.module.css';

const askAfterMs = 400;

/** How the mail is looked at: to be changed, or as it arrives. */
export type View = 'edit' | 'desk' | 'phone' | 'text';

/** The mail as `contactId` gets it, written by the server as it will be when it is sent. */
export function useMailPreview(draft: EmailDraft, complete: boolean, contactId?: string) {
  const [asked] = useDebouncedValue(draft, askAfterMs);
  return useQuery({
    ...previewQuery({ ...asked, contact_id: contactId ?? null }),
    enabled: complete && asked.subject_line !== '',
  });
}

interface LookAtProps {
  view: View;
  onView: (view: View) => void;
  contactId: string | undefined;
  onContact: (id: string | undefined) => void;
  preview: ReturnType<typeof useMailPreview>;
  /** Where the mail can be changed; without it, it is only looked at. */
  canvas?: ReactNode;
}

/** The mail, in the way chosen above it, for the person chosen there. */
export function LookAt({ view, onView, contactId, onContact, preview, canvas }: LookAtProps) {
  const { t } = useLingui();
  const [dark, setDark] = useState(false);
  const { data, error, isFetching } = preview;
  const mistake = error && mistakeOf(error, view === 'edit');
  const views = [
    ...(canvas ? [{ value: 'edit', label: t`Edit` }] : []),
    { value: 'desk', label: t`Desk` },
    { value: 'phone', label: t`Phone` },
    { value: 'text', label: t`Plain text` },
  ];
  return (
    <section className={classes.preview} aria-label={t`Preview`}>
      <div className={classes.previewTools}>
        <SegmentedControl
          size="xs"
          aria-label={t`Preview`}
          data={views}
          value={view}
          onChange={(next) => onView(next as View)}
        />
        {(view === 'desk' || view === 'phone') && (
          <Switch
            size="sm"
            label={t`Dark`}
            title={t`Some mail programs turn the colours around at night`}
            checked={dark}
            onChange={({ currentTarget }) => setDark(currentTarget.checked)}
          />
        )}
        {isFetching && <Loader size={16} />}
        <div className={classes.reader}>
          {contactId && (
            <Button size="xs" variant="subtle" onClick={() => onContact(undefined)}>
              <Trans>As nobody in particular</Trans>
            </Button>
          )}
          <PersonPicker label={t`As this person gets it`} onPick={onContact} />
        </div>
      </div>
      {mistake && (
        <Text size="sm" c="red" role="status" className={classes.mistake}>
          {mistake}
        </Text>
      )}
      {view === 'edit' ? canvas : data && <Written data={data} view={view} dark={dark} />}
    </section>
  );
}

interface WrittenProps {
  data: NonNullable<ReturnType<typeof useMailPreview>['data']>;
  view: View;
  dark: boolean;
}

function Written({ data, view, dark }: WrittenProps) {
  const { t } = useLingui();
  const wordsOf = useTokenWords();
  const blanks = data.blanks.map(wordsOf).join(', ');
  return (
    <>
      <Text fw={600} className={classes.subject}>
        {data.subject || <Trans>(no subject)</Trans>}
      </Text>
      {blanks && (
        <Text size="sm" c="dimmed" className={classes.subject}>
          <Trans>Left empty: {blanks}</Trans>
        </Text>
      )}
      {view === 'text' ? (
        <textarea
          readOnly
          className={classes.textPart}
          aria-label={t`The mail as text`}
          value={data.text}
        />
      ) : (
        <iframe
          title={t`The mail`}
          className={classes.frame}
          data-width={view}
          sandbox={frameSandbox}
          srcDoc={frameDocument(
            pictureStyle +
              (data.html || `<pre>${escaped(data.text)}</pre>`) +
              (dark ? turnedAround : ''),
          )}
        />
      )}
    </>
  );
}

const pictureStyle = `<style>${pictureRules}</style>`;

// What Gmail on an iPhone and Outlook do to a mail that says nothing of the dark.
const turnedAround =
  '<style>html{filter:invert(1) hue-rotate(180deg);background:#fff}img{filter:invert(1) hue-rotate(180deg)}</style>';

/** The first mistake that the server found, in its words. Blocks that are being written say theirs themselves. */
function mistakeOf(error: unknown, withoutBlocks: boolean): string | undefined {
  const mistakes = error instanceof ApiError ? Object.entries(error.fieldErrors()) : [];
  if (mistakes.length === 0) return explain(error).title;
  return mistakes.find(([field]) => !withoutBlocks || !field.startsWith('settings.document'))?.[1];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
