import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { api, ifMatch } from '@/shared/api';
import { confirm, useSave } from '@/shared/ui';
import type { Company } from './api';

export function DeleteCompany({ company }: { company: Company }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const isManager = useRole('manager');
  const { id, name } = company;
  const remove = useSave(
    async () => {
      await api.DELETE('/api/crm/companies/{id}', {
        params: { path: { id } },
        headers: ifMatch(company.version),
      });
      await navigate({ to: '/companies' });
    },
    { refetch: [['companies', 'list'], ['contacts']], done: t`${name} is deleted` },
  );
  if (!isManager) return null;
  const ask = async () => {
    const sure = await confirm({
      title: t`Delete ${name}?`,
      body: t`The people who work there stay; only the company goes. This cannot be taken back.`,
      action: t`Delete company`,
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
