import { Trans, useLingui } from '@lingui/react/macro';
import { Text, VisuallyHidden } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import type { Schemas } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatDate } from '@/shared/lib/time';
import {
  EmptyState,
  ErrorState,
  LinkAnchor,
  ListSkeleton,
  RelativeTime,
  Section,
} from '@/shared/ui';
import { contactQuery } from '../contacts/api';
import {
  type Condition,
  eventsOf,
  isGroup,
  nodeAt,
  type Rule,
  readPath,
  readRule,
  useConditionWords,
  useHeldWords,
  useMatchWords,
  useRuleFields,
} from '../rules';
import { type ExplainedBranch, explanationQuery, type Segment } from './api';
import { PersonPicker } from './PersonPicker';
import classes from './segments.module.css';

interface WhyProps {
  segment: Segment;
  person: string | undefined;
  onPerson: (contactId: string) => void;
}

/** Why one person is in the segment, or not: condition by condition. */
export function Why({ segment, person, onPerson }: WhyProps) {
  const { t } = useLingui();
  return (
    <>
      <div className={classes.toolbar}>
        <PersonPicker label={t`Whom do you wonder about?`} onPick={onPerson} />
      </div>
      {person ? (
        <Explanation segment={segment} contactId={person} />
      ) : (
        <EmptyState icon={IconHelpCircle} title={t`Pick a person`} compact>
          <Trans>You then see which conditions fit them and which do not.</Trans>
        </EmptyState>
      )}
    </>
  );
}

function Explanation({ segment, contactId }: { segment: Segment; contactId: string }) {
  const { data, error, refetch } = useQuery(explanationQuery(segment.id, contactId));
  const { data: contact } = useQuery(contactQuery(contactId));
  if (error) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data || !contact) return <ListSkeleton rows={4} />;
  const rule = readRule(segment.criteria);
  return (
    <Section
      title={contact.display_name}
      description={<Verdict explanation={data} isDynamic={segment.is_dynamic} />}
      action={
        <LinkAnchor to="/contacts/$contactId" params={{ contactId }} size="sm">
          <Trans>Open the contact</Trans>
        </LinkAnchor>
      }
    >
      {data.branches.some(({ kind }) => kind === 'condition') ? (
        <ul className={classes.branches}>
          {data.branches.map((branch) => (
            <Branch key={branch.path} branch={branch} rule={rule} />
          ))}
        </ul>
      ) : (
        <Text c="dimmed">
          <Trans>This segment has no conditions.</Trans>
        </Text>
      )}
    </Section>
  );
}

interface VerdictProps {
  explanation: Schemas['SegmentExplanation'];
  isDynamic: boolean;
}

function Verdict({ explanation, isDynamic }: VerdictProps) {
  const locale = useFormatLocale();
  const { is_member, by_hand, fits_now, in_trash, since } = explanation;
  if (in_trash) return <Trans>Not in it: the contact is in the trash.</Trans>;
  if (by_hand === 'excluded') return <Trans>Not in it: excluded by hand.</Trans>;
  if (by_hand === 'manual') return <Trans>In it: added by hand.</Trans>;
  const date = since && formatDate(since, locale);
  if (!isDynamic) {
    if (is_member) return <Trans>In it since {date}, when it was filled.</Trans>;
    return <Trans>Not in it: this segment was filled once, without this person.</Trans>;
  }
  if (is_member !== fits_now)
    return <Trans>This is about to change: the segment is being worked out.</Trans>;
  if (!is_member) return <Trans>Not in it: the conditions do not fit.</Trans>;
  return <Trans>In it since {date}: the conditions fit.</Trans>;
}

interface BranchProps {
  branch: ExplainedBranch;
  rule: Rule | undefined;
}

function Branch({ branch, rule }: BranchProps) {
  const { t } = useLingui();
  const { fits, at, kind } = branch;
  const depth = branch.path.split('.conditions').length - 1;
  const Glyph = fits ? IconCircleCheck : IconCircleX;
  return (
    <li
      className={classes.branch}
      data-fits={fits || undefined}
      style={{ '--depth': depth } as CSSProperties}
    >
      <Glyph size={18} aria-hidden />
      <div>
        <VisuallyHidden>{fits ? t`Fits:` : t`Does not fit:`} </VisuallyHidden>
        <BranchWords branch={branch} rule={rule} />
        {kind === 'condition' && (
          <Text size="sm" c="dimmed">
            <HeldValue branch={branch} />
            {at && (
              <>
                {' · '}
                <RelativeTime instant={at} />
              </>
            )}
          </Text>
        )}
      </div>
    </li>
  );
}

function HeldValue({ branch }: { branch: ExplainedBranch }) {
  const heldWords = useHeldWords();
  const field = useRuleFields().find(({ key }) => key === branch.field);
  if (!branch.value) return <Trans>Here: nothing</Trans>;
  const held = field ? heldWords(branch.value, field) : branch.value;
  return <Trans>Here: {held}</Trans>;
}

function BranchWords({ branch, rule }: BranchProps) {
  const matches = useMatchWords();
  const conditionWords = useConditionWords();
  const fields = useRuleFields();
  if (branch.kind === 'group') {
    const match = matches[branch.match as keyof typeof matches] ?? branch.match;
    return (
      <Text span fw={550}>
        <Trans>{match} these</Trans>
      </Text>
    );
  }
  const field = fields.find(({ key }) => key === branch.field);
  // Which events were meant stands in the rule alone.
  const asked = rule && nodeAt(rule, readPath(branch.path));
  const events = asked && !isGroup(asked) ? eventsOf(asked) : {};
  const condition = { operator: branch.operator, value: branch.expected, ...events } as Condition;
  return <span>{field ? conditionWords(condition, field) : branch.label}</span>;
}
