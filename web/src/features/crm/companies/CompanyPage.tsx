import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { rowsOf } from '@/shared/api';
import {
  EmptyState,
  ErrorState,
  ListSkeleton,
  Page,
  PageHeader,
  PersonAvatar,
  RecordOnItsWay,
  Section,
  ShowMore,
} from '@/shared/ui';
import { StageBadge } from '../contacts/StageBadge';
import recordClasses from '../record/record.module.css';
import { companyContactsQuery, companyQuery } from './api';
import { CompanyLogo } from './CompanyLogo';
import { CompanyProfile } from './CompanyProfile';
import classes from './companies.module.css';
import { DeleteCompany } from './DeleteCompany';

const route = getRouteApi('/app/companies/$companyId');

export default function CompanyPage() {
  const { t } = useLingui();
  const { companyId } = route.useParams();
  const { data, isPending, error, refetch } = useQuery(companyQuery(companyId));
  const back = { to: '/companies', label: t`Companies` } as const;
  if (isPending || (error && !data))
    return <RecordOnItsWay title={t`Company`} back={back} error={error} onRetry={refetch} />;
  return (
    <Page>
      <PageHeader
        title={data.name}
        back={back}
        picture={<CompanyLogo name={data.name} large />}
        description={[data.industry, data.domain].filter(Boolean).join(' · ') || undefined}
        actions={<DeleteCompany company={data} />}
      />
      <div className={recordClasses.columns}>
        <CompanyProfile key={data.id} company={data} />
        <People companyId={data.id} count={data.contacts_count} />
      </div>
    </Page>
  );
}

function People({ companyId, count }: { companyId: string; count: number }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(companyContactsQuery(companyId));
  const people = rowsOf(query.data);
  return (
    <Section
      title={t`People`}
      description={<Plural value={count} one="# person" other="# people" />}
      flush
    >
      {query.isPending && <ListSkeleton />}
      {query.error && <ErrorState error={query.error} onRetry={query.refetch} compact />}
      {query.isSuccess && people.length === 0 && (
        <EmptyState icon={IconUsers} title={t`Nobody works here yet`} compact>
          <Trans>Set this company on a contact, and the person appears here.</Trans>
        </EmptyState>
      )}
      <ul className={classes.people} aria-label={t`People`}>
        {people.map((contact) => (
          <li key={contact.id}>
            <Link
              to="/contacts/$contactId"
              params={{ contactId: contact.id }}
              className={classes.person}
            >
              <PersonAvatar name={contact.display_name} src={contact.avatar_url} size={34} />
              <div className={classes.personWords}>
                <Text fw={550} truncate>
                  {contact.display_name}
                </Text>
                <Text size="sm" c="dimmed" truncate>
                  {[contact.job_title, contact.email].filter(Boolean).join(' · ')}
                </Text>
              </div>
              <StageBadge stage={contact.lifecycle_stage} />
            </Link>
          </li>
        ))}
      </ul>
      <ShowMore query={query} />
    </Section>
  );
}
