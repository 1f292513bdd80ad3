import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { passwordProblem, required } from '@/shared/lib/checks';
import { FormError, PasswordField, Section, toast, useApiForm } from '@/shared/ui';

export function Password() {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { current_password: '', new_password: '' },
    validate: { current_password: required, new_password: passwordProblem },
    send: async (values) => {
      await api.POST('/api/me/password', { body: values });
      form.reset();
      toast.success(t`Password changed. Your other devices are signed out.`);
      await queryClient.invalidateQueries({ queryKey: ['me', 'sessions'] });
    },
  });
  const toggle = { 'aria-label': t`Show or hide the password` };
  return (
    <Section title={t`Password`} description={t`Changing it signs out all your other devices.`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <PasswordField
          label={t`Current password`}
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('current_password')}
        />
        <PasswordField
          label={t`New password`}
          autoComplete="new-password"
          description={t`At least 10 characters; a few words in a row work well.`}
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('new_password')}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={form.pending}>
            <Trans>Change password</Trans>
          </Button>
        </Group>
      </form>
    </Section>
  );
}
