import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { api, body } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, useApiForm } from '@/shared/ui';

export function NewCompany() {
  const { t } = useLingui();
  const mayAdd = useRole('member');
  const [opened, { open, close }] = useDisclosure(false);
  if (!mayAdd) return null;
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        <Trans>New company</Trans>
      </Button>
      <Dialog opened={opened} onClose={close} title={t`New company`}>
        <NewCompanyForm onDone={close} />
      </Dialog>
    </>
  );
}

function NewCompanyForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { name: '', domain: '', industry: '' },
    validate: { name: required },
    fieldOfCode: { company_exists: 'name' },
    send: async ({ name, domain, industry }) => {
      const input = { name, domain: domain || null, industry: industry || null };
      const company = await body(api.POST('/api/crm/companies', { body: input }));
      await queryClient.invalidateQueries({ queryKey: ['companies'] });
      onDone();
      await navigate({ to: '/companies/$companyId', params: { companyId: company.id } });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <FormError problem={form.problem} />
        <TextInput label={t`Name`} data-autofocus maxLength={255} {...form.getInputProps('name')} />
        <TextInput
          label={t`Domain`}
          placeholder="example.com"
          maxLength={253}
          {...form.getInputProps('domain')}
        />
        <TextInput label={t`Industry`} maxLength={100} {...form.getInputProps('industry')} />
        <FormActions onCancel={onDone} pending={form.pending} mt={4}>
          <Trans>Add company</Trans>
        </FormActions>
      </Stack>
    </form>
  );
}
