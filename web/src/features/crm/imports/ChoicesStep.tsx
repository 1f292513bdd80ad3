import { Trans, useLingui } from '@lingui/react/macro';
import {
  Alert,
  Button,
  Checkbox,
  Group,
  Radio,
  Select,
  TagsInput,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { IconInfoCircle, IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMembers } from '@/features/accounts';
import { isApiError } from '@/shared/api';
import { LinkButton } from '@/shared/ui';
import { useStages } from '../contacts/stages';
import { type Import, type ImportSettings, type MappedColumn, tagsQuery } from './api';
import classes from './ChoicesStep.module.css';
import { takesConsent } from './mapping';
import { useImportActions } from './useImportActions';

const route = getRouteApi('/app/imports/$importId');
const mostTags = 20;

interface ChoicesStepProps {
  run: Import;
  mapping: MappedColumn[];
  settings: ImportSettings;
  onChange: (settings: ImportSettings) => void;
}

/** What is to happen with people that are there already, and what all the new ones get. */
export function ChoicesStep({ run, mapping, settings, onChange }: ChoicesStepProps) {
  const navigate = route.useNavigate();
  const { start } = useImportActions(run.id);
  const consent = takesConsent(mapping);
  // Where a column says who agreed, nobody speaks for those of whom it says nothing.
  const everybody = settings.marketing_consent && !consent;
  const [tried, setTried] = useState(false);
  const missing = (consent || everybody) && !settings.consent_basis?.trim();
  const begin = async (dry_run: boolean) => {
    setTried(true);
    if (missing) return;
    try {
      await start.mutateAsync({
        mapping,
        settings: { ...settings, marketing_consent: everybody, dry_run },
      });
      await navigate({ search: {}, replace: true });
    } catch (error) {
      // The fault lies with a column: that is where it can be mended.
      const [bad] = (isApiError(error) && error.problem.errors) || [];
      if (bad?.field.startsWith('mapping')) await navigate({ search: { step: 'columns' } });
    }
  };
  const change = (part: Partial<ImportSettings>) => onChange({ ...settings, ...part });
  return (
    <div className="stack">
      <Title order={2}>
        <Trans>How shall these people come in?</Trans>
      </Title>
      <Duplicates settings={settings} onChange={change} />
      <ForAll settings={settings} onChange={change} />
      <Consent
        asked={consent}
        settings={settings}
        onChange={change}
        missing={tried && missing === true}
      />
      <Group justify="space-between" mt="md">
        <LinkButton
          to="/imports/$importId"
          params={{ importId: run.id }}
          search={{ step: 'columns' }}
          variant="default"
        >
          <Trans>Back</Trans>
        </LinkButton>
        <Group gap="xs">
          <Button
            variant="subtle"
            loading={start.isPending && !start.variables?.settings.dry_run}
            onClick={() => begin(false)}
          >
            <Trans>Import at once</Trans>
          </Button>
          <Button
            leftSection={<IconListCheck size={16} aria-hidden />}
            loading={start.isPending && start.variables?.settings.dry_run}
            onClick={() => begin(true)}
          >
            <Trans>Check the file first</Trans>
          </Button>
        </Group>
      </Group>
    </div>
  );
}

interface PartProps {
  settings: ImportSettings;
  onChange: (part: Partial<ImportSettings>) => void;
}

function Duplicates({ settings, onChange }: PartProps) {
  const { t } = useLingui();
  const choices = [
    {
      value: 'skip',
      label: t`Leave them as they are`,
      words: t`Only new people are added.`,
    },
    {
      value: 'update',
      label: t`Bring them up to date`,
      words: t`What the file says replaces what is there; empty cells change nothing. Addresses, phones and tags are added.`,
    },
    {
      value: 'create',
      label: t`Add them a second time`,
      words: t`Only sensible when different people share a phone. Lines whose e-mail address is taken are refused.`,
    },
  ];
  return (
    <Radio.Group
      label={t`People that you have already`}
      description={t`We recognise them by e-mail address and phone number.`}
      inputWrapperOrder={['label', 'description', 'input']}
      value={settings.duplicates}
      onChange={(value) => onChange({ duplicates: value as ImportSettings['duplicates'] })}
    >
      <div className={classes.cards}>
        {choices.map(({ value, label, words }) => (
          <Radio.Card key={value} value={value} className={classes.card} aria-label={label}>
            <Radio.Indicator size="sm" />
            <div>
              <Text fw={550}>{label}</Text>
              <Text size="sm" c="dimmed">
                {words}
              </Text>
            </div>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function ForAll({ settings, onChange }: PartProps) {
  const { t } = useLingui();
  const members = useMembers();
  const stages = useStages();
  const tags = useQuery(tagsQuery);
  return (
    <>
      <TagsInput
        label={t`Tags for everybody in the file`}
        description={t`So that you find them again. Press Enter after each.`}
        maxTags={mostTags}
        data={tags.data?.items.map(({ name }) => name)}
        value={settings.tags}
        onChange={(value) => onChange({ tags: value })}
      />
      <div className={classes.pair}>
        <Select
          label={t`Who looks after new people`}
          placeholder={t`Nobody yet`}
          clearable
          clearButtonProps={{ 'aria-label': t`Clear` }}
          data={members.map(({ user_id, name }) => ({ value: user_id, label: name }))}
          value={settings.assigned_to}
          onChange={(value) => onChange({ assigned_to: value })}
        />
        <Select
          label={t`Stage of new people`}
          placeholder={stages.lead}
          clearable
          clearButtonProps={{ 'aria-label': t`Clear` }}
          data={Object.entries(stages).map(([value, label]) => ({ value, label }))}
          value={settings.lifecycle_stage}
          onChange={(value) =>
            onChange({ lifecycle_stage: value as ImportSettings['lifecycle_stage'] })
          }
        />
      </div>
      <TextInput
        label={t`Where they come from`}
        placeholder={t`Such as: fair in May`}
        maxLength={100}
        value={settings.source ?? ''}
        onChange={(event) => onChange({ source: event.currentTarget.value || null })}
      />
    </>
  );
}

interface ConsentProps extends PartProps {
  /** A column says who agreed. */
  asked: boolean;
  missing: boolean;
}

function Consent({ asked, missing, settings, onChange }: ConsentProps) {
  const { t } = useLingui();
  return (
    <>
      {!asked && (
        <Checkbox
          label={t`Everybody in this file has agreed to marketing`}
          description={t`Only if you could show it to a judge. Lines that say otherwise, and people that you have already, stay as they are.`}
          checked={settings.marketing_consent}
          onChange={(event) => onChange({ marketing_consent: event.currentTarget.checked })}
        />
      )}
      {asked || settings.marketing_consent ? (
        <Textarea
          label={t`How did they agree to marketing?`}
          description={t`Where and in which words, such as “ticked ‘Yes, send me offers’ in our shop”. It is kept with every consent, in case somebody asks.`}
          required
          maxLength={2000}
          error={missing && t`Please say how they agreed`}
          value={settings.consent_basis ?? ''}
          onChange={(event) => onChange({ consent_basis: event.currentTarget.value || null })}
        />
      ) : (
        <Alert role="note" variant="light" color="gray" icon={<IconInfoCircle size={18} />}>
          <Trans>
            No column says who agreed to marketing. New people are imported without consent; you can
            note it on each of them later.
          </Trans>
        </Alert>
      )}
    </>
  );
}
