import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge, Menu } from '@mantine/core';
import {
  IconDots,
  IconMailForward,
  IconPencil,
  IconSend,
  IconShieldCheck,
  IconTrash,
} from '@tabler/icons-react';
import { api } from '@/shared/api';
import { confirm, LinkAnchor, LinkMenuItem, Row, useSave } from '@/shared/ui';
import { type Sender, sendersQuery } from './api';

interface SenderRowProps {
  sender: Sender;
  onEdit: () => void;
  onTest: () => void;
}

export function SenderRow({ sender, onEdit, onTest }: SenderRowProps) {
  const { t } = useLingui();
  const { id, name, email, host, is_default, dkim_signing } = sender;
  const remove = useSave(
    () => api.DELETE('/api/email/senders/{id}', { params: { path: { id } } }),
    {
      refetch: [sendersQuery.queryKey],
      done: t`Sender removed`,
    },
  );
  const ask = async () => {
    const yes = await confirm({
      title: t`Remove the sender “${name}”?`,
      body: t`Campaigns that use it stop until they have another one.`,
      action: t`Remove sender`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <Row
      icon={<IconMailForward size={20} stroke={1.6} aria-hidden />}
      title={
        <>
          <LinkAnchor to="/settings/senders/$senderId" params={{ senderId: id }} c="inherit">
            {name}
          </LinkAnchor>
          {is_default && (
            <Badge>
              <Trans>default</Trans>
            </Badge>
          )}
          {dkim_signing !== 'off' && (
            <Badge color="teal">
              <Trans>signed</Trans>
            </Badge>
          )}
        </>
      }
      detail={
        <>
          {email} · {host}
        </>
      }
    >
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={34} aria-label={t`Actions for ${name}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconSend size={16} aria-hidden />} onClick={onTest}>
            <Trans>Send a test mail</Trans>
          </Menu.Item>
          <LinkMenuItem
            to="/settings/senders/$senderId"
            params={{ senderId: id }}
            leftSection={<IconShieldCheck size={16} aria-hidden />}
          >
            <Trans>Domain and returned mail</Trans>
          </LinkMenuItem>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
            <Trans>Change</Trans>
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={ask}>
            <Trans>Remove</Trans>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Row>
  );
}
