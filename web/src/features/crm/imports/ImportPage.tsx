import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { BlockSkeleton, ErrorState, Page, PageHeader, useFocusOnStep } from '@/shared/ui';
import {
  type Import,
  type ImportSettings,
  importQuery,
  type MappedColumn,
  useLiveImports,
} from './api';
import { CheckStep } from './CheckStep';
import { ChoicesStep } from './ChoicesStep';
import { ColumnsStep } from './ColumnsStep';
import { stepOf } from './mapping';
import { NotForManagers } from './NotForManagers';
import { Result } from './Result';
import { Running } from './Running';
import { Stopped } from './Stopped';
import { type WizardStep, WizardSteps } from './WizardSteps';
import { wouldFailAgain } from './words';

const route = getRouteApi('/app/imports/$importId');

/** One import: what has to be chosen for it, how far it is, what came of it. */
export default function ImportPage() {
  const { t } = useLingui();
  const isManager = useRole('manager');
  const { importId } = route.useParams();
  useLiveImports();
  const run = useQuery({ ...importQuery(importId), enabled: isManager });
  return (
    <Page width="reading">
      <PageHeader
        title={run.data?.file_name ?? t`Import`}
        back={{ to: '/imports', label: t`Imports` }}
      />
      {!isManager && <NotForManagers />}
      {isManager && run.isPending && <BlockSkeleton height={320} />}
      {run.isError && <ErrorState error={run.error} onRetry={run.refetch} />}
      {run.data && <Present run={run.data} />}
    </Page>
  );
}

function Present({ run }: { run: Import }) {
  const { step: wanted } = route.useSearch();
  const place = useFocusOnStep(run.status === 'uploaded' ? stepOf(run, wanted) : run.status);
  return (
    <div ref={place}>
      <AtStatus run={run} />
    </div>
  );
}

function AtStatus({ run }: { run: Import }) {
  switch (run.status) {
    case 'uploaded':
      return <Preparing run={run} />;
    case 'running':
    case 'paused':
    case 'failed':
      return (
        <>
          <WizardSteps at={run.settings.dry_run ? 'check' : 'import'} />
          {run.status === 'failed' && wouldFailAgain(run.error) ? (
            <Stopped run={run} />
          ) : (
            <Running run={run} />
          )}
        </>
      );
    default:
      return <Result run={run} />;
  }
}

/** The choices are kept here while one goes to and fro between the steps. */
function Preparing({ run }: { run: Import }) {
  const { step: wanted } = route.useSearch();
  const [mapping, setMapping] = useState<MappedColumn[]>(run.mapping);
  const [settings, setSettings] = useState<ImportSettings>({ ...run.settings, dry_run: false });
  const step = stepOf(run, wanted);
  const at: WizardStep = step;
  return (
    <>
      <WizardSteps at={at} importId={run.id} />
      {step === 'columns' && <ColumnsStep run={run} mapping={mapping} onChange={setMapping} />}
      {step === 'choices' && (
        <ChoicesStep run={run} mapping={mapping} settings={settings} onChange={setSettings} />
      )}
      {step === 'check' && <CheckStep run={run} />}
    </>
  );
}
