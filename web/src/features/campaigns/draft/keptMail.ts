// What was written and has not reached the server yet, in this browser: a reload or a lost connection takes nothing away.
import { currentProjectId } from '@/shared/api';
import type { MailValues } from './mailValues';

interface KeptMail {
  /** Of the message that it was written upon; null: there was none yet. */
  version: number | null;
  values: MailValues;
}

const keyOf = (campaignId: string) => `mail:${currentProjectId() ?? ''}:${campaignId}`;

export function keepMail(campaignId: string, kept: KeptMail) {
  try {
    localStorage.setItem(keyOf(campaignId), JSON.stringify(kept));
  } catch {
    // Full or not allowed: the server gets it all the same.
  }
}

export function keptMail(campaignId: string): KeptMail | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(campaignId)) ?? 'null');
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function forgetMail(campaignId: string) {
  try {
    localStorage.removeItem(keyOf(campaignId));
  } catch {
    // Then nothing was kept either.
  }
}

function isKept(kept: unknown): kept is KeptMail {
  const values = (kept as KeptMail | null)?.values;
  return typeof values?.subject_line === 'string' && Array.isArray(values.document?.blocks);
}
