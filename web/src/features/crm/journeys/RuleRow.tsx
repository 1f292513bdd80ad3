import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Switch } from '@mantine/core';
import { api, ifMatch } from '@/shared/api';
import { confirm, OrderedActions, Row, useSave } from '@/shared/ui';
import { type JourneyRule, journeyRulesQuery } from './api';
import { useRuleName, useRuleSentence } from './ruleWords';

interface RuleRowProps {
  rule: JourneyRule;
  index: number;
  rules: JourneyRule[];
  /** Absent: the person may only look. */
  onEdit?: () => void;
}

/** A rule as a sentence; switched on and off, moved and removed where it stands. */
export function RuleRow({ rule, index, rules, onEdit }: RuleRowProps) {
  const sentence = useRuleSentence();
  const name = useRuleName()(rule.name);
  return (
    <Row
      title={
        <>
          {name}
          {!rule.enabled && (
            <Badge color="gray">
              <Trans>off</Trans>
            </Badge>
          )}
        </>
      }
      detail={sentence(rule)}
    >
      {onEdit && (
        <Group gap={2} wrap="nowrap">
          <OnOff rule={rule} />
          <Actions rule={rule} index={index} rules={rules} onEdit={onEdit} />
        </Group>
      )}
    </Row>
  );
}

const refetch = [journeyRulesQuery.queryKey];

function change(rule: JourneyRule, body: { enabled?: boolean; position?: number }) {
  return api.PATCH('/api/crm/journey/rules/{id}', {
    params: { path: { id: rule.id } },
    headers: ifMatch(rule.version),
    body,
  });
}

function OnOff({ rule }: { rule: JourneyRule }) {
  const { t } = useLingui();
  const name = useRuleName()(rule.name);
  const { isPending, mutate } = useSave((enabled: boolean) => change(rule, { enabled }), {
    refetch,
  });
  return (
    <Switch
      mr={6}
      aria-label={t`${name} is switched on`}
      checked={rule.enabled}
      disabled={isPending}
      onChange={(event) => mutate(event.currentTarget.checked)}
    />
  );
}

function Actions({ rule, index, rules, onEdit }: Required<RuleRowProps>) {
  const { t } = useLingui();
  const name = useRuleName()(rule.name);
  const move = useSave(
    async (to: number) => {
      const next = rules.toSpliced(index, 1).toSpliced(to, 0, rule);
      for (const [position, one] of next.entries())
        if (one.position !== position) await change(one, { position });
    },
    { refetch },
  );
  const remove = useSave(
    () => api.DELETE('/api/crm/journey/rules/{id}', { params: { path: { id: rule.id } } }),
    { refetch, done: t`Rule deleted` },
  );
  const askRemove = async () => {
    const yes = await confirm({
      title: t`Delete the rule “${name}”?`,
      body: t`Nobody is moved by it any more. Whom it moved before stays where they are.`,
      action: t`Delete rule`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <OrderedActions
      name={name}
      index={index}
      count={rules.length}
      moving={move.isPending}
      deleting={remove.isPending}
      onMove={move.mutate}
      onEdit={onEdit}
      onDelete={askRemove}
    />
  );
}
