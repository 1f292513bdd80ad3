import { Trans, useLingui } from '@lingui/react/macro';
import { MultiSelect, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { segmentNamesQuery } from '@/features/crm';
import { FormError, LinkAnchor, Section, useApiForm } from '@/shared/ui';
import { type Campaign, topicsQuery } from '../api';
import { AudienceCount } from './AudienceCount';
import { CampaignKind } from './CampaignKind';
import { NextButton } from './NextButton';
import { ResendNotice } from './ResendNotice';
import { useSaveCampaign } from './useSaveCampaign';

const askAfterMs = 200;

interface StepProps {
  campaign: Campaign;
  onNext: () => void;
}

/** The segments whose people get it, and how many that are by now. */
export function AudienceStep({ campaign, onNext }: StepProps) {
  const { t } = useLingui();
  const save = useSaveCampaign(campaign);
  const form = useApiForm({
    initialValues: {
      target_segments: campaign.target_segments,
      excluded_segments: campaign.excluded_segments,
      topic: campaign.topic,
      campaign_type: campaign.campaign_type,
    },
    send: async (values) => {
      // What people wait for has no topic to opt out of, and nobody can have too much of it.
      const isNews = values.campaign_type !== 'transactional';
      await save(isNews ? values : { ...values, topic: '', cap_messages: null, cap_days: null });
      onNext();
    },
  });
  const [asked] = useDebouncedValue(form.values, askAfterMs);
  const isNews = form.values.campaign_type !== 'transactional';
  const cap = { cap_messages: campaign.cap_messages, cap_days: campaign.cap_days };
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError problem={form.problem} />
      <ResendNotice campaign={campaign} />
      <Section title={t`What kind of mail is it?`}>
        <CampaignKind {...form.getInputProps('campaign_type')} />
      </Section>
      <Section title={t`Who gets it?`}>
        <Stack>
          <SegmentSelect
            label={t`People of these segments`}
            empty={t`Choose one or several`}
            {...form.getInputProps('target_segments')}
          />
          <SegmentSelect
            label={t`But nobody of these`}
            empty={t`Nobody is left out`}
            {...form.getInputProps('excluded_segments')}
          />
          {isNews && <TopicSelect {...form.getInputProps('topic')} />}
          <AudienceCount
            input={{
              ...asked,
              channel: 'email',
              ...(isNews ? cap : { topic: '' }),
              resend_of: campaign.resend_of,
              resend_to: campaign.resend_to,
            }}
          />
        </Stack>
      </Section>
      <NextButton saving={form.pending} />
    </form>
  );
}

interface SegmentSelectProps {
  label: string;
  empty: string;
  value?: string[];
  error?: ReactNode;
  onChange: (ids: string[]) => void;
}

function SegmentSelect({ label, empty, value = [], ...input }: SegmentSelectProps) {
  const { t } = useLingui();
  const { data } = useQuery(segmentNamesQuery);
  const noneYet = data?.items.length === 0;
  return (
    <MultiSelect
      label={label}
      description={
        noneYet && (
          <Trans>
            There is no segment yet. <LinkAnchor to="/segments/new">Make the first one</LinkAnchor>
          </Trans>
        )
      }
      data={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      placeholder={value.length === 0 ? empty : undefined}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t`Clear` }}
      nothingFoundMessage={t`Nothing found`}
      value={value}
      {...input}
    />
  );
}

interface TopicSelectProps {
  value?: string;
  onChange: (topic: string) => void;
}

/** Shown once there are topics: what people may opt out of one by one. */
function TopicSelect({ value = '', onChange }: TopicSelectProps) {
  const { t } = useLingui();
  const { data } = useQuery(topicsQuery);
  if (!data || data.items.length === 0) return null;
  return (
    <Select
      label={t`What is it about?`}
      description={t`Whoever opted out of this topic is left out.`}
      data={data.items.map(({ key, name }) => ({ value: key, label: name }))}
      placeholder={t`No topic`}
      clearable
      clearButtonProps={{ 'aria-label': t`Clear` }}
      value={value || null}
      onChange={(topic) => onChange(topic ?? '')}
    />
  );
}
