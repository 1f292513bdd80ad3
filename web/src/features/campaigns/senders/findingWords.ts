import { useLingui } from '@lingui/react/macro';
import type { DomainFinding } from './api';

/** A finding of the DNS for people who never heard of one. */
export function useFindingWords({ part, state, code, detail, host }: DomainFinding) {
  const { t } = useLingui();
  const titles = {
    spf: t`Who may send for you`,
    dkim: t`Signature of the mails`,
    dmarc: t`What happens to forged mails`,
    mx: t`Where answers arrive`,
  };
  const states = {
    ok: t`Fine`,
    missing: t`Missing`,
    wrong: t`Wrong`,
    unanswered: t`Not known`,
  };
  const wholes: Record<string, string> = {
    provider_domain: t`Your mail provider takes care of it.`,
    foreign_domain: t`Only the owner of ${detail} can say who sends for it: mails from here look forged. Use an address at a domain of your own, or send through the mail server of that provider.`,
    two_records: t`There are two of these records, so that neither counts: leave only one.`,
    syntax: t`The record has a mistake, so that it does not count: replace it.`,
  };
  const parts: Record<DomainFinding['part'], Record<string, string>> = {
    spf: {
      ok: t`Your mail server may send for the domain.`,
      missing: t`Nobody is named yet. Publish this record:`,
      unknown_relay: t`There is a record. By which address your own mail server sends cannot be seen from here: make sure that the record names it.`,
      not_allowed: t`The record does not name your mail server ${detail}. If your provider tells you another record, take that; otherwise replace it by this one:`,
      allows_everybody: t`The record lets everybody in the world send for you (+all). Replace it:`,
      too_many_lookups: t`The record leads to more than ten others, so that it does not count: take out what you no longer use.`,
      void_lookups: t`The record leads to names that do not exist, so that it does not count: take them out.`,
      missing_include: t`The record leads to ${detail}, which has none, so that it does not count: take that out.`,
    },
    dkim: {
      ok: t`The key is published, and it is ours.`,
      missing: t`The key is not published yet. Add this record:`,
      no_key: t`Mails are not signed. Make a key, and publish it.`,
      by_provider: t`Your mail provider signs the mails.`,
      other_key: t`Another key stands there than the one that signs here: replace it.`,
      revoked: t`The record says that the key no longer holds: replace it.`,
    },
    dmarc: {
      missing: t`Nothing is said about forged mails; large providers expect it. This record asks for reports and changes nothing else:`,
      policy_none: t`There is a record; forged mails are delivered all the same. Once everything else is fine, it may say quarantine.`,
      policy_quarantine: t`Mails that others forge end up as spam.`,
      policy_reject: t`Mails that others forge are refused.`,
      nothing_aligned: t`The record asks for mails that can be verified, and yours cannot be: put one of the two points above in order.`,
    },
    mx: {
      ok: t`The domain takes mail.`,
      missing: t`The domain takes no mail: answers and returned mails get lost. Your mail provider tells you which record to add.`,
      null_mx: t`The domain says that it takes no mail: answers and returned mails get lost.`,
    },
  };
  const sentence =
    state === 'unanswered'
      ? t`The DNS did not answer for ${host || t`the domain`}. Try again later.`
      : (parts[part][code || state] ?? wholes[code] ?? parts[part][state] ?? '');
  return { title: titles[part], state: states[state], sentence };
}
