import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, body } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { useAskedFor } from '@/shared/lib/useAskedFor';
import { Dialog, FormActions, FormError, useApiForm } from '@/shared/ui';

/** A name is all a campaign begins with. `asked`: whether the address asks for one. */
export function NewCampaign({ asked }: { asked?: true }) {
  const { t } = useLingui();
  const [opened, { open, close }] = useDisclosure();
  useAskedFor(asked, open);
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        <Trans>New campaign</Trans>
      </Button>
      <Dialog opened={opened} onClose={close} title={t`New campaign`}>
        <NewCampaignForm onCancel={close} />
      </Dialog>
    </>
  );
}

function NewCampaignForm({ onCancel }: { onCancel: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { name: '' },
    validate: { name: required },
    send: async ({ name }) => {
      const campaign = await body(api.POST('/api/campaigns', { body: { name: name.trim() } }));
      void queryClient.invalidateQueries({ queryKey: ['campaigns', 'list'] });
      await navigate({ to: '/campaigns/$campaignId', params: { campaignId: campaign.id } });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <FormError problem={form.problem} />
        <TextInput
          label={t`Name`}
          description={t`For you and your team: the people you write to do not see it.`}
          data-autofocus
          maxLength={255}
          {...form.getInputProps('name')}
        />
        <FormActions onCancel={onCancel} pending={form.pending} mt={4}>
          <Trans>Create</Trans>
        </FormActions>
      </Stack>
    </form>
  );
}
