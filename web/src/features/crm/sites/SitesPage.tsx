import { Trans, useLingui } from '@lingui/react/macro';
import { Button, List } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { EmptyState, ErrorState, ListSkeleton, Page, PageHeader, Section } from '@/shared/ui';
import { sitesQuery } from './api';
import { SiteDialog } from './SiteDialog';
import { SiteSection } from './SiteSection';

/** Visits of the business's own website: who may be counted, and whether they arrive. */
export default function SitesPage() {
  const { t } = useLingui();
  const isManager = useRole('manager');
  const [adding, add] = useDisclosure();
  const { data, error, isPending, refetch } = useQuery(sitesQuery);
  const addButton = isManager && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={add.open}>
      <Trans>Add a site</Trans>
    </Button>
  );
  return (
    <Page width="reading">
      <PageHeader
        title={t`Website visits`}
        description={
          <Trans>
            See which pages of your website are read, and that somebody you know came by: a visit
            from a link in your mail stands on that person’s timeline.
          </Trans>
        }
        actions={data?.items.length !== 0 && addButton}
      />
      {isPending && <ListSkeleton rows={2} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconWorld} title={t`No site yet`} action={addButton}>
          <Trans>
            Add the domain of your website. You get one line to put into its pages; whoever made the
            site can do that in a minute.
          </Trans>
        </EmptyState>
      )}
      {data?.items.map((site) => (
        <SiteSection key={site.id} site={site} mayChange={isManager} />
      ))}
      <Privacy />
      {adding && <SiteDialog site={null} onClose={add.close} />}
    </Page>
  );
}

function Privacy() {
  const { t } = useLingui();
  return (
    <Section title={t`How visitors are respected`}>
      <List size="sm" spacing={6}>
        <List.Item>
          <Trans>
            No cookie is set, and no visitor is followed from one website to another. The address of
            a machine is not stored with a visit.
          </Trans>
        </List.Item>
        <List.Item>
          <Trans>
            Whoever tells the browser not to be tracked (Do Not Track, Global Privacy Control) is
            not counted at all.
          </Trans>
        </List.Item>
        <List.Item>
          <Trans>
            A person is recognised only by a signed link that you sent to them; nobody can pass for
            somebody else. Everybody else is a number.
          </Trans>
        </List.Item>
        <List.Item>
          <Trans>Only pages of the domain above and its subdomains are counted.</Trans>
        </List.Item>
      </List>
    </Section>
  );
}
