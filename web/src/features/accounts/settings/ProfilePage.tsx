import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, FileButton, Group, Select, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body, type Schemas, upload } from '@/shared/api';
import { emailProblem, required } from '@/shared/lib/checks';
import { activateLocale, languages } from '@/shared/lib/locale';
import { setDisplayTimeZone } from '@/shared/lib/time';
import {
  FormError,
  Page,
  PageHeader,
  PasswordField,
  PersonAvatar,
  Section,
  TimeZoneSelect,
  toast,
  useApiForm,
  useSave,
} from '@/shared/ui';
import { meQuery, useMe } from '../session';

export default function ProfilePage() {
  const { t } = useLingui();
  return (
    <Page width="reading">
      <PageHeader title={t`Profile`} />
      <AboutYou />
      <EmailAddress />
    </Page>
  );
}

function AboutYou() {
  const { t } = useLingui();
  const { user } = useMe();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { name: user.name, language: user.language, time_zone: user.time_zone },
    validate: { name: required },
    send: async (values) => {
      await body(api.PATCH('/api/me', { body: values }));
      setDisplayTimeZone(values.time_zone);
      await activateLocale(values.language);
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      form.resetDirty(values);
      toast.success(t`Saved`);
    },
  });
  return (
    <Section title={t`About you`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <Picture />
        <TextInput label={t`Name`} autoComplete="name" {...form.getInputProps('name')} />
        <Select
          label={t`Language`}
          data={languages}
          allowDeselect={false}
          {...form.getInputProps('language')}
        />
        <TimeZoneSelect
          label={t`Time zone`}
          description={t`All times are shown in it.`}
          {...form.getInputProps('time_zone')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={form.pending} disabled={!form.isDirty()}>
            <Trans>Save</Trans>
          </Button>
        </Group>
      </form>
    </Section>
  );
}

function Picture() {
  const { t } = useLingui();
  const { user } = useMe();
  const change = useSave(
    async (file: File | null) => {
      const stored = file && (await upload<Schemas['File']>('/api/files', file));
      await api.PATCH('/api/me', { body: { avatar_file_id: stored?.id ?? null } });
    },
    { refetch: [meQuery.queryKey] },
  );
  return (
    <Group gap="md">
      <PersonAvatar
        name={user.name}
        src={user.avatar_file_id && `/api/files/${user.avatar_file_id}?show=true`}
        size={56}
      />
      <Group gap="xs">
        <FileButton
          accept="image/png,image/jpeg,image/webp"
          onChange={(file) => file && change.mutate(file)}
        >
          {(props) => (
            <Button {...props} variant="default" size="xs" loading={change.isPending}>
              <Trans>Choose a picture</Trans>
            </Button>
          )}
        </FileButton>
        {user.avatar_file_id && (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            aria-label={t`Remove the picture`}
            onClick={() => change.mutate(null)}
          >
            <Trans>Remove</Trans>
          </Button>
        )}
      </Group>
    </Group>
  );
}

function EmailAddress() {
  const { t } = useLingui();
  const { user } = useMe();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useApiForm({
    initialValues: { email: '', password: '' },
    validate: { email: emailProblem, password: required },
    fieldOfCode: { email_taken: 'email', wrong_credentials: 'password' },
    send: async (values) => {
      await api.POST('/api/me/email', { body: values });
      setSentTo(values.email);
      form.reset();
    },
  });
  return (
    <Section
      title={t`E-mail address`}
      description={
        <Group gap={6} component="span">
          {user.email}
          {user.email_verified ? (
            <Badge color="teal">
              <Trans>confirmed</Trans>
            </Badge>
          ) : (
            <Badge color="orange">
              <Trans>not confirmed yet</Trans>
            </Badge>
          )}
        </Group>
      }
    >
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        {sentTo && (
          <Text role="status">
            <Trans>
              A link is on its way to <b>{sentTo}</b>. The address changes when you open it; your
              present address gets a note.
            </Trans>
          </Text>
        )}
        <TextInput
          label={t`New address`}
          type="email"
          autoComplete="email"
          {...form.getInputProps('email')}
        />
        <PasswordField
          label={t`Your password`}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={form.pending}>
            <Trans>Change address</Trans>
          </Button>
        </Group>
      </form>
    </Section>
  );
}
