import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, useApiForm } from '@/shared/ui';
import type { ContactList } from './useContactList';
import { type SavedView, viewsQuery } from './views';

interface ViewDialogProps {
  list: ContactList;
  /** A view to rename, or what the list shows now. */
  view: SavedView | 'new';
  onClose: () => void;
}

export default function ViewDialog({ list, view, onClose }: ViewDialogProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const isNew = view === 'new';
  const form = useApiForm({
    initialValues: { name: isNew ? '' : view.name, shared: isNew ? false : view.shared },
    validate: { name: required },
    send: async (values) => {
      if (!isNew)
        await api.PATCH('/api/crm/views/{id}', {
          params: { path: { id: view.id } },
          body: values,
          headers: ifMatch(view.version),
        });
      const made = isNew && (await create(list, values));
      await queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
      if (made) list.show({ view: made.id, q: list.search.q });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={isNew ? t`Save as view` : t`Rename view`}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <FormError problem={form.problem} />
          <TextInput
            label={t`Name`}
            placeholder={t`Such as “New leads in Berlin”`}
            data-autofocus
            maxLength={100}
            {...form.getInputProps('name')}
          />
          <Checkbox
            size="sm"
            label={t`Share with everybody in the project`}
            {...form.getInputProps('shared', { type: 'checkbox' })}
          />
          <FormActions onCancel={onClose} pending={form.pending}>
            <Trans>Save view</Trans>
          </FormActions>
        </Stack>
      </form>
    </Dialog>
  );
}

function create(list: ContactList, values: { name: string; shared: boolean }) {
  const { filter, sort, columns } = list;
  return body(
    api.POST('/api/crm/views', {
      body: { ...values, filter: (filter ?? null) as never, sort, columns: [...columns] },
    }),
  );
}
