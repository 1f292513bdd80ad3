import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Loader, Text } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { NotForYou, useRole } from '@/features/accounts';
import { api, body } from '@/shared/api';
import { EmptyState, ErrorState, LinkButton, Page, PageHeader } from '@/shared/ui';
import { sendersQuery } from './api';

const route = getRouteApi('/app/settings/senders/sign-in');

/** Where Google and Microsoft send people back to, with a code that is good once. */
export default function SignInReturnPage() {
  const { t } = useLingui();
  const isAdmin = useRole('admin');
  const { code, state } = route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const finish = useMutation({
    mutationFn: (input: { code: string; state: string }) =>
      body(api.POST('/api/email/oauth-returns', { body: input })),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: sendersQuery.queryKey });
      await navigate({
        to: '/settings/senders/$senderId',
        params: { senderId: id },
        replace: true,
      });
    },
  });
  const { mutate } = finish;
  const isSent = useRef(false);
  useEffect(() => {
    if (!isAdmin || !code || !state || isSent.current) return;
    isSent.current = true;
    mutate({ code, state });
  }, [isAdmin, code, state, mutate]);
  const back = { to: '/settings/senders', label: t`Senders` } as const;
  return (
    <Page width="reading">
      <PageHeader title={t`Sign-in`} back={back} />
      {!isAdmin && <NotForYou />}
      {isAdmin && finish.isError && <ErrorState error={finish.error} />}
      {isAdmin && code && state && !finish.isError && (
        <Group gap="xs" role="status">
          <Loader size={18} />
          <Text>
            <Trans>Completing the sign-in…</Trans>
          </Text>
        </Group>
      )}
      {isAdmin && !(code && state) && (
        <EmptyState
          icon={IconLogin2}
          title={t`You were not signed in`}
          action={
            <LinkButton to="/settings/senders" variant="default">
              <Trans>To the senders</Trans>
            </LinkButton>
          }
        >
          <Trans>The mail provider sent you back without a yes. You can try again any time.</Trans>
        </EmptyState>
      )}
    </Page>
  );
}
