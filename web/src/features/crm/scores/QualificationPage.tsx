import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Text } from '@mantine/core';
import { IconRefresh, IconSchool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  RelativeTime,
  Section,
} from '@/shared/ui';
import { type QualificationInfo, qualificationQuery } from './api';
import { LearntFromWords } from './LearntFrom';
import classes from './scores.module.css';
import { useLearnNow } from './useLearnNow';
import { Weights } from './Weights';

/** What the qualification of leads was learnt from, how far it can be trusted, and what tells most. */
export default function QualificationPage() {
  const { t } = useLingui();
  const isManager = useRole('manager');
  const learning = useLearnNow();
  const info = useQuery({ ...qualificationQuery, refetchInterval: learning.lookEveryMs });
  return (
    <Page width="reading">
      <PageHeader
        title={t`Lead qualification`}
        description={
          <Trans>
            How likely a lead becomes a customer within 90 days, learnt every night from how it went
            with your own contacts. The score and its reasons stand on each contact’s page.
          </Trans>
        }
        actions={
          isManager && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              loading={learning.isLearning}
              onClick={() => learning.start(info.data?.trained_at ?? null)}
            >
              <Trans>Learn now</Trans>
            </Button>
          )
        }
      />
      {info.isPending && <BlockSkeleton height={300} />}
      {info.isError && <ErrorState error={info.error} onRetry={info.refetch} />}
      {info.data && <Learnt info={info.data} />}
    </Page>
  );
}

function Learnt({ info }: { info: QualificationInfo }) {
  const { t } = useLingui();
  return (
    <>
      <Section title={t`What was learnt`} action={<StatusBadge status={info.status} />}>
        {info.trained_at === null ? (
          <EmptyState icon={IconSchool} title={t`Not learnt yet`} compact>
            <Trans>
              It happens tonight. Keep the stage of your contacts right: who is marked as a customer
              is what it learns from.
            </Trans>
          </EmptyState>
        ) : (
          <>
            <Figures info={info} />
            <Text size="sm">
              <LearntFromWords info={info} />
            </Text>
          </>
        )}
      </Section>
      {info.weights.length > 0 && (
        <Section
          title={t`What tells most`}
          description={
            <Trans>
              What sets those who became customers apart from those who did not. It says what comes
              together, not what causes it.
            </Trans>
          }
        >
          <Weights weights={info.weights} />
        </Section>
      )}
      <Section title={t`How it works`}>
        <Text size="sm">
          <Trans>
            It looks at what was known of each contact at the beginning of a quarter, and who had
            become a customer at its end. A part of the people is kept aside while it learns; on
            them it is tested. Unless there are enough examples and the test goes well, it keeps
            quiet, and the engagement score stands in. Nothing leaves this server.
          </Trans>
        </Text>
      </Section>
    </>
  );
}

function StatusBadge({ status }: Pick<QualificationInfo, 'status'>) {
  if (status === 'active')
    return (
      <Badge color="green">
        <Trans>in use</Trans>
      </Badge>
    );
  return (
    <Badge color="gray">
      <Trans>the engagement score stands in</Trans>
    </Badge>
  );
}

function Figures({ info }: { info: QualificationInfo }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { won, lost, auc, trained_at } = info;
  return (
    <dl className={classes.figures}>
      <div>
        <dt>{t`Became customers`}</dt>
        <dd>{formatNumber(won, locale)}</dd>
      </div>
      <div>
        <dt>{t`Did not`}</dt>
        <dd>{formatNumber(lost, locale)}</dd>
      </div>
      <div>
        <dt>{t`Right in the test (AUC)`}</dt>
        <dd>
          {auc === null
            ? '—'
            : new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(auc)}
        </dd>
        <dd className={classes.hint}>{t`0.5 is a toss of a coin, 1 is never wrong`}</dd>
      </div>
      <div>
        <dt>{t`Learnt`}</dt>
        <dd>{trained_at && <RelativeTime instant={trained_at} />}</dd>
      </div>
    </dl>
  );
}
