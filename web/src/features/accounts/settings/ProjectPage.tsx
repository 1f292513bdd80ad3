import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Select, Switch, Text, TextInput } from '@mantine/core';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, api, body, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { useFormatLocale } from '@/shared/lib/locale';
import { currencyOptions, languageOptions, regionOptions } from '@/shared/lib/places';
import {
  BlockSkeleton,
  confirm,
  ErrorState,
  FormError,
  Page,
  PageHeader,
  Section,
  TimeZoneSelect,
  toast,
  useApiForm,
} from '@/shared/ui';
import { meQuery, useRole } from '../session';
import { useArrival } from '../sign-in/useArrival';

type Project = Answer<'/api/project', 'get'>;

const projectQuery = queryOptions({
  queryKey: ['project'],
  queryFn: ({ signal }) => body(api.GET('/api/project', { signal })),
});

export default function ProjectPage() {
  const { t } = useLingui();
  const project = useQuery(projectQuery);
  const isOwner = useRole('owner');
  return (
    <Page width="reading">
      <PageHeader title={t`Project`} />
      {project.isPending && <BlockSkeleton height={320} />}
      {project.isError && <ErrorState error={project.error} onRetry={project.refetch} />}
      {project.isSuccess && <General key={project.data.version} project={project.data} />}
      {project.isSuccess && isOwner && <Danger project={project.data} />}
    </Page>
  );
}

function General({ project }: { project: Project }) {
  const { t, i18n } = useLingui();
  const isAdmin = useRole('admin');
  const queryClient = useQueryClient();
  const regions = useMemo(() => regionOptions(i18n.locale), [i18n.locale]);
  const currencies = useMemo(() => currencyOptions(i18n.locale), [i18n.locale]);
  const { name, time_zone, default_region, currency, language, opt_in } = project;
  const spoken = useMemo(() => languageOptions(i18n.locale, language), [i18n.locale, language]);
  const form = useApiForm({
    initialValues: { name, time_zone, default_region, currency, language, opt_in },
    validate: { name: required },
    send: async (values) => {
      const changed = await body(
        api.PATCH('/api/project', { body: values, headers: ifMatch(project.version) }),
      );
      queryClient.setQueryData(projectQuery.queryKey, changed);
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      toast.success(t`Saved`);
    },
  });
  const sample = money(1234.5, form.values.currency, useFormatLocale());
  return (
    <Section
      title={t`General`}
      description={isAdmin ? undefined : t`Admins of this project can change these settings.`}
    >
      <form onSubmit={form.submit} noValidate>
        <fieldset disabled={!isAdmin} className="stack plain">
          <FormError problem={form.problem} />
          <TextInput label={t`Name`} {...form.getInputProps('name')} />
          <TimeZoneSelect
            label={t`Time zone`}
            description={t`Of your business: reminders, reports and bookings go by it.`}
            {...form.getInputProps('time_zone')}
          />
          <Select
            label={t`Country for phone numbers`}
            description={t`Numbers without a country code are read as numbers of this country.`}
            data={regions}
            searchable
            allowDeselect={false}
            {...form.getInputProps('default_region')}
          />
          <Select
            label={t`Language of your customers`}
            description={t`New contacts get it, unless a file or a form says otherwise.`}
            data={spoken}
            searchable
            allowDeselect={false}
            {...form.getInputProps('language')}
          />
          <Select
            label={t`Currency`}
            description={t`Amounts look like this: ${sample}`}
            data={currencies}
            searchable
            limit={100}
            allowDeselect={false}
            {...form.getInputProps('currency')}
          />
          <Switch
            label={t`Marketing mail only with consent`}
            description={t`On: only people who agreed get campaigns, as the law asks in the EU. Off: everybody who has not unsubscribed.`}
            {...form.getInputProps('opt_in', { type: 'checkbox' })}
          />
          {isAdmin && (
            <Group justify="flex-end">
              <Button type="submit" loading={form.pending} disabled={!form.isDirty()}>
                <Trans>Save</Trans>
              </Button>
            </Group>
          )}
        </fieldset>
      </form>
    </Section>
  );
}

function money(amount: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
}

function Danger({ project }: { project: Project }) {
  const { t } = useLingui();
  const arrive = useArrival();
  const remove = async () => {
    const yes = await confirm({
      title: t`Delete the project ${project.name}?`,
      body: t`All its contacts, tasks and files go with it, for everybody. After 30 days nobody can bring them back.`,
      action: t`Delete this project`,
      danger: true,
      typed: project.name,
    });
    if (!yes) return;
    try {
      await api.DELETE('/api/project', { body: { name: project.name } });
      await arrive();
    } catch (error) {
      toast.error(error);
    }
  };
  return (
    <Section title={t`Delete project`} danger>
      <Group justify="space-between" gap="md">
        <Text flex="1 1 280px">
          <Trans>Deletes the project and everything in it.</Trans>
        </Text>
        <Button variant="light" color="red" onClick={remove}>
          <Trans>Delete project…</Trans>
        </Button>
      </Group>
    </Section>
  );
}
