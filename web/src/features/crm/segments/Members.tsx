import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Menu, SegmentedControl } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { rowsOf } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatDate } from '@/shared/lib/time';
import {
  EmptyState,
  ErrorState,
  LinkAnchor,
  LinkButton,
  ListSkeleton,
  PersonAvatar,
  Row,
  RowList,
  ShowMore,
} from '@/shared/ui';
import { type MemberFilter, membersQuery, type Segment, type SegmentMember } from './api';
import { PersonPicker } from './PersonPicker';
import classes from './segments.module.css';
import { useChangeByHand } from './useChangeByHand';

/** Who is in the segment, page by page, and what was decided by hand. */
export function Members({ segment }: { segment: Segment }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const [show, setShow] = useState<MemberFilter>('member');
  const query = useInfiniteQuery(membersQuery(segment.id, show));
  const members = rowsOf(query.data);
  const { add, exclude } = useChangeByHand(segment.id);
  return (
    <>
      <div className={classes.toolbar}>
        <SegmentedControl
          aria-label={t`Which people`}
          data={[
            { value: 'member', label: t`In it` },
            { value: 'manual', label: t`By hand` },
            { value: 'excluded', label: t`Excluded` },
          ]}
          value={show}
          onChange={(next) => setShow(next as MemberFilter)}
        />
        {mayEdit && (
          <PersonPicker
            label={show === 'excluded' ? t`Exclude somebody` : t`Add somebody`}
            onPick={(id) => (show === 'excluded' ? exclude : add).mutate(id)}
          />
        )}
      </div>
      {query.isPending && <ListSkeleton />}
      {query.error && <ErrorState error={query.error} onRetry={query.refetch} compact />}
      {query.isSuccess && members.length === 0 && <Nobody show={show} />}
      {members.length > 0 && (
        <div className={classes.people}>
          <RowList label={t`People`}>
            {members.map((member) => (
              <MemberRow key={member.contact.id} segment={segment} member={member} />
            ))}
          </RowList>
        </div>
      )}
      <ShowMore query={query} />
    </>
  );
}

function Nobody({ show }: { show: MemberFilter }) {
  const { t } = useLingui();
  if (show === 'excluded')
    return (
      <EmptyState icon={IconUsers} title={t`Nobody is excluded`} compact>
        <Trans>Whom you exclude stays out, whatever the conditions say.</Trans>
      </EmptyState>
    );
  if (show === 'manual')
    return (
      <EmptyState icon={IconUsers} title={t`Nobody was added by hand`} compact>
        <Trans>Whom you add stays in, whatever the conditions say.</Trans>
      </EmptyState>
    );
  return (
    <EmptyState icon={IconUsers} title={t`Nobody is in it now`} compact>
      <Trans>People appear here by themselves as soon as the conditions fit them.</Trans>
    </EmptyState>
  );
}

function MemberRow({ segment, member }: { segment: Segment; member: SegmentMember }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const { contact, by_hand, since } = member;
  const { display_name: name } = contact;
  const date = formatDate(since, useFormatLocale());
  const { add, exclude, remove, endExclusion } = useChangeByHand(segment.id);
  return (
    <Row
      icon={<PersonAvatar name={name} src={contact.avatar_url} size={34} />}
      title={
        <>
          <LinkAnchor to="/contacts/$contactId" params={{ contactId: contact.id }} c="inherit">
            {name}
          </LinkAnchor>
          {by_hand === 'manual' && (
            <Badge variant="light" size="sm">
              <Trans>By hand</Trans>
            </Badge>
          )}
        </>
      }
      detail={
        <>
          {contact.email}
          {contact.email && ' · '}
          <Trans>since {date}</Trans>
        </>
      }
    >
      <LinkButton
        to="/segments/$segmentId"
        params={{ segmentId: segment.id }}
        search={{ tab: 'why', person: contact.id }}
        size="compact-sm"
        variant="subtle"
        aria-label={t`Why is that so for ${name}?`}
      >
        <Trans>Why?</Trans>
      </LinkButton>
      {mayEdit && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" aria-label={t`Change ${name} by hand`}>
              <Trans>Change</Trans>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {by_hand === 'excluded' ? (
              <>
                <Menu.Item onClick={() => endExclusion.mutate(contact.id)}>
                  <Trans>As the conditions say</Trans>
                </Menu.Item>
                <Menu.Item onClick={() => add.mutate(contact.id)}>
                  <Trans>Put in always</Trans>
                </Menu.Item>
              </>
            ) : (
              <>
                <Menu.Item onClick={() => remove.mutate(contact.id)}>
                  <Trans>Take out</Trans>
                </Menu.Item>
                <Menu.Item onClick={() => exclude.mutate(contact.id)}>
                  <Trans>Keep out always</Trans>
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </Row>
  );
}
