import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, TextInput } from '@mantine/core';
import { required } from '@/shared/lib/checks';
import { Dialog, FormError, useApiForm } from '@/shared/ui';

interface PasskeyNameDialogProps {
  title: string;
  action: string;
  name: string;
  send: (name: string) => Promise<void>;
  onClose: () => void;
}

export function PasskeyNameDialog(props: PasskeyNameDialogProps) {
  const { title, action, name, send, onClose } = props;
  const { t } = useLingui();
  const form = useApiForm({
    initialValues: { name },
    validate: { name: required },
    send: (values) => send(values.name.trim()),
  });
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`Name`}
          description={t`So that you know it later, such as “Work laptop”.`}
          maxLength={100}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={form.pending}>
            {action}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
