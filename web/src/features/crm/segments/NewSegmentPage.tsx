import { Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api, body } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { FormError, LinkButton, Page, PageHeader, Section, useApiForm } from '@/shared/ui';
import { completeRule, emptyRule, useRuleFields } from '../rules';
import { RuleEditor } from './RuleEditor';
import classes from './segments.module.css';

const route = getRouteApi('/app/segments/new');

/** Says whom one means, sees how many they are, and keeps them under a name. */
export default function NewSegmentPage() {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const { filter } = route.useSearch();
  const queryClient = useQueryClient();
  const fields = useRuleFields();
  const [rule, setRule] = useState(filter ?? emptyRule);
  const form = useApiForm({
    initialValues: { name: '', description: '', kept: 'dynamic' },
    validate: { name: required },
    fieldOfCode: { segment_exists: 'name' },
    send: async ({ name, description, kept }) => {
      const criteria = completeRule(rule, fields);
      // Nothing asked means everybody to a rule; who puts people in by hand means nobody.
      const whom = criteria ?? { match: kept === 'dynamic' ? 'all' : 'any', conditions: [] };
      const segment = await body(
        api.POST('/api/crm/segments', {
          body: {
            name: name.trim(),
            description: description.trim(),
            criteria: whom as never,
            is_dynamic: kept === 'dynamic',
          },
        }),
      );
      await queryClient.invalidateQueries({ queryKey: ['segments'] });
      await navigate({ to: '/segments/$segmentId', params: { segmentId: segment.id } });
    },
  });
  return (
    <Page>
      <PageHeader title={t`New segment`} back={{ to: '/segments', label: t`Segments` }} />
      <form onSubmit={form.submit} noValidate>
        <FormError problem={form.problem} />
        <Section title={t`Who belongs in it?`}>
          <RuleEditor rule={rule} onChange={setRule} />
        </Section>
        <Section title={t`What is it called?`}>
          <Stack maw={640}>
            <TextInput label={t`Name`} maxLength={255} {...form.getInputProps('name')} />
            <Textarea
              label={t`Description`}
              description={t`For the others: what it is for. May stay empty.`}
              autosize
              maxLength={2000}
              {...form.getInputProps('description')}
            />
            <div>
              <Text size="sm" fw={500} mb={6}>
                <Trans>Kept up to date</Trans>
              </Text>
              <SegmentedControl
                aria-label={t`Kept up to date`}
                data={[
                  { value: 'dynamic', label: t`By itself` },
                  { value: 'static', label: t`By hand` },
                ]}
                {...form.getInputProps('kept')}
              />
              <Text size="sm" c="dimmed" mt={6}>
                {form.values.kept === 'dynamic' ? (
                  <Trans>
                    People come and go by themselves, as the conditions fit them or no longer do.
                  </Trans>
                ) : (
                  <Trans>Filled once; after that only you put people in or take them out.</Trans>
                )}
              </Text>
            </div>
          </Stack>
        </Section>
        <div className={classes.save}>
          <LinkButton to="/segments" variant="default">
            <Trans>Cancel</Trans>
          </LinkButton>
          <Button type="submit" loading={form.pending}>
            <Trans>Save segment</Trans>
          </Button>
        </div>
      </form>
    </Page>
  );
}
