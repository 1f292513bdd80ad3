import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTokenWords } from '@/features/crm';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatBytes, formatNumber } from '@/shared/lib/numbers';
import { formatInstant } from '@/shared/lib/time';
import { LinkAnchor } from '@/shared/ui';
import classes from '../campaigns.module.css';
import { useSkipWords } from '../words';

interface Affected {
  people: number;
  /** Contacts, a few of them. */
  examples: string[];
}

interface RehearsedSender {
  sender_id: string | null;
  name: string;
  recipients: number;
  per_day: number | null;
  finishes_at: string | null;
}

interface DeadLink {
  url: string;
  fault: 'not_found' | 'server_error' | 'unreachable' | 'not_public';
}

/** As the server writes it into the field `report` of a finished rehearsal. */
export interface RehearsalReport {
  total: number;
  recipients: number;
  skipped: { reason: string; people: number }[];
  without_consent: number;
  messages: {
    message_id: string;
    message_name: string;
    recipients: number;
    blanks: (Affected & { token: string })[];
    unwritable: (Affected & { reason: string })[];
    /** Absent in reports of earlier versions. */
    dead_links?: DeadLink[];
    gmail_recipients: number;
    over_gmail_line: boolean;
    /** Absent in reports of before there could be several. */
    senders?: RehearsedSender[];
    per_minute: number | null;
    per_day: number | null;
    finishes_at: string | null;
    /** Bytes, as they travel; reports of before do not know them. */
    largest_bytes?: number;
    total_bytes?: number;
    is_clipped?: boolean;
  }[];
  currency: string;
  expected_cost: string;
}

export function Recipients({ report }: { report: RehearsalReport }) {
  return (
    <Text className={classes.countNumber}>
      <Plural value={report.recipients} one="# person gets it" other="# people get it" />
    </Text>
  );
}

/** Who gets nothing, what is missing in whose mail, what is wrong with it, and how long it takes. */
export function Report({ report }: { report: RehearsalReport }) {
  const locale = useFormatLocale();
  const wordsOf = useSkipWords();
  return (
    <div className={classes.report}>
      {report.skipped.length > 0 && (
        <div>
          <Text fw={550}>
            <Trans>Left out</Trans>
          </Text>
          <ul className={classes.reasons}>
            {report.skipped.map(({ reason, people }) => (
              <li key={reason}>
                {wordsOf(reason)}: <strong>{formatNumber(people, locale)}</strong>
              </li>
            ))}
          </ul>
        </div>
      )}
      {report.without_consent > 0 && (
        <Warning>
          <Plural
            value={report.without_consent}
            one="# of them has never agreed to marketing in writing."
            other="# of them have never agreed to marketing in writing."
          />
        </Warning>
      )}
      {report.messages.map((message) => (
        <MessageReport key={message.message_id} message={message} />
      ))}
    </div>
  );
}

function MessageReport({ message }: { message: RehearsalReport['messages'][number] }) {
  const locale = useFormatLocale();
  const wordsOf = useTokenWords();
  const gmail = formatNumber(message.gmail_recipients, locale);
  const perDay = formatNumber(message.per_day ?? 0, locale);
  const end = message.finishes_at ? formatInstant(message.finishes_at, locale) : '';
  const largest = formatBytes(message.largest_bytes ?? 0, locale);
  const total = formatBytes(message.total_bytes ?? 0, locale);
  return (
    <>
      {message.largest_bytes && message.total_bytes ? (
        <Text size="sm" c="dimmed">
          <Trans>
            A mail takes up to {largest}, all of them {total}.
          </Trans>
        </Text>
      ) : null}
      {message.is_clipped && (
        <Warning>
          <Trans>
            It is so long that Gmail shows only its beginning, with a link to the rest: the end,
            where one unsubscribes, is hidden there. Shorten it.
          </Trans>
        </Warning>
      )}
      {message.unwritable.map((one) => (
        <Warning key={one.reason}>
          <Plural
            value={one.people}
            one="The mail of # person cannot be written:"
            other="The mails of # people cannot be written:"
          />{' '}
          {one.reason} <Examples ids={one.examples} />
        </Warning>
      ))}
      {message.blanks.map((one) => (
        <Warning key={one.token}>
          <Plural
            value={one.people}
            one="# person has nothing for"
            other="# people have nothing for"
          />{' '}
          {wordsOf(one.token)}. <Examples ids={one.examples} />
        </Warning>
      ))}
      {message.dead_links?.length ? <DeadLinks links={message.dead_links} /> : null}
      {message.per_day !== null && message.recipients > message.per_day && (
        <Warning>
          <Trans>
            The sender may send {perDay} mails a day. The last ones leave about {end}.
          </Trans>
        </Warning>
      )}
      {message.senders && message.senders.length > 1 && <SharesOf senders={message.senders} />}
      {message.finishes_at &&
        !(message.per_day !== null && message.recipients > message.per_day) && (
          <Text>
            <Trans>At the speed of the sender the last ones leave about {end}.</Trans>
          </Text>
        )}
      {message.over_gmail_line && (
        <Warning>
          <Trans>
            {gmail} of the addresses are Gmail's. Whoever sends Gmail more than 5,000 mails a day
            needs SPF, DKIM and DMARC for the domain of the sender.
          </Trans>
        </Warning>
      )}
    </>
  );
}

/** Who of several senders sends how many, and until when. */
function SharesOf({ senders }: { senders: RehearsedSender[] }) {
  const locale = useFormatLocale();
  return (
    <div>
      <Text fw={550}>
        <Trans>From whom they get it</Trans>
      </Text>
      <ul className={classes.reasons}>
        {senders.map(({ sender_id, name, recipients, per_day, finishes_at }) => {
          const limit = formatNumber(per_day ?? 0, locale);
          const end = finishes_at ? formatInstant(finishes_at, locale) : '';
          return (
            <li key={sender_id}>
              {name}: <strong>{formatNumber(recipients, locale)}</strong>
              {per_day !== null && recipients > per_day && (
                <>
                  {' '}
                  <Trans>
                    (may send {limit} a day, so that the last ones leave about {end})
                  </Trans>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function DeadLinks({ links }: { links: DeadLink[] }) {
  const { t } = useLingui();
  const words: Record<DeadLink['fault'], string> = {
    not_found: t`there is no such page`,
    server_error: t`the website is broken`,
    unreachable: t`nobody answers`,
    not_public: t`only your own network can open it`,
  };
  return (
    <Warning>
      <Plural value={links.length} one="A link leads nowhere:" other="# links lead nowhere:" />
      <ul className={classes.reasons}>
        {links.map(({ url, fault }) => (
          <li key={url}>
            <span className={classes.address}>{url}</span>: {words[fault]}
          </li>
        ))}
      </ul>
    </Warning>
  );
}

export function Warning({ children }: { children: ReactNode }) {
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />}>
      {children}
    </Alert>
  );
}

function Examples({ ids }: { ids: string[] }) {
  return (
    <span className={classes.examples}>
      {ids.map((id, index) => (
        <LinkAnchor
          key={id}
          size="sm"
          c="inherit"
          underline="always"
          to="/contacts/$contactId"
          params={{ contactId: id }}
        >
          <Trans>Example {index + 1}</Trans>
        </LinkAnchor>
      ))}
    </span>
  );
}
