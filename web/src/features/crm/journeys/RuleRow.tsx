import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge, Group, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { api, ifMatch } from '@/shared/api';
import { confirm, Row, useSave } from '@/shared/ui';
import { type JourneyRule, journeyRulesQuery } from './api';
import { useRuleSentence } from './ruleWords';

interface RuleRowProps {
  rule: JourneyRule;
  index: number;
  rules: JourneyRule[];
  /** Absent: the person may only look. */
  onEdit?: () => void;
}

/** A rule as a sentence; switched on and off, moved and removed where it stands. */
export function RuleRow({ rule, index, rules, onEdit }: RuleRowProps) {
  const { t } = useLingui();
  const sentence = useRuleSentence();
  const { name } = rule;
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
          <Order rule={rule} index={index} rules={rules} />
          <ActionIcon size="lg" aria-label={t`Change ${name}`} onClick={onEdit}>
            <IconPencil size={17} />
          </ActionIcon>
          <Remove rule={rule} />
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
  const { name } = rule;
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

function Order({ rule, index, rules }: Omit<RuleRowProps, 'onEdit'>) {
  const { t } = useLingui();
  const { name } = rule;
  const { isPending, mutate } = useSave(
    async (to: number) => {
      const next = rules.toSpliced(index, 1).toSpliced(to, 0, rule);
      for (const [position, one] of next.entries())
        if (one.position !== position) await change(one, { position });
    },
    { refetch },
  );
  return (
    <>
      <ActionIcon
        size="lg"
        aria-label={t`Move ${name} up`}
        disabled={index === 0 || isPending}
        onClick={() => mutate(index - 1)}
      >
        <IconArrowUp size={17} />
      </ActionIcon>
      <ActionIcon
        size="lg"
        aria-label={t`Move ${name} down`}
        disabled={index === rules.length - 1 || isPending}
        onClick={() => mutate(index + 1)}
      >
        <IconArrowDown size={17} />
      </ActionIcon>
    </>
  );
}

function Remove({ rule }: { rule: JourneyRule }) {
  const { t } = useLingui();
  const { name } = rule;
  const { isPending, mutate } = useSave(
    () => api.DELETE('/api/crm/journey/rules/{id}', { params: { path: { id: rule.id } } }),
    { refetch, done: t`Rule deleted` },
  );
  const ask = async () => {
    const yes = await confirm({
      title: t`Delete the rule “${name}”?`,
      body: t`Nobody is moved by it any more. Whom it moved before stays where they are.`,
      action: t`Delete rule`,
      danger: true,
    });
    if (yes) mutate();
  };
  return (
    <ActionIcon size="lg" aria-label={t`Delete ${name}`} loading={isPending} onClick={ask}>
      <IconTrash size={17} />
    </ActionIcon>
  );
}
