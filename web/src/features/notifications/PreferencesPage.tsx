import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Switch } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Answer, api, body } from '@/shared/api';
import {
  BlockSkeleton,
  ErrorState,
  Page,
  PageHeader,
  Row,
  RowList,
  Section,
  toast,
} from '@/shared/ui';

type Preferences = Answer<'/api/notifications/preferences', 'get'>;

const preferencesQuery = queryOptions({
  queryKey: ['notifications', 'preferences'],
  queryFn: ({ signal }) => body(api.GET('/api/notifications/preferences', { signal })),
});

export default function PreferencesPage() {
  const { t } = useLingui();
  const preferences = useQuery(preferencesQuery);
  return (
    <Page width="reading">
      <PageHeader
        title={t`Notifications`}
        description={
          <Trans>Everything appears under the bell. Choose what also comes by mail.</Trans>
        }
      />
      {preferences.isPending && <BlockSkeleton />}
      {preferences.isError && (
        <ErrorState error={preferences.error} onRetry={preferences.refetch} />
      )}
      {preferences.isSuccess && <ByMail email={preferences.data.email} />}
    </Page>
  );
}

function ByMail({ email }: Preferences) {
  const { t } = useLingui();
  const mail = useQuery({
    queryKey: ['mail-status'],
    queryFn: ({ signal }) => body(api.GET('/api/mail/status', { signal })),
  });
  const change = useChange();
  const kinds = [
    {
      key: 'task_reminder',
      title: t`Task reminders`,
      detail: t`When the time you set for a task has come.`,
    },
    {
      key: 'import_finished',
      title: t`Finished imports`,
      detail: t`When an import that you started is done or needs you.`,
    },
    { key: 'mention', title: t`Mentions`, detail: t`When somebody names you in a note.` },
    {
      key: 'webhook_disabled',
      title: t`Webhooks switched off`,
      detail: t`When a program that listens to us has not answered for days. For admins.`,
    },
    {
      key: 'campaign_waits',
      title: t`Campaigns that wait for you`,
      detail: t`When a campaign does not go out until somebody decides. For managers.`,
    },
    {
      key: 'domain_broken',
      title: t`Domains that stopped passing`,
      detail: t`When the DNS of a sender no longer says what mail servers look for. For admins.`,
    },
  ] as const;
  return (
    <Section title={t`By mail`} flush>
      {mail.data?.sender_configured === false && (
        <Alert color="yellow" radius={0} icon={<IconMailOff size={18} aria-hidden />}>
          <Trans>
            No mail server is set up, so mails go to the dev inbox of this server instead.
          </Trans>
        </Alert>
      )}
      <RowList label={t`By mail`}>
        {kinds.map(({ key, title, detail }) => (
          <Row key={key} title={title} detail={detail}>
            <Switch
              aria-label={title}
              checked={email[key]}
              onChange={(event) =>
                change.mutate({ email: { ...email, [key]: event.currentTarget.checked } })
              }
            />
          </Row>
        ))}
      </RowList>
    </Section>
  );
}

/** The switch moves at once, and back when the server refuses. */
function useChange() {
  const queryClient = useQueryClient();
  const { queryKey } = preferencesQuery;
  return useMutation({
    mutationFn: (next: Preferences) =>
      body(api.PUT('/api/notifications/preferences', { body: next })),
    onMutate: async (next) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      queryClient.setQueryData(queryKey, next);
      return { before };
    },
    onError: (error, _next, context) => {
      queryClient.setQueryData(queryKey, context?.before);
      toast.error(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
}
