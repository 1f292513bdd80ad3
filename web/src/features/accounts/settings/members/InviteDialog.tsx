import { Trans, useLingui } from '@lingui/react/macro';
import { Radio, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { emailProblem } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, toast, useApiForm } from '@/shared/ui';
import { useRoleNames, useRoleWords } from '../../roles';
import type { Role } from '../../session';
import { invitationsQuery } from './Invitations';

const invited: Role[] = ['admin', 'manager', 'member', 'viewer'];

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const names = useRoleNames();
  const words = useRoleWords();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { email: '', role: 'member' as Role },
    validate: { email: emailProblem },
    fieldOfCode: { already_member: 'email', already_invited: 'email' },
    send: async (values) => {
      await api.POST('/api/invitations', { body: { ...values, email: values.email.trim() } });
      await queryClient.invalidateQueries({ queryKey: invitationsQuery.queryKey });
      toast.success(t`Invitation sent to ${values.email}`);
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={<Trans>Invite people</Trans>}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('email')}
        />
        <Radio.Group label={t`Role`} {...form.getInputProps('role')}>
          <Stack gap={12} mt={8}>
            {invited.map((role) => (
              <Radio key={role} value={role} label={names[role]} description={words[role]} />
            ))}
          </Stack>
        </Radio.Group>
        <FormActions onCancel={onClose} pending={form.pending}>
          <Trans>Send invitation</Trans>
        </FormActions>
      </form>
    </Dialog>
  );
}
