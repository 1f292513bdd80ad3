import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconFingerprint, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body, type Item } from '@/shared/api';
import { passkeysWork } from '@/shared/lib/passkeys';
import {
  confirm,
  EmptyState,
  ErrorState,
  ListSkeleton,
  RelativeTime,
  Row,
  RowList,
  Section,
  useSave,
} from '@/shared/ui';
import { PasskeyNameDialog } from './PasskeyNameDialog';
import { createPasskey } from './passkey';

type Passkey = Item<'/api/me/passkeys'>;

const queryKey = ['me', 'passkeys'];

export function Passkeys() {
  const { t } = useLingui();
  const passkeys = useQuery({
    queryKey,
    queryFn: ({ signal }) => body(api.GET('/api/me/passkeys', { signal })),
  });
  const [naming, setNaming] = useState<Passkey | 'new' | null>(null);
  const remove = useSave(
    (id: string) => api.DELETE('/api/me/passkeys/{id}', { params: { path: { id } } }),
    { refetch: [queryKey] },
  );
  const save = async (name: string) => {
    if (naming === 'new') await createPasskey(name);
    else if (naming)
      await api.PATCH('/api/me/passkeys/{id}', {
        params: { path: { id: naming.id } },
        body: { name },
      });
    setNaming(null);
    await passkeys.refetch();
  };
  const askRemove = async ({ id, name }: Passkey) => {
    const yes = await confirm({
      title: t`Remove the passkey “${name}”?`,
      body: t`It will no longer sign you in. Delete it on the device too.`,
      action: t`Remove passkey`,
      danger: true,
    });
    if (yes) remove.mutate(id);
  };
  return (
    <Section
      title={t`Passkeys`}
      description={t`Sign in with your fingerprint, face or device PIN. Nothing to remember, nothing to steal.`}
      flush
      action={
        passkeysWork() && (
          <Button variant="default" size="xs" onClick={() => setNaming('new')}>
            <Trans>Add a passkey</Trans>
          </Button>
        )
      }
    >
      {passkeys.isPending && <ListSkeleton rows={1} />}
      {passkeys.isError && <ErrorState error={passkeys.error} onRetry={passkeys.refetch} compact />}
      {passkeys.data?.items.length === 0 && (
        <EmptyState icon={IconFingerprint} title={t`No passkeys yet`} compact>
          {passkeysWork() ? (
            <Trans>Add one for each device that you use.</Trans>
          ) : (
            <Trans>Browsers offer passkeys only over HTTPS. Ask whoever runs this server.</Trans>
          )}
        </EmptyState>
      )}
      {passkeys.data && passkeys.data.items.length > 0 && (
        <RowList label={t`Passkeys`}>
          {passkeys.data.items.map((passkey) => (
            <Row
              key={passkey.id}
              icon={<IconFingerprint size={20} stroke={1.6} aria-hidden />}
              title={passkey.name}
              detail={
                passkey.last_used_at ? (
                  <Trans>
                    Last used <RelativeTime instant={passkey.last_used_at} />
                  </Trans>
                ) : (
                  <Trans>Never used</Trans>
                )
              }
            >
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon size="lg" aria-label={t`More for ${passkey.name}`}>
                    <IconDots size={18} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    leftSection={<IconPencil size={16} />}
                    onClick={() => setNaming(passkey)}
                  >
                    <Trans>Rename</Trans>
                  </Menu.Item>
                  <Menu.Item
                    color="red"
                    leftSection={<IconTrash size={16} />}
                    onClick={() => askRemove(passkey)}
                  >
                    <Trans>Remove</Trans>
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Row>
          ))}
        </RowList>
      )}
      {naming && (
        <PasskeyNameDialog
          title={naming === 'new' ? t`Add a passkey` : t`Rename passkey`}
          action={naming === 'new' ? t`Go on` : t`Rename`}
          name={naming === 'new' ? '' : naming.name}
          send={save}
          onClose={() => setNaming(null)}
        />
      )}
    </Section>
  );
}
