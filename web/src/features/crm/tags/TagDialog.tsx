import { Trans, useLingui } from '@lingui/react/macro';
import { ColorInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, useApiForm } from '@/shared/ui';
import type { Tag } from './api';
import { dots } from './colours';

/** A tag's name and colour, for everybody who has it. */
export function TagDialog({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { name: tag.name, colour: tag.colour ?? '' },
    validate: { name: required },
    fieldOfCode: { tag_exists: 'name' },
    send: async ({ name, colour }) => {
      await api.PATCH('/api/crm/tags/{id}', {
        params: { path: { id: tag.id } },
        body: { name: name.trim(), colour: colour || null },
      });
      await queryClient.invalidateQueries({ queryKey: ['contacts'] });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t`Change tag`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`Name`}
          description={t`Segments and views that ask for the old name have to be changed too.`}
          data-autofocus
          maxLength={60}
          {...form.getInputProps('name')}
        />
        <ColorInput
          label={t`Colour`}
          description={t`Empty: one that goes with the name.`}
          swatches={dots}
          format="hex"
          closeOnColorSwatchClick
          eyeDropperButtonProps={{ 'aria-label': t`Pick a colour from the screen` }}
          {...form.getInputProps('colour')}
        />
        <FormActions onCancel={onClose} pending={form.pending}>
          <Trans>Save</Trans>
        </FormActions>
      </form>
    </Dialog>
  );
}
