import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import {
  type Icon,
  IconActivity,
  IconClick,
  IconMailOpened,
  IconMessage,
  IconPhone,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react';
import { EmptyState, LinkAnchor, RelativeTime, Section } from '@/shared/ui';
import type { Home } from './api';
import classes from './HomePage.module.css';

type Item = Home['activity'][number];

const icons: Record<string, Icon> = {
  call: IconPhone,
  meeting: IconUsers,
  email_open: IconMailOpened,
  email_click: IconClick,
  website_visit: IconWorld,
};

export function Activity({ items }: { items: Item[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`What happened`} flush>
      {items.length === 0 ? (
        <EmptyState icon={IconActivity} title={t`Quiet so far`} compact>
          <Trans>Calls, notes, visits and changes of all contacts come together here.</Trans>
        </EmptyState>
      ) : (
        <ol className={classes.timeline}>
          {items.map((item) => (
            <Event key={item.id} item={item} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Event({ item }: { item: Item }) {
  const Glyph = icons[item.type] ?? IconMessage;
  return (
    <li className={classes.event}>
      <span className={classes.dot}>
        <Glyph size={15} stroke={1.8} aria-hidden />
      </span>
      <div className={classes.words}>
        <Text>{item.title ?? item.type.replaceAll('_', ' ')}</Text>
        <Text size="sm" c="dimmed" component="div">
          {item.contact_id && item.contact_name && (
            <>
              <LinkAnchor
                to="/contacts/$contactId"
                params={{ contactId: item.contact_id }}
                c="inherit"
              >
                {item.contact_name}
              </LinkAnchor>
              {' · '}
            </>
          )}
          <RelativeTime instant={item.occurred_at} />
        </Text>
      </div>
    </li>
  );
}
