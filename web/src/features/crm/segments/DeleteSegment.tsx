import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { confirm, useSave } from '@/shared/ui';
import { segmentNamesQuery } from '../rules';
import type { Segment } from './api';

export function DeleteSegment({ segment }: { segment: Segment }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const isManager = useRole('manager');
  const { id, name } = segment;
  const remove = useSave(
    async () => {
      await api.DELETE('/api/crm/segments/{id}', { params: { path: { id } } });
      await navigate({ to: '/segments' });
    },
    { refetch: [[...segmentNamesQuery.queryKey]], done: t`${name} is deleted` },
  );
  if (!isManager) return null;
  const ask = async () => {
    const sure = await confirm({
      title: t`Delete ${name}?`,
      body: t`The people in it stay; only the segment and its history go. This cannot be taken back.`,
      action: t`Delete segment`,
      danger: true,
    });
    if (sure) remove.mutate();
  };
  return (
    <Button variant="default" loading={remove.isPending} onClick={ask}>
      <Trans>Delete</Trans>
    </Button>
  );
}
