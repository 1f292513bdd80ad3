import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { IconCopy, IconSpeakerphone, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { frameDocument, frameSandbox } from '@/features/mail';
import { api } from '@/shared/api';
import { BlockSkeleton, confirm, Dialog, ErrorState, toast, useSave } from '@/shared/ui';
import { type MailTemplate, templatePreviewQuery } from '../editor/api';
import { beginCampaign, contentOf, refetchTemplates, type SavedTemplate } from './api';
import { KeepTemplate } from './KeepTemplate';
import { RenameTemplate } from './RenameTemplate';
import classes from './templates.module.css';

interface TemplateDialogProps {
  template: Omit<MailTemplate, 'key' | 'category'>;
  /** One of the project's own. */
  saved: SavedTemplate | undefined;
  onClose: () => void;
}

/** How a template looks, and what can be done with it. */
export function TemplateDialog({ template, saved, onClose }: TemplateDialogProps) {
  const { t } = useLingui();
  const { name } = template;
  const mayEdit = useRole('member');
  const navigate = useNavigate();
  const begin = useSave(
    async () => {
      const campaignId = await beginCampaign(template.name, template);
      await navigate({
        to: '/campaigns/$campaignId',
        params: { campaignId },
        search: { step: 'message' },
      });
    },
    { refetch: [['campaigns', 'list']] },
  );
  return (
    <Dialog onClose={onClose} size="xl" title={template.name}>
      <Look template={template} />
      {mayEdit && (
        <Group justify="space-between" gap="xs" mt="md">
          <Group gap="xs">
            {saved && <RenameTemplate saved={saved} onDone={onClose} />}
            {saved && <DeleteTemplate saved={saved} onDone={onClose} />}
            <KeepTemplate
              name={t`${name} (copy)`}
              content={contentOf(template)}
              onDone={onClose}
              label={saved ? t`Duplicate` : t`Keep a copy`}
              icon={<IconCopy size={16} aria-hidden />}
            />
          </Group>
          <Button
            leftSection={<IconSpeakerphone size={16} aria-hidden />}
            loading={begin.isPending}
            onClick={() => begin.mutate()}
          >
            <Trans>New campaign with it</Trans>
          </Button>
        </Group>
      )}
    </Dialog>
  );
}

function Look({ template }: { template: TemplateDialogProps['template'] }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(templatePreviewQuery(template));
  if (error) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data) return <BlockSkeleton height={420} />;
  return (
    <>
      <Text fw={600} mb={8} className={classes.subject}>
        {data.subject}
      </Text>
      <iframe
        title={t`The mail`}
        className={classes.frame}
        sandbox={frameSandbox}
        srcDoc={frameDocument(data.html)}
      />
    </>
  );
}

function DeleteTemplate({ saved, onDone }: { saved: SavedTemplate; onDone: () => void }) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const remove = useSave(
    async () => {
      await api.DELETE('/api/email/saved-templates/{id}', { params: { path: { id: saved.id } } });
      await refetchTemplates(queryClient);
      toast.success(t`Template deleted`);
      onDone();
    },
    { refetch: [] },
  );
  const ask = async () => {
    const { name } = saved;
    const yes = await confirm({
      title: t`Delete “${name}”?`,
      body: t`Mails that began with it stay as they are.`,
      action: t`Delete template`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <Button
      variant="default"
      leftSection={<IconTrash size={16} aria-hidden />}
      loading={remove.isPending}
      onClick={ask}
    >
      <Trans>Delete</Trans>
    </Button>
  );
}
