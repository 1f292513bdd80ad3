import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBraces,
  IconDots,
  IconFileSpreadsheet,
  IconHistory,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useRole } from '@/features/accounts';
import { lazyPart } from '@/shared/ui';
import type { ContactList } from './useContactList';
import { type ExportFormat, useExport } from './useExport';

const BulkRuns = lazyPart(async () => (await import('./BulkRuns')).default);

/** What one does with the whole list: take it along, undo what was done to many, look into the trash. */
export function MoreMenu({ list }: { list: ContactList }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const isManager = useRole('manager');
  const [runs, setRuns] = useState(false);
  const download = useExport(list.sort);
  const { q } = list.search;
  const chosen = { kind: 'matching', q, filter: list.filter } as const;
  const take = (format: ExportFormat) => download.mutate({ chosen, format });
  const narrowed = q !== undefined || list.filter !== undefined;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={36} variant="default" aria-label={t`More`} loading={download.isPending}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isManager && !list.search.trash && (
            <>
              <Menu.Label>
                {narrowed ? (
                  <Trans>Take these contacts along</Trans>
                ) : (
                  <Trans>Take all contacts along</Trans>
                )}
              </Menu.Label>
              <Menu.Item
                leftSection={<IconFileSpreadsheet size={15} />}
                onClick={() => take('csv')}
              >
                <Trans>As a table (CSV)</Trans>
              </Menu.Item>
              <Menu.Item leftSection={<IconBraces size={15} />} onClick={() => take('jsonl')}>
                <Trans>For programs (JSON Lines)</Trans>
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item leftSection={<IconHistory size={15} />} onClick={() => setRuns(true)}>
                <Trans>Changes of many contacts</Trans>
              </Menu.Item>
            </>
          )}
          <Menu.Item
            leftSection={<IconTrash size={15} />}
            onClick={() => void navigate({ to: '/contacts', search: { trash: true } })}
          >
            <Trans>Open the trash</Trans>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>{runs && <BulkRuns onClose={() => setRuns(false)} />}</Suspense>
    </>
  );
}
