import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';

/** What a merge moves to the contact that stays: "3 notes". */
export function useMovedWords(): (what: string, count: number) => string {
  useLingui(); // anew in another language
  return (what, count) => {
    const words: Record<string, string> = {
      interactions: plural(count, { one: '# interaction', other: '# interactions' }),
      notes: plural(count, { one: '# note', other: '# notes' }),
      tasks: plural(count, { one: '# task', other: '# tasks' }),
      attachments: plural(count, { one: '# file', other: '# files' }),
      consents: plural(count, { one: '# consent', other: '# consents' }),
      'journey stages': plural(count, { one: '# journey stage', other: '# journey stages' }),
      mails: plural(count, { one: '# mail', other: '# mails' }),
      'campaign messages': plural(count, {
        one: '# campaign message',
        other: '# campaign messages',
      }),
    };
    return words[what] ?? `${count} ${what}`;
  };
}
