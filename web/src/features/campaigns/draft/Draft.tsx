import { Trans, useLingui } from '@lingui/react/macro';
import { Stepper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { ErrorState, ListSkeleton, useFocusOnStep } from '@/shared/ui';
import { type Campaign, messagesQuery } from '../api';
import classes from '../campaigns.module.css';
import { type Step, steps } from '../search';
import { AudienceStep } from './AudienceStep';
import { CheckStep } from './CheckStep';
import { MessageStep } from './MessageStep';
import { ScheduleStep } from './ScheduleStep';

interface DraftProps {
  campaign: Campaign;
  step: Step;
  onStep: (step: Step) => void;
}

/** Whom, what, when, and a look at all of it. The steps may be taken in any order. */
export function Draft({ campaign, step, onStep }: DraftProps) {
  const { t } = useLingui();
  const messages = useQuery(messagesQuery(campaign.id));
  const mayEdit = useRole('member');
  const place = useFocusOnStep(step);
  const labels: Record<Step, string> = {
    audience: t`Whom`,
    message: t`What`,
    schedule: t`When`,
    check: t`Check and send`,
  };
  const next = () => onStep(steps[steps.indexOf(step) + 1] ?? 'check');
  return (
    <>
      <Stepper
        active={steps.indexOf(step)}
        onStepClick={(index) => onStep(steps[index] ?? 'audience')}
        size="sm"
        iconSize={30}
        className={classes.steps}
        aria-label={t`Steps`}
      >
        {steps.map((one) => (
          <Stepper.Step key={one} label={labels[one]} />
        ))}
      </Stepper>
      {!mayEdit && (
        <p>
          <Trans>You can look at this draft. Members and managers write it.</Trans>
        </p>
      )}
      <div ref={place}>
        <fieldset disabled={!mayEdit} className={classes.fields}>
          {messages.isPending && <ListSkeleton rows={4} />}
          {messages.isError && <ErrorState error={messages.error} onRetry={messages.refetch} />}
          {messages.data && step === 'audience' && (
            <AudienceStep campaign={campaign} onNext={next} />
          )}
          {messages.data && step === 'message' && (
            <MessageStep campaign={campaign} message={messages.data.items[0]} onNext={next} />
          )}
          {messages.data && step === 'schedule' && (
            <ScheduleStep campaign={campaign} onNext={next} />
          )}
          {messages.data && step === 'check' && (
            <CheckStep campaign={campaign} messages={messages.data.items} onStep={onStep} />
          )}
        </fieldset>
      </div>
    </>
  );
}
