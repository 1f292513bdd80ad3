import { Trans, useLingui } from '@lingui/react/macro';
import { Stack, TextInput } from '@mantine/core';
import { required } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, useApiForm } from '@/shared/ui';

interface NameDialogProps {
  title: string;
  name: string;
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks what a template shall be called. */
export function NameDialog({ title, name, onSave, onClose }: NameDialogProps) {
  const { t } = useLingui();
  const form = useApiForm({
    initialValues: { name },
    validate: { name: required },
    fieldOfCode: { template_exists: 'name' },
    send: (values) => onSave(values.name.trim()),
  });
  return (
    <Dialog onClose={onClose} title={title}>
      <form
        noValidate
        onSubmit={(event) => {
          // The form around the button that opened this one stays as it is.
          event.stopPropagation();
          form.submit(event);
        }}
      >
        <Stack>
          <FormError problem={form.problem} />
          <TextInput
            label={t`Name`}
            data-autofocus
            maxLength={100}
            {...form.getInputProps('name')}
          />
          <FormActions onCancel={onClose} pending={form.pending}>
            <Trans>Save</Trans>
          </FormActions>
        </Stack>
      </form>
    </Dialog>
  );
}
