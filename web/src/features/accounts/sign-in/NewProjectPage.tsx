import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { api, body } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { FormError, LinkAnchor, TimeZoneSelect, useApiForm } from '@/shared/ui';
import { GuestCard } from './GuestCard';
import { useArrival } from './useArrival';

export default function NewProjectPage() {
  const { t } = useLingui();
  const arrive = useArrival();
  const form = useApiForm({
    initialValues: { name: '', time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    validate: { name: required },
    send: async (values) => {
      const project = await body(api.POST('/api/projects', { body: values }));
      await arrive({ projectId: project.id });
    },
  });
  return (
    <GuestCard
      title={t`New project`}
      description={
        <Trans>
          A project holds the contacts, bookings and campaigns of one business, apart from all
          others.
        </Trans>
      }
      footer={
        <LinkAnchor to="/">
          <Trans>Back</Trans>
        </LinkAnchor>
      }
    >
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`Name`}
          autoComplete="organization"
          autoFocus
          {...form.getInputProps('name')}
        />
        <TimeZoneSelect
          label={t`Time zone`}
          description={t`Country and currency follow from it; both can be changed.`}
          {...form.getInputProps('time_zone')}
        />
        <Button type="submit" fullWidth loading={form.pending}>
          <Trans>Create project</Trans>
        </Button>
      </form>
    </GuestCard>
  );
}
