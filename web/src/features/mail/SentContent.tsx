import { Trans, useLingui } from '@lingui/react/macro';
import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, api, body } from '@/shared/api';
import { BlockSkeleton, Dialog, ErrorState } from '@/shared/ui';
import { frameDocument, frameSandbox } from './frame';
import classes from './SentContent.module.css';

interface SentContentProps {
  campaignId: string;
  /** The row of the ledger. */
  executionId: string;
}

/** What one person was sent by a campaign, a click away. */
export function SentContent(props: SentContentProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Anchor component="button" type="button" size="sm" onClick={() => setOpened(true)}>
        <Trans>What was sent</Trans>
      </Anchor>
      {opened && (
        <Dialog onClose={() => setOpened(false)} size="xl" title={t`What was sent`}>
          <Content {...props} />
        </Dialog>
      )}
    </>
  );
}

function Content({ campaignId, executionId }: SentContentProps) {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['campaigns', 'content', executionId],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/campaigns/{id}/executions/{execution_id}/content', {
          params: { path: { id: campaignId, execution_id: executionId } },
          signal,
        }),
      ),
    retry: false,
  });
  if (isPending) return <BlockSkeleton />;
  if (error instanceof ApiError && error.code === 'content_not_kept')
    return (
      <Text c="dimmed">
        <Trans>
          The words are not kept any more. How long they are is chosen in the settings, under
          Topics.
        </Trans>
      </Text>
    );
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  return (
    <>
      <Text fw={600} mb="sm" className={classes.subject}>
        {data.subject}
      </Text>
      {data.html ? (
        <iframe
          title={t`The mail`}
          className={classes.frame}
          sandbox={frameSandbox}
          srcDoc={frameDocument(data.html)}
        />
      ) : (
        <pre className={classes.text}>{data.text}</pre>
      )}
    </>
  );
}
