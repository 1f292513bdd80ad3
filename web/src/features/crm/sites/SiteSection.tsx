import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge, Button, Group, Switch, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCircleCheck, IconClock, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatDate } from '@/shared/lib/time';
import { BlockSkeleton, CodeBlock, confirm, ErrorState, Section, useSave } from '@/shared/ui';
import { type Site, type SiteVisits, sitesKey, visitsQuery } from './api';
import { SiteDialog } from './SiteDialog';
import { optInCalls, optInSnippet } from './snippet';
import { Visits } from './Visits';

/** One website: the line for its pages, whether visits arrive, and where people were. */
export function SiteSection({ site, mayChange }: { site: Site; mayChange: boolean }) {
  const { data, error, refetch } = useQuery(visitsQuery(site.id));
  return (
    <Section
      title={site.name}
      description={site.domain}
      action={mayChange && <Actions site={site} />}
    >
      {error && !data && <ErrorState error={error} onRetry={refetch} compact />}
      {!error && !data && <BlockSkeleton height={180} />}
      {data && (
        <>
          <Arrival site={site} visits={data} />
          <Snippet snippet={data.snippet} />
          {data.days.length > 0 && <Visits visits={data} />}
        </>
      )}
    </Section>
  );
}

/** Whether the script works: visits say so. */
function Arrival({ site, visits }: { site: Site; visits: SiteVisits }) {
  const locale = useFormatLocale();
  const last = visits.days.at(-1)?.day;
  if (!site.enabled)
    return (
      <Badge color="gray" mb="sm">
        <Trans>paused: visits are not counted</Trans>
      </Badge>
    );
  if (!last)
    return (
      <Group gap={6} mb="sm" wrap="nowrap" align="flex-start">
        <IconClock size={18} style={{ flex: 'none' }} aria-hidden />
        <Text size="sm">
          <Trans>
            No visit has arrived in the last 30 days. Put the line below into your pages, then open
            one of them: it shows up here by itself.
          </Trans>
        </Text>
      </Group>
    );
  return (
    <Group gap={6} mb="sm" wrap="nowrap">
      <IconCircleCheck size={18} color="var(--mantine-color-teal-light-color)" aria-hidden />
      <Text size="sm">
        <Trans>Visits arrive, the last one on {formatDate(last, locale)}.</Trans>
      </Text>
    </Group>
  );
}

function Snippet({ snippet }: { snippet: string }) {
  const { t } = useLingui();
  const [optIn, setOptIn] = useState(false);
  return (
    <>
      <Text size="sm" fw={600} mb={6}>
        <Trans>Put this line into every page, before the end of its head</Trans>
      </Text>
      <CodeBlock code={optIn ? optInSnippet(snippet) : snippet} label={t`Copy the line`} wrap />
      <Switch
        mt="sm"
        label={t`Count only visitors who have agreed`}
        description={t`For sites that ask first. Without it nothing is stored in the browser.`}
        checked={optIn}
        onChange={({ currentTarget: { checked } }) => setOptIn(checked)}
      />
      {optIn && (
        <>
          <Text size="sm" my={8}>
            <Trans>Your consent banner then calls:</Trans>
          </Text>
          <CodeBlock code={optInCalls} label={t`Copy the calls`} />
        </>
      )}
    </>
  );
}

function Actions({ site }: { site: Site }) {
  const { t } = useLingui();
  const [changing, change] = useDisclosure();
  const { id, name, enabled, version } = site;
  const pause = useSave(
    () =>
      api.PATCH('/api/crm/sites/{id}', {
        params: { path: { id } },
        headers: ifMatch(version),
        body: { enabled: !enabled },
      }),
    { refetch: [sitesKey] },
  );
  const remove = useSave(() => api.DELETE('/api/crm/sites/{id}', { params: { path: { id } } }), {
    refetch: [sitesKey],
    done: t`Site deleted`,
  });
  const ask = async () => {
    const yes = await confirm({
      title: t`Delete the site “${name}”?`,
      body: t`Its counts are deleted, and visits of it are no longer taken. What stands on the timelines of contacts stays.`,
      action: t`Delete site`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <Group gap={4} wrap="nowrap">
      <Button variant="default" size="xs" loading={pause.isPending} onClick={() => pause.mutate()}>
        {enabled ? <Trans>Pause</Trans> : <Trans>Go on</Trans>}
      </Button>
      <ActionIcon size="lg" aria-label={t`Change ${name}`} onClick={change.open}>
        <IconPencil size={17} />
      </ActionIcon>
      <ActionIcon size="lg" aria-label={t`Delete ${name}`} onClick={ask}>
        <IconTrash size={17} />
      </ActionIcon>
      {changing && <SiteDialog site={site} onClose={change.close} />}
    </Group>
  );
}
