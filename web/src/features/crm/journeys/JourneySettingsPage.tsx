import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPlus, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import {
  EmptyState,
  ErrorState,
  LinkButton,
  ListSkeleton,
  Page,
  PageHeader,
  RowList,
  Section,
} from '@/shared/ui';
import { type JourneyRule, journeyRulesQuery } from './api';
import { RuleDialog } from './RuleDialog';
import { RuleRow } from './RuleRow';

/** Who moves along the journey by themselves. */
export default function JourneySettingsPage() {
  const { t } = useLingui();
  const mayEdit = useRole('manager');
  const { data, error, refetch } = useQuery(journeyRulesQuery);
  const [open, setOpen] = useState<JourneyRule | 'new' | null>(null);
  const rules = data?.items ?? [];
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      <Trans>New rule</Trans>
    </Button>
  );
  return (
    <Page width="reading">
      <PageHeader
        title={t`Journey rules`}
        description={
          <Trans>
            Rules move people from stage to stage, in this order: after something they did at once,
            after some time every night. By hand you can always move somebody on their page.
          </Trans>
        }
        actions={
          <>
            <LinkButton to="/journey" variant="default">
              <Trans>See the funnel</Trans>
            </LinkButton>
            {data?.items.length !== 0 && create}
          </>
        }
      />
      <Section title={t`Rules`} flush>
        {error && !data && <ErrorState error={error} onRetry={refetch} compact />}
        {!data && !error && <ListSkeleton rows={3} />}
        {data && rules.length === 0 && (
          <EmptyState icon={IconRoute} title={t`Nobody moves by themselves yet`} action={create}>
            <Trans>
              Such as: who clicks three times in a month goes from awareness to consideration.
            </Trans>
          </EmptyState>
        )}
        <RowList label={t`Rules`}>
          {rules.map((rule, index) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              index={index}
              rules={rules}
              onEdit={mayEdit ? () => setOpen(rule) : undefined}
            />
          ))}
        </RowList>
      </Section>
      {open && (
        <RuleDialog
          rule={open === 'new' ? null : open}
          position={rules.length === 0 ? 0 : Math.max(...rules.map((rule) => rule.position)) + 1}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
}
