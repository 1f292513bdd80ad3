import { Trans, useLingui } from '@lingui/react/macro';
import { NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { useMe } from '@/features/accounts';
import { fromLocalInput, toLocalInput } from '@/shared/lib/localTime';
import { FormError, Section, useApiForm } from '@/shared/ui';
import type { Campaign } from '../api';
import classes from '../campaigns.module.css';
import { NextButton } from './NextButton';
import { useSaveCampaign } from './useSaveCampaign';

interface StepProps {
  campaign: Campaign;
  onNext: () => void;
}

/** At once or at an hour, until when, and how much is too much for one person. */
export function ScheduleStep({ campaign, onNext }: StepProps) {
  const { t } = useLingui();
  const zone = useMe().user.time_zone;
  const save = useSaveCampaign(campaign);
  const form = useApiForm({
    initialValues: {
      when: campaign.start_date ? 'later' : 'now',
      start_date: campaign.start_date ? toLocalInput(campaign.start_date) : '',
      audience_at: campaign.audience_at,
      capped: campaign.cap_messages ? 'yes' : 'no',
      cap_messages: campaign.cap_messages ?? 2,
      cap_days: campaign.cap_days ?? 7,
    },
    validate: {
      start_date: (start, { when }) =>
        when === 'later' && !start ? t`Choose a day and an hour` : null,
    },
    send: async ({ when, start_date, audience_at, capped, cap_messages, cap_days }) => {
      await save({
        start_date: when === 'later' ? fromLocalInput(start_date) : null,
        audience_at: when === 'later' ? audience_at : 'approval',
        cap_messages: capped === 'yes' ? cap_messages : null,
        cap_days: capped === 'yes' ? cap_days : null,
      });
      onNext();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError problem={form.problem} />
      <Section title={t`When does it go out?`}>
        <Radio.Group aria-label={t`When does it go out?`} {...form.getInputProps('when')}>
          <Stack gap="sm">
            <Radio value="now" label={t`As soon as it is approved`} />
            <Radio value="later" label={t`At a certain hour`} />
            {form.values.when === 'later' && (
              <TextInput
                type="datetime-local"
                label={t`Day and hour`}
                description={<Trans>In your time zone, {zone}</Trans>}
                className={classes.narrow}
                {...form.getInputProps('start_date')}
              />
            )}
          </Stack>
        </Radio.Group>
      </Section>
      {form.values.when === 'later' && (
        <Section title={t`What about people who join until then?`}>
          <Radio.Group
            aria-label={t`What about people who join until then?`}
            {...form.getInputProps('audience_at')}
          >
            <Stack gap="sm">
              <Radio
                value="approval"
                label={t`It goes to those who are in the audience when it is approved`}
              />
              <Radio
                value="start"
                label={t`It goes to whoever is in the audience when it goes out`}
                description={
                  <Trans>
                    The page of the campaign then says who came and who went. If more than a tenth
                    more people would get it, it waits until a manager agrees.
                  </Trans>
                }
              />
            </Stack>
          </Radio.Group>
        </Section>
      )}
      {campaign.campaign_type !== 'transactional' && (
        <Section title={t`How much is too much?`}>
          <Radio.Group aria-label={t`How much is too much?`} {...form.getInputProps('capped')}>
            <Stack gap="sm">
              <Radio value="no" label={t`Everybody of the audience gets it`} />
              <Radio value="yes" label={t`Leave out who got enough from us lately`} />
              {form.values.capped === 'yes' && (
                <div className={classes.cap}>
                  <NumberInput
                    label={t`At most so many messages`}
                    min={1}
                    max={100}
                    {...form.getInputProps('cap_messages')}
                  />
                  <NumberInput
                    label={t`in so many days`}
                    min={1}
                    max={90}
                    {...form.getInputProps('cap_days')}
                  />
                </div>
              )}
            </Stack>
          </Radio.Group>
        </Section>
      )}
      <NextButton saving={form.pending} />
    </form>
  );
}
