import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatMoney, formatNumber } from '@/shared/lib/numbers';
import type { Notification } from './api';

type Told = Pick<Notification, 'title' | 'body' | 'details'>;
interface Words {
  title: string;
  body: string;
}

/** What a notification says, in the reader's language; in the server's words where its parts are not known here. */
export function useNotificationWords(): (one: Told) => Words {
  const { t } = useLingui();
  const locale = useFormatLocale();
  return ({ title, body, details }) => {
    const parts = (details ?? {}) as Record<string, string | number>;
    const text = (name: string) => String(parts[name] ?? '');
    const number = (name: string) => Number(parts[name] ?? 0);
    const money = (name: string) => formatMoney(text(name), text('currency'), locale);
    const known: Record<string, () => Words> = {
      import_finished: () => ({ title: t`Import finished`, body: counts() }),
      import_failed: () => ({ title: t`Import stopped`, body: counts() }),
      webhook_gone: () => {
        const url = text('url');
        return { title: switchedOff, body: t`${url} says that it is gone (410).` };
      },
      webhook_failing: () => {
        const url = text('url');
        return { title: switchedOff, body: t`${url} has taken nothing for three days.` };
      },
      mention: () => {
        const who = text('who');
        return { title: t`${who} mentioned you`, body: t`In a note on a contact.` };
      },
      domain_broken: () => {
        const [domain, broken, sender] = [text('domain'), text('parts'), text('sender')];
        return {
          title: t`The DNS of ${domain} no longer says what it should`,
          body: t`Was in order and is not any more: ${broken}. Mails of ${sender} may end up as spam until it is mended.`,
        };
      },
      audience_grew: () => {
        const [campaign, now, before] = [text('campaign'), number('now'), number('before')];
        return {
          title: t`${campaign} waits for you`,
          body: t`${now} people get it now, ${before} were approved. It goes out when somebody agrees.`,
        };
      },
      budget_spent: () => {
        const [campaign, spent] = [text('campaign'), money('spent')];
        const waiting = plural(number('waiting'), {
          one: '# person waits',
          other: '# people wait',
        });
        return {
          title: t`${campaign} has spent its budget`,
          body: t`${spent} are spent, ${waiting}. A higher budget lets it go on.`,
        };
      },
      budget_near: () => {
        const [campaign, spent, budget] = [text('campaign'), money('spent'), money('budget')];
        return {
          title: t`${campaign} nears its budget`,
          body: t`${spent} of ${budget} are spent. At the end it stops.`,
        };
      },
    };
    const switchedOff = t`A webhook was switched off`;
    const counts = () => {
      const file = text('file');
      const [added, updated, refused] = ['added', 'updated', 'refused'].map((name) =>
        formatNumber(number(name), locale),
      );
      return t`${file}: ${added} added, ${updated} updated, ${refused} refused`;
    };
    return known[text('about')]?.() ?? { title, body };
  };
}
