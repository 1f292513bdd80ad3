import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { api, isApiError } from '@/shared/api';
import { BlockSkeleton, ErrorState, LinkButton } from '@/shared/ui';
import { meQuery } from '../session';
import { GuestCard } from './GuestCard';

/** Where the links of sign-up and of a change of address lead. */
export default function VerifyEmailPage() {
  const { t } = useLingui();
  const { token } = useSearch({ from: '/guest/verify-email' });
  const queryClient = useQueryClient();
  // A query, not a mutation: it runs once for a token however often the screen is mounted.
  const check = useQuery({
    queryKey: ['verify-email', token],
    queryFn: async () => {
      await api.POST('/api/auth/verify-email', { body: { token } });
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      return true;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (check.isPending) return <BlockSkeleton height={120} />;
  if (check.isError && !isApiError(check.error, 'link_not_valid'))
    return <ErrorState error={check.error} onRetry={check.refetch} />;
  return (
    <GuestCard
      title={check.isError ? t`This link no longer works` : t`Your e-mail address is confirmed`}
      description={
        check.isError ? (
          <Trans>
            It was used before or has expired. You find a new one under Settings → Profile.
          </Trans>
        ) : (
          <Trans>Thank you. Everything is set.</Trans>
        )
      }
    >
      <LinkButton to="/">
        <Trans>Go to SocialFlow</Trans>
      </LinkButton>
    </GuestCard>
  );
}
