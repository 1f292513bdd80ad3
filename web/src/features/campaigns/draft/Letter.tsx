import { useLingui } from '@lingui/react/macro';
import { Stack, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ApiForm } from '@/shared/ui';
import type { EmailDraft } from '../editor/api';
import classes from '../editor/editor.module.css';
import { withFooter } from '../editor/footer';
import { MissingFooter } from '../editor/MissingFooter';
import { LookAt, useMailPreview, type View } from '../editor/Preview';
import type { MailValues } from './mailValues';

interface LetterProps {
  form: ApiForm<MailValues>;
  draft: EmailDraft;
  complete: boolean;
  tools: ReactNode;
}

/** A mail that is written as a whole, as text or as HTML, beside what somebody gets of it. */
export function Letter({ form, draft, complete, tools }: LetterProps) {
  const { t } = useLingui();
  const [view, setView] = useState<View>('desk');
  const [contactId, setContactId] = useState<string>();
  const preview = useMailPreview(draft, complete, contactId);
  const missing = preview.data?.remarks ?? [];
  const isHtml = form.values.kind === 'html';
  return (
    <div className={classes.letter}>
      <Stack>
        <div className={classes.tools}>{tools}</div>
        <Textarea
          key={form.values.kind}
          label={isHtml ? t`HTML` : t`Text`}
          autosize
          minRows={12}
          maxRows={30}
          {...(isHtml && {
            classNames: { input: classes.source },
            spellCheck: false,
            description: t`The text for whoever reads without HTML is made of it.`,
          })}
          {...form.getInputProps(isHtml ? 'html_content' : 'message_content')}
        />
        {complete && (
          <MissingFooter
            missing={missing}
            onInsert={() => form.setValues(withFooter(form.values, missing, t`Unsubscribe`))}
          />
        )}
      </Stack>
      <LookAt
        view={view}
        onView={setView}
        contactId={contactId}
        onContact={setContactId}
        preview={preview}
      />
    </div>
  );
}
