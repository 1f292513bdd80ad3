import { screen, waitFor, within } from '@testing-library/react';
import { type ComponentProps, Suspense, useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useMe } from '@/features/accounts';
import { violationsIn } from '@/testing/axe';
import { renderWithin } from '@/testing/render';
import { serve } from '@/testing/server';
import { FilterBar } from './FilterBar';
import { useRuleFields } from './fields';
import { RuleBuilder } from './RuleBuilder';
import { emptyRule, isGroup, type Rule } from './rule';
import './FilterDropdowns';

beforeEach(() => void serve());

const vip: Rule = {
  match: 'all',
  conditions: [{ field: 'tags', operator: 'has_any_of', value: ['vip'] }],
};

function Building({ start = emptyRule, onRule }: { start?: Rule; onRule?: (rule: Rule) => void }) {
  useMe();
  const [rule, setRule] = useState(start);
  const fields = useRuleFields();
  return (
    <RuleBuilder
      rule={rule}
      fields={fields}
      onChange={(next) => {
        setRule(next);
        onRule?.(next);
      }}
      renderAside={(node) => (isGroup(node) ? '12 people' : '7 people')}
    />
  );
}

function Bar(props: ComponentProps<typeof FilterBar>) {
  useMe();
  return <FilterBar {...props} />;
}

async function build(start?: Rule) {
  const onRule = vi.fn();
  const { user, container } = renderWithin(
    <Suspense>
      <Building start={start} onRule={onRule} />
    </Suspense>,
  );
  await waitFor(() =>
    expect(screen.getAllByRole('button', { name: 'Add condition' }).at(-1)).toBeEnabled(),
  );
  return { user, container, rule: () => onRule.mock.lastCall?.[0] as Rule };
}

const condition = (number: number) => screen.getByRole('group', { name: `Condition ${number}` });

