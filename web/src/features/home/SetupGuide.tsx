import { Trans, useLingui } from '@lingui/react/macro';
import { CloseButton, Progress, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { LinkButton, toast } from '@/shared/ui';
import { type Setup, setupQuery } from './api';
import classes from './SetupGuide.module.css';
import { useComing, useSteps } from './steps';

/** Leads through the first steps, until they are done or somebody puts it away. */
export function SetupGuide({ contactsTotal }: { contactsTotal?: number }) {
  const setup = useQuery(setupQuery);
  // Without an answer there is no guide: the screen below works all the same.
  if (!setup.data || setup.data.dismissed) return null;
  return <Guide setup={setup.data} fresh={contactsTotal === 0} />;
}

function Guide({ setup, fresh }: { setup: Setup; fresh: boolean }) {
  const { t } = useLingui();
  const steps = useSteps(setup);
  const coming = useComing();
  const dismiss = useDismiss();
  const mayDismiss = useRole('member');
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done);
  if (!next) return null;
  return (
    <section className={classes.guide} aria-label={t`First steps`}>
      <header className={classes.head}>
        <div>
          <Title order={2}>
            {fresh ? <Trans>Welcome to SocialFlow</Trans> : <Trans>First steps</Trans>}
          </Title>
          <Text c="dimmed">
            <Trans>
              {done} of {steps.length} done
            </Trans>
          </Text>
        </div>
        {mayDismiss && (
          <CloseButton aria-label={t`Put the first steps away`} onClick={() => dismiss.mutate()} />
        )}
      </header>
      <Progress
        value={(done / steps.length) * 100}
        size={5}
        radius="xl"
        aria-label={t`First steps`}
      />
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step.key} className={classes.step} data-done={step.done || undefined}>
            <span className={classes.mark}>
              {step.done ? <IconCheck size={15} aria-label={t`done`} /> : index + 1}
            </span>
            <div className={classes.words}>
              <Text fw={600}>{step.title}</Text>
              {!step.done && (
                <Text size="sm" c="dimmed">
                  {step.words}
                </Text>
              )}
            </div>
            {!step.done && (
              <LinkButton
                to={step.to}
                search={step.search as never}
                size="xs"
                variant={step === next ? 'filled' : 'default'}
                className={classes.action}
              >
                {step.action}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
      <Text size="sm" c="dimmed" className={classes.coming}>
        <Trans>What comes next in SocialFlow:</Trans> {coming.join(' · ')}
      </Text>
    </section>
  );
}

function useDismiss() {
  const queryClient = useQueryClient();
  const { queryKey } = setupQuery;
  return useMutation({
    mutationFn: () => api.POST('/api/setup/dismiss'),
    onMutate: () => {
      const before = queryClient.getQueryData(queryKey);
      queryClient.setQueryData(queryKey, before && { ...before, dismissed: true });
      return { before };
    },
    onError: (error, _nothing, context) => {
      queryClient.setQueryData(queryKey, context?.before);
      toast.error(error);
    },
  });
}
