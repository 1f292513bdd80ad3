import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, body } from '@/shared/api';
import { ErrorState, RelativeTime, Row, RowList, Section, useSave } from '@/shared/ui';
import { useRoleNames } from '../../roles';

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => body(api.GET('/api/invitations', { signal })),
});

/** Who was invited and has not come yet. */
export function Invitations() {
  const { t } = useLingui();
  const names = useRoleNames();
  const invitations = useQuery(invitationsQuery);
  const resend = useSave(
    (id: string) => api.POST('/api/invitations/{id}/resend', { params: { path: { id } } }),
    { refetch: [invitationsQuery.queryKey], done: t`Invitation sent again` },
  );
  const revoke = useSave(
    (id: string) => api.DELETE('/api/invitations/{id}', { params: { path: { id } } }),
    { refetch: [invitationsQuery.queryKey], done: t`Invitation taken back` },
  );
  if (invitations.isError)
    return <ErrorState error={invitations.error} onRetry={invitations.refetch} compact />;
  if (!invitations.data || invitations.data.items.length === 0) return null;
  return (
    <Section title={t`Invited`} flush>
      <RowList label={t`Invitations`}>
        {invitations.data.items.map(({ id, email, role, inviter_name, expires_at }) => (
          <Row
            key={id}
            icon={<IconMail size={20} stroke={1.6} aria-hidden />}
            title={
              <>
                {email}
                <Badge color="gray">{names[role]}</Badge>
              </>
            }
            detail={
              <Trans>
                by {inviter_name} · ends <RelativeTime instant={expires_at} />
              </Trans>
            }
          >
            <Button
              variant="default"
              size="xs"
              aria-label={t`Send again to ${email}`}
              loading={resend.isPending && resend.variables === id}
              onClick={() => resend.mutate(id)}
            >
              <Trans>Send again</Trans>
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="xs"
              aria-label={t`Take back the invitation of ${email}`}
              onClick={() => revoke.mutate(id)}
            >
              <Trans>Take back</Trans>
            </Button>
          </Row>
        ))}
      </RowList>
    </Section>
  );
}
