import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconPrinter, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { api, body } from '@/shared/api';
import { confirm, LinkMenuItem, useSave } from '@/shared/ui';
import type { Campaign } from './api';

// What was approved is a record of what people got.
const deletable: Campaign['status'][] = ['draft'];

export function CampaignMenu({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const navigate = useNavigate();
  const path = { path: { id: campaign.id } };
  const copy = useSave(
    async () => {
      const made = await body(api.POST('/api/campaigns/{id}/copies', { params: path }));
      await navigate({ to: '/campaigns/$campaignId', params: { campaignId: made.id } });
    },
    { refetch: [['campaigns', 'list']], done: t`Copied: a draft of its own` },
  );
  const writeAgain = useSave(
    async () => {
      const made = await body(
        api.POST('/api/campaigns/{id}/resends', {
          params: path,
          body: { resend_to: 'not_opened' },
        }),
      );
      await navigate({ to: '/campaigns/$campaignId', params: { campaignId: made.id } });
    },
    { refetch: [['campaigns', 'list']], done: t`A draft for those who did not open it` },
  );
  const remove = useSave(
    async () => {
      await api.DELETE('/api/campaigns/{id}', { params: path });
      await navigate({ to: '/campaigns' });
    },
    { refetch: [['campaigns', 'list']], done: t`Campaign deleted` },
  );
  const hasFigures = campaign.started_at !== null;
  if (!mayEdit && !hasFigures) return null;
  const ask = async () => {
    const { name } = campaign;
    const yes = await confirm({
      title: t`Delete “${name}”?`,
      body: t`What it says and who got it are gone. People keep what they have received.`,
      action: t`Delete campaign`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t`More actions`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {hasFigures && (
          <LinkMenuItem
            to="/campaigns/$campaignId"
            params={{ campaignId: campaign.id }}
            search={{ tab: 'report' }}
            leftSection={<IconPrinter size={16} aria-hidden />}
          >
            <Trans>Report to print</Trans>
          </LinkMenuItem>
        )}
        {mayEdit && hasFigures && (
          <Menu.Item
            leftSection={<IconRepeat size={16} aria-hidden />}
            onClick={() => writeAgain.mutate()}
          >
            <Trans>Write again to those who did not open it</Trans>
          </Menu.Item>
        )}
        {mayEdit && (
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => copy.mutate()}>
            <Trans>Use it for a new campaign</Trans>
          </Menu.Item>
        )}
        {mayEdit && (
          <Menu.Item
            color="red"
            disabled={!deletable.includes(campaign.status)}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={ask}
          >
            <Trans>Delete</Trans>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
