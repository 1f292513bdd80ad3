import { Text } from '@mantine/core';
import { PersonAvatar } from '@/shared/ui';
import type { Contact } from '../api';
import { Score } from '../Score';
import { StageBadge } from '../StageBadge';
import classes from './list.module.css';

/** A contact in one row of a phone. */
export function CompactContact({ contact }: { contact: Contact }) {
  const { display_name, company, email, phone } = contact;
  // Who has no name goes by the address or the number: once is enough.
  const more = [company, email].filter((word) => word && word !== display_name).join(' · ');
  return (
    <div className={classes.compact}>
      <PersonAvatar name={display_name} src={contact.avatar_url} size={36} />
      <div className={classes.compactWords}>
        <Text fw={550} truncate>
          {display_name}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {more || (phone !== display_name && phone)}
        </Text>
      </div>
      <div className={classes.compactEnd}>
        <StageBadge stage={contact.lifecycle_stage} />
        <Score value={contact.engagement_score} />
      </div>
    </div>
  );
}
