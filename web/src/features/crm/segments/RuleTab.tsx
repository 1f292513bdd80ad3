import { Trans } from '@lingui/react/macro';
import { Alert, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { BlockSkeleton } from '@/shared/ui';
import {
  completeRule,
  countConditions,
  emptyRule,
  readRule,
  sameRule,
  useRuleFields,
} from '../rules';
import type { Segment } from './api';
import { RuleEditor } from './RuleEditor';
import classes from './segments.module.css';
import { useChangeSegment } from './useChangeSegment';

/** The rule as it is kept, to be changed; nobody moves until it is saved. */
export function RuleTab({ segment }: { segment: Segment }) {
  const stored = readRule(segment.criteria);
  const fields = useRuleFields();
  const [draft, setDraft] = useState(stored ?? emptyRule);
  const mayEdit = useRole('member');
  const save = useChangeSegment(segment);
  if (!stored)
    return (
      <Alert color="orange">
        <Trans>These conditions were written by another program and cannot be shown here.</Trans>
      </Alert>
    );
  if (fields.length === 0) return <BlockSkeleton />;
  const complete = completeRule(draft, fields);
  const changed = !sameRule(complete, stored);
  const unfinished = complete ? countConditions(complete) < countConditions(draft) : false;
  return (
    <div className={classes.form}>
      <RuleEditor rule={draft} onChange={setDraft} segmentId={segment.id} />
      {mayEdit && (
        <div className={classes.save} aria-live="polite">
          {changed && unfinished && (
            <Text size="sm" c="dimmed">
              <Trans>Conditions without a value are left out.</Trans>
            </Text>
          )}
          {changed && (
            <Button variant="default" onClick={() => setDraft(stored)}>
              <Trans>Discard changes</Trans>
            </Button>
          )}
          <Button
            disabled={!changed || !complete}
            loading={save.isPending}
            onClick={() => save.mutate({ criteria: complete as never })}
          >
            <Trans>Save changes</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}
