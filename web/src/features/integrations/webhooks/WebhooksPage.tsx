import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { NotForYou, useRole } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { EmptyState, LinkAnchor, ListSection, Page, PageHeader, Row } from '@/shared/ui';
import { everyEvent, type Webhook, webhooksQuery } from './api';
import { HowToVerify } from './HowToVerify';
import { WebhookBadge } from './WebhookBadge';
import { WebhookDialog } from './WebhookDialog';

/** Programs elsewhere that are told what happens here. */
export default function WebhooksPage() {
  const { t } = useLingui();
  const isAdmin = useRole('admin');
  const [creating, create] = useDisclosure();
  const navigate = useNavigate();
  const webhooks = useQuery({ ...webhooksQuery, enabled: isAdmin });
  const createButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create.open}>
      <Trans>New webhook</Trans>
    </Button>
  );
  return (
    <Page width="reading">
      <PageHeader
        title={t`Webhooks`}
        description={
          <Trans>
            Tell other programs at once what happens here: a new contact to your accounting, a
            finished task to your chat. n8n, Zapier and Make take webhooks too.
          </Trans>
        }
        actions={isAdmin && webhooks.data?.items.length !== 0 && createButton}
      />
      {isAdmin ? (
        <ListSection
          title={t`Where messages go`}
          query={webhooks}
          items={webhooks.data?.items}
          skeletonRows={2}
          empty={
            <EmptyState icon={IconWebhook} title={t`No webhooks yet`} action={createButton}>
              <Trans>
                You need an address that the other program gave you. Choose what it shall hear of;
                each message is signed, sent again when it fails, and kept here for 30 days.
              </Trans>
            </EmptyState>
          }
          row={(webhook) => <WebhookRow key={webhook.id} webhook={webhook} />}
        />
      ) : (
        <NotForYou />
      )}
      {isAdmin && <HowToVerify />}
      {creating && (
        <WebhookDialog
          webhook={null}
          onClose={create.close}
          onSaved={({ id }) =>
            void navigate({ to: '/settings/webhooks/$webhookId', params: { webhookId: id } })
          }
        />
      )}
    </Page>
  );
}

function WebhookRow({ webhook }: { webhook: Webhook }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { id, url, description, events, delivered, failed, waiting } = webhook;
  const count = (value: number) => formatNumber(value, locale);
  return (
    <Row
      icon={<IconWebhook size={20} stroke={1.6} aria-hidden />}
      title={
        <LinkAnchor to="/settings/webhooks/$webhookId" params={{ webhookId: id }} fw={550}>
          {description || url}
        </LinkAnchor>
      }
      detail={
        <>
          {description && <div>{url}</div>}
          {events.includes(everyEvent) ? (
            <Trans>All events</Trans>
          ) : (
            <Plural value={events.length} one="# event" other="# events" />
          )}
          {' · '}
          {t`${count(delivered)} delivered, ${count(failed)} failed, ${count(waiting)} waiting`}
        </>
      }
    >
      <WebhookBadge webhook={webhook} />
    </Row>
  );
}
