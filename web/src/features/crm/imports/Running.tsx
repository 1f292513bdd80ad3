import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { confirm, ProgressBar } from '@/shared/ui';
import type { Import } from './api';
import { ImportCounts } from './ImportCounts';
import { useImportActions } from './useImportActions';
import { useErrorWords } from './words';

/** An import under way, or held. */
export function Running({ run }: { run: Import }) {
  const { t } = useLingui();
  const errorWords = useErrorWords();
  const { dry_run } = run.settings;
  const paused = run.status === 'paused';
  const failed = run.status === 'failed';
  return (
    <div>
      <Title order={2} aria-live="polite">
        {failed && (dry_run ? t`The check stopped` : t`The import stopped`)}
        {paused && (dry_run ? t`The check is paused` : t`The import is paused`)}
        {!failed && !paused && (dry_run ? t`Checking the file…` : t`Importing…`)}
      </Title>
      <Text c="dimmed" mb="lg">
        {dry_run ? (
          <Trans>Every line is read and checked. Nothing changes.</Trans>
        ) : (
          <Trans>You may leave this page: the work goes on, and you hear when it is done.</Trans>
        )}
      </Text>
      {failed && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} mb="md">
          {errorWords(run.error)} <Trans>Nothing is lost: it goes on where it stopped.</Trans>
        </Alert>
      )}
      <ProgressBar
        label={t`Progress of ${run.file_name}`}
        done={run.percent}
        total={100}
        rows={run.rows_read}
        ratePerSecond={run.rows_per_second}
        secondsLeft={run.seconds_left}
        paused={paused || failed}
      />
      <Group gap="xs" my="lg">
        <Buttons run={run} />
      </Group>
      <ImportCounts run={run} planned={dry_run} />
    </div>
  );
}

function Buttons({ run }: { run: Import }) {
  const { t } = useLingui();
  const { pause, resume, cancel } = useImportActions(run.id);
  const { dry_run } = run.settings;
  const ask = () =>
    confirm({
      title: t`Cancel this import?`,
      body: t`What was imported so far stays; you can undo it on the next screen.`,
      action: t`Cancel the import`,
      danger: true,
    });
  // A check has changed nothing: there is nothing to ask.
  const stop = async () => {
    if (dry_run || (await ask())) cancel.mutate();
  };
  return (
    <>
      {run.status === 'running' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={pause.isPending}
          onClick={() => pause.mutate()}
        >
          <Trans>Pause</Trans>
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={resume.isPending}
          onClick={() => resume.mutate()}
        >
          <Trans>Go on</Trans>
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconX size={16} aria-hidden />}
        loading={cancel.isPending}
        onClick={stop}
      >
        {dry_run ? <Trans>Cancel the check</Trans> : <Trans>Cancel the import</Trans>}
      </Button>
    </>
  );
}
