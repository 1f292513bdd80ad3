import { t } from '@lingui/core/macro';

// What can be said before the server is asked; the server checks again, and more.

const shortestPassword = 10;

export function required(value: string): string | null {
  return value.trim() === '' ? t`Please fill this in` : null;
}

export function emailProblem(value: string): string | null {
  if (value.trim() === '') return t`Please fill in an e-mail address`;
  return /^\S+@\S+$/.test(value.trim()) ? null : t`That does not look like an e-mail address`;
}

/** For a new password, whose field says how long it must be; an old one is only `required`. */
export function passwordProblem(value: string): string | null {
  return required(value) ?? ([...value].length < shortestPassword ? t`Still too short` : null);
}
