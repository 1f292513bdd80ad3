import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Chip, Group, Text } from '@mantine/core';
import { IconHistory, IconPinFilled } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMembers, useMembership } from '@/features/accounts';
import { SentContent } from '@/features/mail';
import { rowsOf } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { dayOf } from '@/shared/lib/localTime';
import { formatMoney } from '@/shared/lib/numbers';
import { formatDate } from '@/shared/lib/time';
import { EmptyState, ErrorState, LinkAnchor, ListSkeleton, RelativeTime } from '@/shared/ui';
import { notesQuery, type TimelineItem, timelineQuery } from '../api';
import { MailEntry, type MailFacts } from '../mail/MailEntry';
import { useInteractionKinds, useTimelineFilters } from './interactions';
import classes from './page.module.css';

/** Everything that happened with a person, newest first. */
export function Timeline({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const filters = useTimelineFilters();
  const [shown, setShown] = useState('all');
  const types = filters.find(({ key }) => key === shown)?.types;
  const query = useInfiniteQuery(timelineQuery(contactId, types));
  const items = rowsOf(query.data);
  return (
    <section aria-label={t`What happened`}>
      <Chip.Group value={shown} onChange={(value) => setShown(String(value))}>
        <Group gap={6} mb="md" role="group" aria-label={t`Show only`}>
          {filters.map(({ key, label }) => (
            <Chip key={key} value={key} size="xs" variant="light" radius="xl">
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {shown === 'all' && <Pinned contactId={contactId} />}
      {query.isPending && <ListSkeleton />}
      {query.error && <ErrorState error={query.error} onRetry={query.refetch} compact />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState icon={IconHistory} title={t`Nothing yet`} compact>
          <Trans>Notes, calls, mails and visits of this person appear here.</Trans>
        </EmptyState>
      )}
      <Days contactId={contactId} items={items} />
      {query.hasNextPage && (
        <Button
          fullWidth
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          <Trans>Show earlier</Trans>
        </Button>
      )}
    </section>
  );
}

function Pinned({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const { data } = useInfiniteQuery(notesQuery(contactId));
  const pinned = rowsOf(data).filter((note) => note.pinned);
  if (pinned.length === 0) return null;
  return (
    <ul className={classes.pinned} aria-label={t`Pinned notes`}>
      {pinned.map((note) => (
        <li key={note.id}>
          <IconPinFilled size={14} aria-hidden />
          <Text size="md" className={classes.longText}>
            {note.body}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function Days({ contactId, items }: { contactId: string; items: TimelineItem[] }) {
  const days = new Map<string, TimelineItem[]>();
  for (const item of items) {
    const day = dayOf(item.occurred_at);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, ofDay]) => (
    <div key={day} className={classes.day}>
      <h2 className={classes.dayName}>
        <DayName day={day} />
      </h2>
      <ol className={classes.entries}>
        {ofDay.map((item) => (
          <Entry key={item.id} contactId={contactId} item={item} />
        ))}
      </ol>
    </div>
  ));
}

function DayName({ day }: { day: string }) {
  const locale = useFormatLocale();
  const dayMs = 86_400_000;
  if (day === dayOf(Date.now())) return <Trans>Today</Trans>;
  if (day === dayOf(Date.now() - dayMs)) return <Trans>Yesterday</Trans>;
  return formatDate(day, locale);
}

/** The type of a task is its kind: "call" of a task is not a call. A mail is sent when its server took it. */
function typeOf({ kind, type, metadata }: TimelineItem): string {
  if (kind !== 'interaction') return kind;
  const { mail_id, status } = metadata as MailFacts;
  return type === 'email_sent' && mail_id && status !== 'sent' ? 'email' : type;
}

function Entry({ contactId, item }: { contactId: string; item: TimelineItem }) {
  const { t } = useLingui();
  const kindOf = useInteractionKinds();
  const members = useMembers();
  const { label, icon: Glyph } = kindOf(typeOf(item));
  const actor = members.find(({ user_id }) => user_id === item.actor_id)?.name;
  const done = item.kind === 'task' && (item.metadata as { done_at?: string | null }).done_at;
  const points = item.engagement_points ?? 0;
  return (
    <li className={classes.entry}>
      <span className={classes.entryIcon} data-kind={item.kind}>
        <Glyph size={15} stroke={1.8} aria-hidden />
      </span>
      <div className={classes.entryBody}>
        <div className={classes.entryHead}>
          <Text component="span" size="md" fw={550}>
            {label}
            {done && ` · ${t`done`}`}
            <Worth value={item.value} />
          </Text>
          <Text component="span" size="sm" c="dimmed">
            {actor && `${actor} · `}
            <RelativeTime instant={item.occurred_at} />
            {points > 0 && ` · ${plural(points, { one: '# point', other: '# points' })}`}
          </Text>
        </div>
        {item.title && <Text size="md">{item.title}</Text>}
        {item.description && (
          <Text size="md" c={item.title ? 'dimmed' : undefined} className={classes.longText}>
            {item.description}
          </Text>
        )}
        <More contactId={contactId} item={item} />
      </div>
    </li>
  );
}

/** What the person spent. */
function Worth({ value }: { value: string | null }) {
  const locale = useFormatLocale();
  const { currency } = useMembership();
  return value ? ` · ${formatMoney(value, currency, locale)}` : null;
}

/** What an entry has beyond its words: the mail behind it, the campaign it belongs to, the link that was followed. */
function More({ contactId, item }: { contactId: string; item: TimelineItem }) {
  const facts = item.metadata as MailFacts & { url?: unknown; campaign_id?: unknown };
  if (facts.mail_id)
    return <MailEntry contactId={contactId} facts={{ ...facts, mail_id: facts.mail_id }} />;
  if (typeof facts.url === 'string' && item.type === 'email_click')
    return (
      <Text size="sm" c="dimmed" className={classes.longText}>
        {facts.url}
      </Text>
    );
  if (typeof facts.campaign_id === 'string')
    return (
      <Group gap="sm">
        {item.kind === 'email_sent' && (
          <SentContent campaignId={facts.campaign_id} executionId={item.id} />
        )}
        <LinkAnchor
          size="sm"
          to="/campaigns/$campaignId"
          params={{ campaignId: facts.campaign_id }}
        >
          <Trans>To the campaign</Trans>
        </LinkAnchor>
      </Group>
    );
  return null;
}
