import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge, Menu, Select } from '@mantine/core';
import { IconCrown, IconDoorExit, IconDots, IconUserMinus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Item } from '@/shared/api';
import {
  confirm,
  ErrorState,
  ListSkeleton,
  PersonAvatar,
  RelativeTime,
  Row,
  RowList,
  Section,
  toast,
  useSave,
} from '@/shared/ui';
import { useRoleNames } from '../../roles';
import { atLeast, membersQuery, meQuery, type Role, useMe, useMembership } from '../../session';
import { useArrival } from '../../sign-in/useArrival';

type Member = Item<'/api/members'>;

const given: Role[] = ['admin', 'manager', 'member', 'viewer'];

export function MemberList() {
  const { t } = useLingui();
  const members = useQuery(membersQuery);
  return (
    <Section title={t`People`} flush>
      {members.isPending && <ListSkeleton />}
      {members.isError && <ErrorState error={members.error} onRetry={members.refetch} compact />}
      <RowList label={t`Members`}>
        {members.data?.items.map((member) => (
          <MemberRow key={member.user_id} member={member} />
        ))}
      </RowList>
    </Section>
  );
}

function MemberRow({ member }: { member: Member }) {
  const { user } = useMe();
  const isSelf = member.user_id === user.id;
  return (
    <Row
      icon={<PersonAvatar name={member.name} size={32} />}
      title={
        <>
          {member.name}
          {isSelf && (
            <Badge color="gray">
              <Trans>you</Trans>
            </Badge>
          )}
        </>
      }
      detail={
        <>
          {member.email}
          {member.last_seen_at && (
            <>
              {' · '}
              <Trans>
                seen <RelativeTime instant={member.last_seen_at} />
              </Trans>
            </>
          )}
        </>
      }
    >
      <RoleChoice member={member} />
      <MemberMenu member={member} isSelf={isSelf} />
    </Row>
  );
}

/** A choice for those who may change it, otherwise the role's name. */
function RoleChoice({ member }: { member: Member }) {
  const { t } = useLingui();
  const names = useRoleNames();
  const { role: own } = useMembership();
  const change = useSave(
    (role: Role) =>
      api.PATCH('/api/members/{user_id}', {
        params: { path: { user_id: member.user_id } },
        body: { role },
      }),
    { refetch: [membersQuery.queryKey, meQuery.queryKey], done: t`Role changed` },
  );
  const fixed = member.role === 'owner' || !atLeast(own, 'admin');
  if (fixed)
    return <Badge color={member.role === 'owner' ? 'brand' : 'gray'}>{names[member.role]}</Badge>;
  return (
    <Select
      size="xs"
      w={124}
      aria-label={t`Role of ${member.name}`}
      data={given.map((value) => ({ value, label: names[value] }))}
      value={change.isPending ? change.variables : member.role}
      allowDeselect={false}
      onChange={(role) => role && role !== member.role && change.mutate(role as Role)}
    />
  );
}

function MemberMenu({ member, isSelf }: { member: Member; isSelf: boolean }) {
  const { t } = useLingui();
  const { role: own } = useMembership();
  const ask = useMemberQuestions(member);
  const isOwner = member.role === 'owner';
  const mayRemove = !isOwner && !isSelf && atLeast(own, 'admin');
  const mayHandOver = own === 'owner' && !isOwner;
  const mayLeave = isSelf && !isOwner;
  if (!mayRemove && !mayHandOver && !mayLeave) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t`More for ${member.name}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayHandOver && (
          <Menu.Item leftSection={<IconCrown size={16} />} onClick={ask.handOver}>
            <Trans>Make owner…</Trans>
          </Menu.Item>
        )}
        {mayRemove && (
          <Menu.Item color="red" leftSection={<IconUserMinus size={16} />} onClick={ask.remove}>
            <Trans>Remove from project…</Trans>
          </Menu.Item>
        )}
        {mayLeave && (
          <Menu.Item color="red" leftSection={<IconDoorExit size={16} />} onClick={ask.leave}>
            <Trans>Leave project…</Trans>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function useMemberQuestions({ user_id, name }: Member) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const arrive = useArrival();
  const remove = () => api.DELETE('/api/members/{user_id}', { params: { path: { user_id } } });
  const refetch = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: membersQuery.queryKey }),
      queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
    ]);
  const attempt = (work: () => Promise<unknown>) => work().catch(toast.error);
  return {
    handOver: async () => {
      const yes = await confirm({
        title: t`Hand the project over to ${name}?`,
        body: t`${name} becomes the owner and you an admin. Only the new owner can give it back.`,
        action: t`Hand over`,
        danger: true,
      });
      if (yes)
        await attempt(async () => {
          await api.POST('/api/project/owner', { body: { user_id } });
          await refetch();
        });
    },
    remove: async () => {
      const yes = await confirm({
        title: t`Remove ${name} from the project?`,
        body: t`What ${name} wrote stays. Contacts and tasks that were assigned stay without an assignee.`,
        action: t`Remove`,
        danger: true,
      });
      if (yes)
        await attempt(async () => {
          await remove();
          await refetch();
        });
    },
    leave: async () => {
      const yes = await confirm({
        title: t`Leave this project?`,
        body: t`You need a new invitation to come back.`,
        action: t`Leave`,
        danger: true,
      });
      if (yes)
        await attempt(async () => {
          await remove();
          await arrive();
        });
    },
  };
}
