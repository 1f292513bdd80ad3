import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LinkAnchor, Section } from '@/shared/ui';
import classes from '../campaigns.module.css';
import { sendersQuery } from '../senders/api';
import { LinkMarks } from './LinkMarks';
import type { MailValues } from './mailValues';
import { SenderChoice } from './SenderChoice';
import { TestMail } from './TestMail';

type DeliveryValues = Pick<
  MailValues,
  'sender_id' | 'senders' | 'reply_to' | 'utm_source' | 'utm_medium' | 'utm_campaign'
>;

interface DeliveryProps {
  values: DeliveryValues;
  onChange: (changed: Partial<DeliveryValues>) => void;
  /** What a test would say; absent while there is nothing to send. */
  draft: Parameters<typeof TestMail>[0]['draft'];
  /** Further things to do with the mail. */
  actions?: ReactNode;
}

/** Whom it comes from, where answers go, and how it looks in one's own mailbox. */
export function Delivery({ values, onChange, draft, actions }: DeliveryProps) {
  const { t } = useLingui();
  const { data } = useQuery(sendersQuery);
  const senders = data?.items;
  const fallback = senders?.find(({ is_default }) => is_default) ?? senders?.[0];
  const chosen = senders?.find(({ id }) => id === values.sender_id) ?? fallback;
  return (
    <Section
      title={t`From whom?`}
      action={
        <Group gap="xs">
          {actions}
          <TestMail draft={draft} />
        </Group>
      }
    >
      {senders?.length === 0 && (
        <Text c="dimmed" mb="sm">
          <Trans>
            No sender is set up yet: the mails lie in the dev inbox and reach nobody.{' '}
            <LinkAnchor to="/settings/senders" underline="always">
              Set one up
            </LinkAnchor>
          </Trans>
        </Text>
      )}
      <div className={classes.delivery}>
        {senders && senders.length > 0 && (
          <SenderChoice
            senders={senders}
            chosen={chosen}
            shared={values.senders}
            onChange={onChange}
          />
        )}
        <TextInput
          label={t`Answers go to`}
          type="email"
          placeholder={chosen ? chosen.reply_to || chosen.email : t`The sender`}
          maxLength={254}
          value={values.reply_to}
          onChange={(event) => onChange({ reply_to: event.currentTarget.value })}
        />
      </div>
      <LinkMarks values={values} onChange={onChange} />
    </Section>
  );
}
