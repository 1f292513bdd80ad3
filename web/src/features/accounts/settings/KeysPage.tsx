import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Anchor, Badge, Button, Code, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus, IconTrash } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body, type Item } from '@/shared/api';
import {
  confirm,
  EmptyState,
  ListSection,
  Page,
  PageHeader,
  RelativeTime,
  Row,
  useSave,
} from '@/shared/ui';
import { useRole } from '../session';
import { CreateKeyDialog } from './keys/CreateKeyDialog';
import { NewKeyDialog } from './keys/NewKeyDialog';
import { NotForYou } from './NotForYou';

type ApiKey = Item<'/api/keys'>;

const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => body(api.GET('/api/keys', { signal })),
});

export default function KeysPage() {
  const { t } = useLingui();
  const isAdmin = useRole('admin');
  const [creating, create] = useDisclosure();
  const [secret, setSecret] = useState<string | null>(null);
  const keys = useQuery({ ...keysQuery, enabled: isAdmin });
  const createButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create.open}>
      <Trans>New key</Trans>
    </Button>
  );
  return (
    <Page width="reading">
      <PageHeader
        title={t`API keys`}
        description={
          <Trans>
            For programs that work with this project: your website, n8n, scripts. What they may do
            is up to you.{' '}
            <Anchor href="/api/docs" underline="always">
              Read how the API works
            </Anchor>
            .
          </Trans>
        }
        actions={isAdmin && keys.data?.items.length !== 0 && createButton}
      />
      {!isAdmin && <NotForYou />}
      {isAdmin && (
        <ListSection
          title={t`Keys`}
          query={keys}
          items={keys.data?.items}
          skeletonRows={2}
          empty={
            <EmptyState icon={IconKey} title={t`No keys yet`} action={createButton}>
              <Trans>A key lets one program in, and nothing else. Make one for each.</Trans>
            </EmptyState>
          }
          row={(key) => <KeyRow key={key.id} apiKey={key} />}
        />
      )}
      {creating && (
        <CreateKeyDialog
          onClose={create.close}
          onCreated={async (key) => {
            create.close();
            setSecret(key);
            await keys.refetch();
          }}
        />
      )}
      {secret && <NewKeyDialog secret={secret} onClose={() => setSecret(null)} />}
    </Page>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useLingui();
  const { id, name, prefix, scopes, last_used_at, expires_at, revoked_at } = apiKey;
  const revoke = useSave(() => api.DELETE('/api/keys/{id}', { params: { path: { id } } }), {
    refetch: [keysQuery.queryKey],
    done: t`Key revoked`,
  });
  const ask = async () => {
    const yes = await confirm({
      title: t`Revoke the key “${name}”?`,
      body: t`The program that uses it is locked out at once. This cannot be undone.`,
      action: t`Revoke key`,
      danger: true,
    });
    if (yes) revoke.mutate();
  };
  return (
    <Row
      icon={<IconKey size={20} stroke={1.6} aria-hidden />}
      title={
        <>
          {name}
          <Code>{prefix}…</Code>
          {revoked_at && (
            <Badge color="red">
              <Trans>revoked</Trans>
            </Badge>
          )}
        </>
      }
      detail={
        <>
          {last_used_at ? (
            <Trans>
              Used <RelativeTime instant={last_used_at} />
            </Trans>
          ) : (
            <Trans>Never used</Trans>
          )}
          {expires_at && !revoked_at && (
            <>
              {' · '}
              <Trans>
                ends <RelativeTime instant={expires_at} />
              </Trans>
            </>
          )}
        </>
      }
    >
      <Tooltip label={scopes.join(', ')}>
        <Badge color="gray" tabIndex={0}>
          {scopes.includes('admin') ? (
            <Trans>may do everything</Trans>
          ) : (
            <Plural value={scopes.length} one="# permission" other="# permissions" />
          )}
        </Badge>
      </Tooltip>
      {!revoked_at && (
        <ActionIcon size="lg" aria-label={t`Revoke ${name}`} onClick={ask}>
          <IconTrash size={17} />
        </ActionIcon>
      )}
    </Row>
  );
}
