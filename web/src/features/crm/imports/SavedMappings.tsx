import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, toast, useApiForm, useSave } from '@/shared/ui';
import { type Import, type MappedColumn, type SavedMapping, savedMappingsQuery } from './api';
import { knownColumns, withSaved } from './mapping';

interface SavedMappingsProps {
  run: Import;
  mapping: MappedColumn[];
  onChange: (mapping: MappedColumn[]) => void;
}

/** Choices for files that come again and again. */
export function SavedMappings({ run, mapping, onChange }: SavedMappingsProps) {
  const { t } = useLingui();
  const { data } = useQuery(savedMappingsQuery);
  const [saving, save] = useDisclosure();
  const saved = data?.items ?? [];
  const remove = useSave(
    (id: string) => api.DELETE('/api/crm/import-mappings/{id}', { params: { path: { id } } }),
    { refetch: [savedMappingsQuery.queryKey], done: t`Saved choices deleted` },
  );
  const take = (one: SavedMapping) => {
    onChange(withSaved(one, run.format.columns));
    toast.info(t`The choices of “${one.name}” are taken`);
  };
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconBookmark size={14} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            <Trans>Saved choices</Trans>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {saved.map((one) => (
            <Menu.Item key={one.id} onClick={() => take(one)}>
              {one.name}
              <Text size="sm" c="dimmed">
                <Plural
                  value={knownColumns(one, run.format.columns)}
                  one="knows # of your columns"
                  other="knows # of your columns"
                />
              </Text>
            </Menu.Item>
          ))}
          {saved.length > 0 && <Menu.Divider />}
          {saved.map(({ id, name }) => (
            <Menu.Item
              key={`delete ${id}`}
              color="red"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => remove.mutate(id)}
            >
              <Trans>Delete “{name}”</Trans>
            </Menu.Item>
          ))}
          {saved.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={save.open}>
            <Trans>Save the present choices…</Trans>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {saving && <SaveDialog run={run} mapping={mapping} onClose={save.close} />}
    </>
  );
}

interface SaveDialogProps {
  run: Import;
  mapping: MappedColumn[];
  onClose: () => void;
}

function SaveDialog({ run, mapping, onClose }: SaveDialogProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { name: '' },
    validate: { name: required },
    fieldOfCode: { already_exists: 'name' },
    send: async ({ name }) => {
      const columns = run.format.columns.flatMap(({ header }, index) => {
        const mapped = mapping[index];
        return mapped ? [{ header, ...mapped }] : [];
      });
      await api.POST('/api/crm/import-mappings', { body: { name, columns } });
      await queryClient.invalidateQueries({ queryKey: savedMappingsQuery.queryKey });
      toast.success(t`Saved`);
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t`Save the choices`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`Name`}
          description={t`Such as where the file comes from. Next time one click is enough.`}
          data-autofocus
          maxLength={100}
          {...form.getInputProps('name')}
        />
        <FormActions onCancel={onClose} pending={form.pending}>
          <Trans>Save</Trans>
        </FormActions>
      </form>
    </Dialog>
  );
}
