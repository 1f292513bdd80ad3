import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { Row, RowList, Section } from '@/shared/ui';
import type { SegmentChannel } from './api';
import { PeopleCount } from './PeopleCount';
import classes from './segments.module.css';

/** Whom a campaign would reach by each channel, and what keeps the others. */
export function Reach({ channels }: { channels: SegmentChannel[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`Whom you can write to`} flush>
      <RowList label={t`Whom you can write to`}>
        {channels.map((channel) => (
          <ChannelRow key={channel.channel} channel={channel} />
        ))}
      </RowList>
    </Section>
  );
}

function ChannelRow({ channel }: { channel: SegmentChannel }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const names = { email: t`By e-mail`, sms: t`By SMS` };
  const number = (value: number) => formatNumber(value, locale);
  const [unsubscribed, suppressed] = [channel.unsubscribed, channel.suppressed].map(number);
  const [noAddress, leftAlone, noConsent] = [
    channel.no_address,
    channel.do_not_contact,
    channel.no_consent,
  ].map(number);
  const kept = [
    channel.no_address > 0 && t`${noAddress} without an address or number`,
    channel.unsubscribed > 0 && t`${unsubscribed} unsubscribed`,
    channel.do_not_contact > 0 && t`${leftAlone} marked “Do not contact”`,
    channel.no_consent > 0 && t`${noConsent} without consent`,
    channel.suppressed > 0 && t`${suppressed} on the list of whom not to write to`,
  ].filter(Boolean);
  return (
    <Row
      title={names[channel.channel]}
      detail={kept.length > 0 ? kept.join(' · ') : <Trans>Nothing keeps you from anybody.</Trans>}
    >
      <Text span fw={600} className={classes.figure}>
        <PeopleCount count={channel.reachable} />
      </Text>
    </Row>
  );
}