describe('the rule builder', () => {
  it('asks for a field, a comparison and a value', async () => {
    const { user, rule } = await build();
    await user.click(screen.getByRole('button', { name: 'Add condition' }));
    await user.click(within(condition(1)).getByRole('combobox', { name: 'Field' }));
    await user.click(await screen.findByRole('option', { name: 'Engagement score' }));
    await user.type(within(condition(1)).getByRole('textbox', { name: 'Value' }), '50');
    expect(rule()).toEqual({
      match: 'all',
      conditions: [{ field: 'engagement_score', operator: 'at_least', value: 50 }],
    });
  });

  it('knows what the app itself writes by the name that people see, and takes other words too', async () => {
    const { user, rule } = await build({
      match: 'all',
      conditions: [{ field: 'source', operator: 'is', value: 'manual' }],
    });
    const value = within(condition(1)).getByRole('combobox', { name: 'Value' });
    expect(value).toHaveValue('Added by hand');
    await user.clear(value);
    await user.click(await screen.findByRole('option', { name: 'Recommendation' }));
    expect(rule().conditions[0]).toMatchObject({ value: 'referral' });
    await user.clear(value);
    await user.type(value, 'website');
    expect(rule().conditions[0]).toMatchObject({ value: 'website' });
    await user.clear(value);
    await user.type(value, 'Fair 2026');
    expect(rule().conditions[0]).toMatchObject({ value: 'Fair 2026' });
  });

  it('offers the stages in the words of the app', async () => {
    const { user, rule } = await build({
      match: 'all',
      conditions: [{ field: 'lifecycle_stage', operator: 'is_any_of' }],
    });
    await user.click(within(condition(1)).getByRole('combobox', { name: 'Value' }));
    await user.click(await screen.findByRole('option', { name: 'Customer' }));
    expect(rule().conditions[0]).toMatchObject({ value: ['customer'] });
  });

  it('nests groups, whose conditions can be joined another way', async () => {
    const { user, rule } = await build(vip);
    await user.click(screen.getByRole('button', { name: 'Add group' }));
    const group = screen.getByRole('group', { name: 'Group of conditions' });
    await user.click(
      within(group).getByRole('combobox', { name: 'How the conditions are joined' }),
    );
    await user.click(await screen.findByRole('option', { name: 'none of' }));
    expect(rule().conditions[1]).toMatchObject({ match: 'none', conditions: [{}] });
    await user.click(within(group).getByRole('button', { name: 'Remove group' }));
    expect(rule()).toEqual(vip);
  });

  it('works by keyboard alone', async () => {
    const { user, rule } = await build();
    screen.getByRole('button', { name: 'Add condition' }).focus();
    await user.keyboard('{Enter}');
    within(condition(1)).getByRole('textbox', { name: 'Value' }).focus();
    await user.keyboard('Ava');
    expect(rule().conditions[0]).toMatchObject({ operator: 'contains', value: 'Ava' });
    await user.tab();
    expect(screen.getByRole('button', { name: 'Remove condition 1' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(rule().conditions).toEqual([]);
    expect(screen.getByRole('button', { name: 'Add condition' })).toHaveFocus();
  });

  describe('of what people did', () => {
    const often: Rule = {
      match: 'all',
      conditions: [{ field: 'interactions', operator: 'at_least', value: 3 }],
    };

    it('asks which of it, in which campaign, and when', async () => {
      const campaign = { id: '00000000-0000-4000-8000-00000000ca01', name: 'Spring offer' };
      serve({ 'GET /api/campaigns': () => Response.json({ items: [campaign] }) });
      const { user, rule } = await build(often);
      const which = within(screen.getByRole('group', { name: 'Which of it, and when' }));
      await user.click(which.getByRole('combobox', { name: 'What happened' }));
      await user.click(await screen.findByRole('option', { name: 'Clicked in an e-mail' }));
      await user.click(which.getByRole('button', { name: 'Narrow down' }));
      await user.click(await screen.findByRole('menuitem', { name: 'Campaign' }));
      await user.click(which.getByRole('combobox', { name: 'Campaign' }));
      await user.click(await screen.findByRole('option', { name: 'Spring offer' }));
      await user.click(which.getByRole('combobox', { name: 'When' }));
      await user.click(await screen.findByRole('option', { name: 'in the last … days' }));
      expect(rule().conditions[0]).toEqual({
        ...often.conditions[0],
        of: { types: ['email_click'], campaign_ids: [campaign.id] },
        during: { last_days: 90 },
      });
    });

    it('takes other kinds as well, and a span of days, by keyboard alone', async () => {
      const { user, rule } = await build(often);
      const which = within(screen.getByRole('group', { name: 'Which of it, and when' }));
      screen.getByRole('button', { name: 'Remove condition 1' }).focus();
      await user.tab();
      expect(which.getByRole('combobox', { name: 'What happened' })).toHaveFocus();
      await user.keyboard('consultation{Enter}');
      await user.tab();
      expect(which.getByRole('combobox', { name: 'When' })).toHaveFocus();
      await user.keyboard('{Enter}{ArrowDown}{ArrowDown}{Enter}');
      await user.tab();
      expect(which.getByLabelText('From')).toHaveFocus();
      await user.keyboard('2026-01-01');
      await user.type(which.getByLabelText('To'), '2026-01-31');
      expect(rule().conditions[0]).toMatchObject({
        of: { types: ['consultation'] },
        during: { from: '2026-01-01', to: '2026-01-31' },
      });
    });

    it('has nothing that axe finds', async () => {
      const during = { from: '2026-02-01', to: '2026-01-01' };
      const { container } = await build({
        match: 'all',
        conditions: [{ ...often.conditions[0], of: { types: ['call'] }, during } as never],
      });
      expect(screen.getByText('Ends before it begins')).toBeVisible();
      expect(await violationsIn(container)).toEqual([]);
    });
  });

  it('offers the stages of the journey in the words of the app', async () => {
    const { user, rule } = await build({
      match: 'all',
      conditions: [{ field: 'journey_stage', operator: 'is_any_of' }],
    });
    await user.click(within(condition(1)).getByRole('combobox', { name: 'Value' }));
    await user.click(await screen.findByRole('option', { name: 'Advocacy' }));
    expect(rule().conditions[0]).toMatchObject({ value: ['advocacy'] });
  });

  it('has a place for a count at each condition and each group', async () => {
    await build(vip);
    expect(within(condition(1)).getByText('7 people')).toBeVisible();
    expect(screen.getByText('12 people')).toBeVisible();
  });

  it('says when a field is gone', async () => {
    await build({
      match: 'all',
      conditions: [{ field: 'custom.gone', operator: 'is', value: 'x' }],
    });
    expect(screen.getByText('This field is gone')).toBeVisible();
  });

  it('has nothing that axe finds', async () => {
    const { container } = await build({ match: 'all', conditions: [...vip.conditions, vip] });
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('the filter bar', () => {
  async function bar(value: Rule | undefined) {
    const onChange = vi.fn();
    const { user } = renderWithin(
      <Suspense>
        <Bar value={value} onChange={onChange} />
      </Suspense>,
    );
    await screen.findByRole('button', { name: 'Advanced' });
    return { user, onChange };
  }

  it('says each condition in words and removes it', async () => {
    const { user, onChange } = await bar(vip);
    await screen.findByRole('button', { name: 'Tags has any of vip' });
    await user.click(screen.getByRole('button', { name: 'Remove filter: Tags has any of vip' }));
    await waitFor(() => expect(onChange).toHaveBeenCalledWith(undefined));
  });

  it('says which events a condition speaks of', async () => {
    await bar({
      match: 'all',
      conditions: [
        {
          field: 'interactions',
          operator: 'at_least',
          value: 3,
          of: { types: ['email_click', 'call'] },
          during: { last_days: 30 },
        },
      ],
    });
    await screen.findByRole('button', {
      name: /^Number of interactions is at least 3 \(Clicked in an e-mail or Call, in the last 30 days\)$/,
    });
  });

  it('adds a condition and tells only what is complete', async () => {
    const { user, onChange } = await bar(undefined);
    await user.click(await screen.findByRole('button', { name: 'Filter' }));
    await user.type(await screen.findByRole('combobox', { name: 'Field' }), 'company');
    await user.click(await screen.findByRole('option', { name: 'Company' }));
    const value = await screen.findByRole('textbox', { name: 'Value' });
    expect(onChange).not.toHaveBeenCalled();
    await user.type(value, 'Acme');
    await waitFor(() =>
      expect(onChange).toHaveBeenCalledWith({
        match: 'all',
        conditions: [{ field: 'company', operator: 'contains', value: 'Acme' }],
      }),
    );
  });

  it('shows what chips cannot show as one, which opens the builder', async () => {
    const { user } = await bar({
      match: 'any',
      conditions: [...vip.conditions, ...vip.conditions],
    });
    await user.click(await screen.findByRole('button', { name: 'any of 2 conditions' }));
    await screen.findByRole('dialog', { name: 'Filter contacts' });
    expect(await screen.findAllByRole('group', { name: /^Condition \d/ })).toHaveLength(2);
  });
});
