import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type Answer, api, body, isApiError } from '@/shared/api';
import { passwordProblem, required } from '@/shared/lib/checks';
import {
  BlockSkeleton,
  ErrorState,
  FormError,
  LinkButton,
  PasswordField,
  useApiForm,
} from '@/shared/ui';
import { useRoleNames } from '../roles';
import { meOrGuestQuery, useSignOut } from '../session';
import { GuestCard } from './GuestCard';
import { ofTheBrowser, useArrival } from './useArrival';

type Offer = Answer<'/api/invitations/by-token/{token}', 'get'>;

export default function AcceptInvitationPage() {
  const { t } = useLingui();
  const { token } = useSearch({ from: '/guest/invitation' });
  const offer = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      body(api.GET('/api/invitations/by-token/{token}', { params: { path: { token } }, signal })),
    retry: false,
  });
  const me = useQuery(meOrGuestQuery);
  if (offer.isPending || me.isPending) return <BlockSkeleton height={220} />;
  if (offer.isError) {
    if (!isApiError(offer.error) || offer.error.status >= 500)
      return <ErrorState error={offer.error} onRetry={offer.refetch} />;
    return (
      <GuestCard
        title={t`This invitation no longer works`}
        description={
          <Trans>It was accepted, taken back, or is more than a week old. Ask for a new one.</Trans>
        }
      >
        <LinkButton to="/" variant="default" fullWidth>
          <Trans>Go to the start</Trans>
        </LinkButton>
      </GuestCard>
    );
  }
  return <Offered token={token} offer={offer.data} email={me.data?.user.email ?? null} />;
}

function Offered({ token, offer, email }: { token: string; offer: Offer; email: string | null }) {
  const { t } = useLingui();
  const roles = useRoleNames();
  const signOut = useSignOut();
  const next = `/invitation?token=${encodeURIComponent(token)}`;
  const role = roles[offer.role];
  const title = t`Join ${offer.project_name}`;
  const words = (
    <Trans>
      {offer.inviter_name} invites <b>{offer.email}</b> to work in this project as {role}.
    </Trans>
  );
  if (!offer.account_exists)
    return (
      <GuestCard title={title} description={words}>
        <NewPerson token={token} offer={offer} />
      </GuestCard>
    );
  if (email?.toLowerCase() === offer.email.toLowerCase())
    return (
      <GuestCard title={title} description={words}>
        <AcceptButton token={token} offer={offer} />
      </GuestCard>
    );
  return (
    <GuestCard title={title} description={words}>
      {email ? (
        <>
          <Trans>You are signed in as {email}. Sign out, then in as the person invited.</Trans>
          <Button variant="default" onClick={signOut}>
            <Trans>Sign out</Trans>
          </Button>
        </>
      ) : (
        <LinkButton to="/sign-in" search={{ next }}>
          <Trans>Sign in to accept</Trans>
        </LinkButton>
      )}
    </GuestCard>
  );
}

function useAccept(token: string, offer: Offer) {
  const arrive = useArrival();
  return async (person: { name?: string; password?: string }) => {
    const session = await body(
      api.POST('/api/invitations/accept', { body: { token, ...person, ...ofTheBrowser() } }),
    );
    // The project just joined is the one to open.
    const joined = session.projects.findLast(({ name }) => name === offer.project_name);
    await arrive({ projectId: joined?.id });
  };
}

function NewPerson({ token, offer }: { token: string; offer: Offer }) {
  const { t } = useLingui();
  const accept = useAccept(token, offer);
  const form = useApiForm({
    initialValues: { name: '', password: '' },
    validate: { name: required, password: passwordProblem },
    send: accept,
  });
  return (
    <form onSubmit={form.submit} noValidate className="stack">
      <FormError problem={form.problem} />
      {/* For password managers: whose password this is. */}
      <input type="hidden" autoComplete="username" value={offer.email} readOnly />
      <TextInput
        label={t`Your name`}
        autoComplete="name"
        autoFocus
        {...form.getInputProps('name')}
      />
      <PasswordField
        label={t`Choose a password`}
        autoComplete="new-password"
        description={t`At least 10 characters; a few words in a row work well.`}
        {...form.getInputProps('password')}
      />
      <Button type="submit" fullWidth loading={form.pending}>
        <Trans>Create account and join</Trans>
      </Button>
    </form>
  );
}

function AcceptButton({ token, offer }: { token: string; offer: Offer }) {
  const accept = useAccept(token, offer);
  const form = useApiForm({ initialValues: {}, send: () => accept({}) });
  return (
    <form onSubmit={form.submit} className="stack">
      <FormError problem={form.problem} />
      <Button type="submit" loading={form.pending}>
        <Trans>Accept the invitation</Trans>
      </Button>
    </form>
  );
}
