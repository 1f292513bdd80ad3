import { Trans, useLingui } from '@lingui/react/macro';
import { Radio, Stack, Text } from '@mantine/core';
import { useRole } from '@/features/accounts';
import type { Campaign } from '../api';

type CampaignType = Campaign['campaign_type'];

interface CampaignKindProps {
  value?: CampaignType;
  onChange: (type: CampaignType) => void;
}

/** Whether who wants no news is left out. */
export function CampaignKind({ value = 'marketing', onChange }: CampaignKindProps) {
  const { t } = useLingui();
  const maySend = useRole('manager');
  const isTransactional = value === 'transactional';
  return (
    <Radio.Group
      aria-label={t`What kind of mail is it?`}
      value={isTransactional ? 'transactional' : 'marketing'}
      onChange={(type) => onChange(type as CampaignType)}
    >
      <Stack gap="sm">
        <Radio
          value="marketing"
          label={t`News and offers`}
          description={t`Only to people who want to hear from you, with a link to unsubscribe.`}
        />
        <Radio
          value="transactional"
          disabled={!maySend}
          label={t`Something they are waiting for`}
          description={
            <>
              <Trans>
                An order, an appointment, a change to their account. People who unsubscribed from
                news get it too, but nobody who complained, is marked “do not contact” or whose
                mailbox is gone.
              </Trans>
              {isTransactional && (
                <Text span inherit display="block" mt={4} fw={550}>
                  <Trans>
                    Advertising in such a mail is against the law in most countries: keep it to what
                    they wait for.
                  </Trans>
                </Text>
              )}
            </>
          }
        />
      </Stack>
      {!maySend && !isTransactional && (
        <Text size="sm" c="dimmed" mt="xs">
          <Trans>A manager or an admin can choose the second kind.</Trans>
        </Text>
      )}
    </Radio.Group>
  );
}
