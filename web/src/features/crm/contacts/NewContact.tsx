import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { api, body } from '@/shared/api';
import { FormError, useApiForm } from '@/shared/ui';

/** The quick way to a new contact: who he is and how to reach him; the rest on his page. */
export function NewContact() {
  const mayAdd = useRole('member');
  const [opened, { open, close }] = useDisclosure(false);
  const { t } = useLingui();
  if (!mayAdd) return null;
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        <Trans>New contact</Trans>
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t`New contact`}
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <NewContactForm onDone={close} />
      </Modal>
    </>
  );
}

function NewContactForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { first_name: '', last_name: '', email: '', phone: '', company: '' },
    fieldOfCode: { contact_exists: 'email' },
    send: async (values) => {
      const contact = await body(
        api.POST('/api/crm/contacts', {
          body: {
            first_name: values.first_name,
            last_name: values.last_name,
            email: values.email || null,
            phone: values.phone || null,
            company: values.company || null,
          },
        }),
      );
      await queryClient.invalidateQueries({ queryKey: ['contacts'] });
      onDone();
      await navigate({ to: '/contacts/$contactId', params: { contactId: contact.id } });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <FormError problem={form.problem} />
        <TextInput label={t`First name`} data-autofocus {...form.getInputProps('first_name')} />
        <TextInput label={t`Last name`} {...form.getInputProps('last_name')} />
        <TextInput label={t`E-mail`} type="email" {...form.getInputProps('email')} />
        <TextInput label={t`Phone`} type="tel" {...form.getInputProps('phone')} />
        <TextInput label={t`Company`} {...form.getInputProps('company')} />
        <Button type="submit" loading={form.pending}>
          <Trans>Add contact</Trans>
        </Button>
      </Stack>
    </form>
  );
}
