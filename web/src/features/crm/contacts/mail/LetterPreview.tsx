import { Trans } from '@lingui/react/macro';
import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '@/shared/api';
import { explain, ListSkeleton } from '@/shared/ui';
import { useTokenWords } from '../../rules/tokenWords';
import { type MailInput, mailPreviewQuery } from './api';
import classes from './mail.module.css';

/** With this person's own words in it. */
export function LetterPreview({ contactId, input }: { contactId: string; input: MailInput }) {
  const wordsOf = useTokenWords();
  const { data, error } = useQuery(mailPreviewQuery(contactId, input));
  if (error) {
    const mistake = error instanceof ApiError && Object.values(error.fieldErrors())[0];
    return (
      <Text c="red" size="sm" role="status">
        {mistake || explain(error).title}
      </Text>
    );
  }
  if (!data) return <ListSkeleton rows={2} />;
  const blanks = data.blanks.map(wordsOf).join(', ');
  return (
    <>
      <div className={classes.letter}>
        <Text fw={600}>{data.subject}</Text>
        <div className={classes.text}>{data.text}</div>
      </div>
      {data.blanks.length > 0 && (
        <Alert color="yellow" mt="sm">
          <Trans>This person has nothing for: {blanks}</Trans>
        </Alert>
      )}
    </>
  );
}
