import { Trans, useLingui } from '@lingui/react/macro';
import { Anchor, Badge, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorState, LinkAnchor, Page, PageHeader, PersonAvatar, Section } from '@/shared/ui';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { type ContactRecord, contactQuery } from './api';
import { DeleteContact } from './DeleteContact';
import { useStages } from './stages';
import { Timeline } from './Timeline';

const route = getRouteApi('/app/contacts/$contactId');

export default function ContactPage() {
  const { t } = useLingui();
  const { contactId } = route.useParams();
  const { data, isPending, error, refetch } = useQuery(contactQuery(contactId));
  const back = { to: '/contacts', label: t`Contacts` } as const;
  if (isPending || error)
    return (
      <Page>
        <PageHeader title={t`Contact`} back={back} />
        {error ? <ErrorState error={error} onRetry={refetch} /> : <ListSkeleton />}
      </Page>
    );
  return (
    <Page>
      <PageHeader
        title={data.display_name}
        back={back}
        description={[data.job_title, data.company].filter(Boolean).join(' · ') || undefined}
        actions={<DeleteContact contact={data} />}
      />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Profile contact={data} />
        <Timeline contactId={data.id} />
      </SimpleGrid>
    </Page>
  );
}

function Profile({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const stages = useStages();
  return (
    <Section title={t`Profile`}>
      <Stack gap="md">
        <Group gap="md" wrap="nowrap">
          <PersonAvatar name={contact.display_name} src={contact.avatar_url} size={56} />
          <Stack gap={4} style={{ minWidth: 0 }}>
            <Text fw={600} truncate>
              {contact.display_name}
            </Text>
            <Group gap={6}>
              <Badge variant="light">{stages[contact.lifecycle_stage]}</Badge>
              {contact.do_not_contact && (
                <Badge color="red" variant="light">
                  <Trans>Do not contact</Trans>
                </Badge>
              )}
            </Group>
          </Stack>
        </Group>
        <Fact label={t`E-mail`}>
          {contact.emails.map((email) => (
            <Anchor key={email.address} href={`mailto:${email.address}`} display="block">
              {email.address}
            </Anchor>
          ))}
        </Fact>
        <Fact label={t`Phone`}>
          {contact.phones.map((phone) => (
            <Anchor key={phone.number} href={`tel:${phone.e164 ?? phone.number}`} display="block">
              {phone.number}
            </Anchor>
          ))}
        </Fact>
        <Fact label={t`Company`}>
          {contact.company_id && (
            <LinkAnchor to="/companies/$companyId" params={{ companyId: contact.company_id }}>
              {contact.company}
            </LinkAnchor>
          )}
        </Fact>
        <Fact label={t`Tags`}>
          {contact.tags.length > 0 && (
            <Group gap={6}>
              {contact.tags.map((tag) => (
                <Badge key={tag} variant="default" tt="none">
                  {tag}
                </Badge>
              ))}
            </Group>
          )}
        </Fact>
        <Fact label={t`Engagement`}>
          <Group gap="sm" wrap="nowrap">
            <Progress
              value={contact.engagement_score}
              w={120}
              aria-label={t`Engagement score ${contact.engagement_score} of 100`}
            />
            <Text size="sm">{contact.engagement_score}</Text>
          </Group>
        </Fact>
        <Fact label={t`Marketing`}>
          {contact.marketing_consent ? t`Has agreed to marketing` : t`No consent to marketing`}
        </Fact>
      </Stack>
    </Section>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  const empty = children === null || children === false || children === undefined;
  const none = empty || (Array.isArray(children) && children.length === 0);
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {none ? <Text c="dimmed">—</Text> : children}
    </div>
  );
}
