import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge, Menu } from '@mantine/core';
import {
  IconDots,
  IconKey,
  IconMailForward,
  IconPencil,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { api } from '@/shared/api';
import { confirm, Row, useSave } from '@/shared/ui';
import { type Sender, sendersQuery } from './api';

interface SenderRowProps {
  sender: Sender;
  onEdit: () => void;
  onDkim: () => void;
  onTest: () => void;
}

export function SenderRow({ sender, onEdit, onDkim, onTest }: SenderRowProps) {
  const { t } = useLingui();
  const { id, name, email, host, is_default, dkim_selector } = sender;
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
          {name}
          {is_default && (
            <Badge>
              <Trans>default</Trans>
            </Badge>
          )}
          {dkim_selector && (
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
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={onDkim}>
            <Trans>Signature (DKIM)</Trans>
          </Menu.Item>
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
