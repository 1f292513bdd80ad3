import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPlus, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { EmptyState, LinkButton, ListSection, Page, PageHeader } from '@/shared/ui';
import { type JourneyRule, journeyRulesQuery } from './api';
import { RuleDialog } from './RuleDialog';
import { RuleRow } from './RuleRow';

/** Who moves along the journey by themselves. */
export default function JourneySettingsPage() {
  const { t } = useLingui();
  const mayEdit = useRole('manager');
  const query = useQuery(journeyRulesQuery);
  const [open, setOpen] = useState<JourneyRule | 'new' | null>(null);
  const rules = query.data?.items ?? [];
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
            {query.data?.items.length !== 0 && create}
          </>
        }
      />
      <ListSection
        title={t`Rules`}
        query={query}
        items={query.data?.items}
        empty={
          <EmptyState icon={IconRoute} title={t`Nobody moves by themselves yet`} action={create}>
            <Trans>
              Such as: who clicks three times in a month goes from awareness to consideration.
            </Trans>
          </EmptyState>
        }
        row={(rule, index) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            index={index}
            rules={rules}
            onEdit={mayEdit ? () => setOpen(rule) : undefined}
          />
        )}
      />
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
