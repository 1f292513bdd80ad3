import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { api, body } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, useApiForm } from '@/shared/ui';
import { useScopes } from './scopes';

interface CreateKeyDialogProps {
  onCreated: (key: string) => void;
  onClose: () => void;
}

const dayMs = 24 * 3600 * 1000;

/** Days from now as an instant; "never" has none. */
function endOf(days: string): string | null {
  return days === 'never' ? null : new Date(Date.now() + Number(days) * dayMs).toISOString();
}

export function CreateKeyDialog({ onCreated, onClose }: CreateKeyDialogProps) {
  const { t } = useLingui();
  const groups = useScopes();
  const form = useApiForm({
    initialValues: { name: '', scopes: ['contacts:read'], expires_at: 'never' },
    validate: {
      name: required,
      scopes: (scopes) => (scopes.length === 0 ? t`Choose at least one` : null),
    },
    send: async ({ name, scopes, expires_at }) => {
      const created = await body(
        api.POST('/api/keys', { body: { name, scopes, expires_at: endOf(expires_at) } }),
      );
      onCreated(created.key);
    },
  });
  return (
    <Dialog onClose={onClose} title={<Trans>New API key</Trans>}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`Name`}
          description={t`The program that will use it, such as “Website forms”.`}
          maxLength={100}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox.Group label={t`What it may do`} {...form.getInputProps('scopes')}>
          <Stack gap="sm" mt={8}>
            {groups.map((group) => (
              <div key={group.label} role="group" aria-label={group.label}>
                <Text size="sm" c="dimmed" mb={6}>
                  {group.label}
                </Text>
                <Group gap="lg">
                  {group.scopes.map(({ value, label }) => (
                    <Checkbox key={value} size="sm" value={value} label={label} />
                  ))}
                </Group>
              </div>
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t`Ends`}
          allowDeselect={false}
          data={[
            { value: '30', label: t`after 30 days` },
            { value: '90', label: t`after 90 days` },
            { value: '365', label: t`after a year` },
            { value: 'never', label: t`never` },
          ]}
          {...form.getInputProps('expires_at')}
        />
        <FormActions onCancel={onClose} pending={form.pending}>
          <Trans>Create key</Trans>
        </FormActions>
      </form>
    </Dialog>
  );
}
