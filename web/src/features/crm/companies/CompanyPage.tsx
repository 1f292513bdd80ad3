import { Plural, useLingui } from '@lingui/react/macro';
import { Anchor, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { rowsOf } from '@/shared/api/query';
import { ErrorState, LinkAnchor, ListSkeleton, Page, PageHeader, Section } from '@/shared/ui';
import { companyContactsQuery, companyQuery } from './api';

const route = getRouteApi('/app/companies/$companyId');

export default function CompanyPage() {
  const { t } = useLingui();
  const { companyId } = route.useParams();
  const { data, isPending, error, refetch } = useQuery(companyQuery(companyId));
  const back = { to: '/companies', label: t`Companies` } as const;
  if (isPending || error)
    return (
      <Page>
        <PageHeader title={t`Company`} back={back} />
        {error ? <ErrorState error={error} onRetry={refetch} /> : <ListSkeleton />}
      </Page>
    );
  return (
    <Page>
      <PageHeader
        title={data.name}
        back={back}
        description={[data.industry, data.domain].filter(Boolean).join(' · ') || undefined}
      />
      {data.website && (
        <Anchor href={data.website} rel="noreferrer" target="_blank">
          {data.website}
        </Anchor>
      )}
      {data.description && <Text mb="lg">{data.description}</Text>}
      <People companyId={data.id} count={data.contacts_count} />
    </Page>
  );
}

function People({ companyId, count }: { companyId: string; count: number }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(companyContactsQuery(companyId));
  return (
    <Section
      title={t`People`}
      description={<Plural value={count} one="# person" other="# people" />}
    >
      {query.isPending && <ListSkeleton />}
      {query.error && <ErrorState error={query.error} onRetry={query.refetch} />}
      <Stack gap="sm">
        {rowsOf(query.data).map((contact) => (
          <div key={contact.id}>
            <LinkAnchor to="/contacts/$contactId" params={{ contactId: contact.id }} fw={550}>
              {contact.display_name}
            </LinkAnchor>
            <Text size="sm" c="dimmed">
              {[contact.job_title, contact.email].filter(Boolean).join(' · ')}
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  );
}
