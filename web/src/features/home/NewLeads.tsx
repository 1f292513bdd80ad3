import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { EmptyState, LinkAnchor, PersonAvatar, RelativeTime, Section } from '@/shared/ui';
import type { Home } from './api';
import classes from './HomePage.module.css';

interface NewLeadsProps {
  leads: Home['new_leads'];
  thisWeek: number;
  contactsTotal: number;
}

export function NewLeads({ leads, thisWeek, contactsTotal }: NewLeadsProps) {
  const { t } = useLingui();
  const total = formatNumber(contactsTotal, useFormatLocale());
  return (
    <Section
      title={t`New leads`}
      description={
        contactsTotal > 0 && (
          <>
            <Plural value={thisWeek} one="# this week" other="# this week" />
            {' · '}
            <Trans>{total} contacts in all</Trans>
          </>
        )
      }
      flush
      action={
        <LinkAnchor to="/contacts" className={classes.more}>
          <Trans>All contacts</Trans>
        </LinkAnchor>
      }
    >
      {leads.length === 0 && (
        <EmptyState icon={IconUserPlus} title={t`No new leads`} compact>
          <Trans>People who write, book or are added for the first time appear here.</Trans>
        </EmptyState>
      )}
      <ul className={classes.list}>
        {leads.map((lead) => (
          <li key={lead.id}>
            <Link
              to="/contacts/$contactId"
              params={{ contactId: lead.id }}
              className={classes.lead}
            >
              <PersonAvatar name={lead.display_name} src={lead.avatar_url} size={32} />
              <div className={classes.words}>
                <Text fw={550} truncate>
                  {lead.display_name}
                </Text>
                <Text size="sm" c="dimmed" truncate>
                  {[lead.company, lead.email].filter(Boolean).join(' · ')}
                </Text>
              </div>
              <Text size="sm" c="dimmed" component="span">
                <RelativeTime instant={lead.created_at} />
              </Text>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
