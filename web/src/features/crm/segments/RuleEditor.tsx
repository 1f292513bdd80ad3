import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { explain, fieldErrors } from '@/shared/ui';
import { type Rule, RuleBuilder, useRuleFields } from '../rules';
import { PeopleCount } from './PeopleCount';
import classes from './segments.module.css';
import { useRuleCounts } from './useRuleCounts';

interface RuleEditorProps {
  rule: Rule;
  onChange: (rule: Rule) => void;
  /** The segment that is changed, if it exists already. */
  segmentId?: string;
}

/** The builder, with the number that moves while one clicks: of the whole and at each branch. */
export function RuleEditor({ rule, onChange, segmentId }: RuleEditorProps) {
  const fields = useRuleFields();
  const counts = useRuleCounts(rule, fields, segmentId);
  return (
    <>
      <LiveCount counts={counts} />
      <RuleBuilder
        rule={rule}
        onChange={onChange}
        fields={fields}
        renderAside={(_node, path) => {
          const count = counts.countAt(path);
          return count !== undefined && <PeopleCount count={count} about={counts.approximate} />;
        }}
      />
    </>
  );
}

function LiveCount({ counts }: { counts: ReturnType<typeof useRuleCounts> }) {
  const { preview, asks } = counts;
  const { data, error, isFetching } = preview;
  const locale = useFormatLocale();
  const margin = formatNumber(data?.margin ?? 0, locale);
  const everybody = formatNumber(data?.out_of ?? 0, locale);
  return (
    <div className={classes.live} aria-live="polite" aria-busy={isFetching}>
      {!asks && (
        <Text c="dimmed">
          <Trans>Add a condition, and see at once how many people you mean.</Trans>
        </Text>
      )}
      {asks && error && (
        <Text c="red">{Object.values(fieldErrors(error))[0] ?? explain(error).title}</Text>
      )}
      {asks && !error && data && (
        <>
          <span className={classes.liveCount}>
            <PeopleCount count={data.count} about={data.approximate} />
          </span>
          <Text size="sm" c="dimmed" component="span">
            {data.approximate ? (
              <Trans>give or take {margin}, from a sample</Trans>
            ) : (
              <Trans>of {everybody}</Trans>
            )}
          </Text>
        </>
      )}
    </div>
  );
}
