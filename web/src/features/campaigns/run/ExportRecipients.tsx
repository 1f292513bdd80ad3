import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { saveFile } from '@/shared/lib/saveFile';
import { useSave } from '@/shared/ui';
import type { Campaign, ExecutionFilter } from '../api';

interface ExportRecipientsProps {
  campaign: Campaign;
  filter: Pick<ExecutionFilter, 'delivery_status' | 'skip_reason'>;
}

/** The people that the list shows, as a file. */
export function ExportRecipients({ campaign, filter }: ExportRecipientsProps) {
  const mayExport = useRole('manager');
  const save = useSave(
    async () => {
      const { data } = await api.GET('/api/campaigns/{id}/executions/export', {
        params: { path: { id: campaign.id }, query: filter },
        parseAs: 'blob',
      });
      saveFile(data as unknown as Blob, `${campaign.name}.csv`);
    },
    { refetch: [] },
  );
  if (!mayExport) return null;
  return (
    <Button
      variant="default"
      ml="auto"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      <Trans>Export</Trans>
    </Button>
  );
}
