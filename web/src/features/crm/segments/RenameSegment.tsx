import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { api, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, useApiForm } from '@/shared/ui';
import type { Segment } from './api';

export function RenameSegment({ segment }: { segment: Segment }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const [opened, { open, close }] = useDisclosure();
  if (!mayEdit) return null;
  return (
    <>
      <Button variant="default" onClick={open}>
        <Trans>Rename</Trans>
      </Button>
      <Dialog opened={opened} onClose={close} title={t`Rename segment`}>
        <RenameForm segment={segment} onDone={close} />
      </Dialog>
    </>
  );
}

function RenameForm({ segment, onDone }: { segment: Segment; onDone: () => void }) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { id, version } = segment;
  const form = useApiForm({
    initialValues: { name: segment.name, description: segment.description },
    validate: { name: required },
    fieldOfCode: { segment_exists: 'name' },
    send: async ({ name, description }) => {
      await api.PATCH('/api/crm/segments/{id}', {
        params: { path: { id } },
        headers: ifMatch(version),
        body: { name: name.trim(), description: description.trim() },
      });
      await queryClient.invalidateQueries({ queryKey: ['segments'] });
      onDone();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <FormError problem={form.problem} />
        <TextInput label={t`Name`} data-autofocus maxLength={255} {...form.getInputProps('name')} />
        <Textarea
          label={t`Description`}
          autosize
          maxLength={2000}
          {...form.getInputProps('description')}
        />
        <FormActions onCancel={onDone} pending={form.pending} mt={4}>
          <Trans>Save</Trans>
        </FormActions>
      </Stack>
    </form>
  );
}
