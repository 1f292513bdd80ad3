import { t } from '@lingui/core/macro';
import { type UseFormInput, type UseFormReturnType, useForm } from '@mantine/form';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../api/error';
import { explain } from './explain';
import { fieldErrors, problemTitle } from './problemWords';

export interface ApiForm<Values extends Record<string, unknown>> extends UseFormReturnType<Values> {
  /** For `<form onSubmit>`. */
  submit: (event?: FormEvent<HTMLFormElement>) => void;
  pending: boolean;
  /** What concerns no single field; shown by FormError. */
  problem: string | null;
}

interface ApiFormInput<Values extends Record<string, unknown>> extends UseFormInput<Values> {
  send: (values: Values) => Promise<unknown>;
  /** Codes of the server that belong to a field: `{ email_taken: 'email' }`. */
  fieldOfCode?: Partial<Record<string, keyof Values & string>>;
}

/**
 * A form that is sent to the server: the server's field errors appear at their fields, the first bad field takes
 * the focus, everything else becomes `problem`.
 */
export function useApiForm<Values extends Record<string, unknown>>(
  input: ApiFormInput<Values>,
): ApiForm<Values> {
  const { send, fieldOfCode, ...rest } = input;
  const form = useForm<Values>({ mode: 'controlled', ...rest });
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const refuse = (error: unknown) => {
    const fields = errorsByField(error, fieldOfCode ?? {});
    const known = Object.keys(fields).filter((field) => hasField(form.getValues(), field));
    if (known.length > 0) {
      form.setErrors(fields);
      focusField(form, known[0]);
    }
    const others = Object.keys(fields).filter((field) => !known.includes(field));
    if (known.length === 0 || others.length > 0) setProblem(wordsFor(error, fields, others));
  };

  const submit = form.onSubmit(
    async (values) => {
      setPending(true);
      setProblem(null);
      try {
        await send(values);
      } catch (error) {
        refuse(error);
      } finally {
        setPending(false);
      }
    },
    (errors) => focusField(form, Object.keys(errors)[0]),
  );
  return { ...form, submit, pending, problem };
}

function errorsByField(error: unknown, fieldOfCode: Partial<Record<string, string>>) {
  if (!(error instanceof ApiError)) return {};
  const field = fieldOfCode[error.code];
  if (field) return { [field]: problemTitle(error) };
  return fieldErrors(error);
}

function hasField(values: Record<string, unknown>, path: string): boolean {
  return (path.split(/[.[]/)[0]?.replace(']', '') as string) in values;
}

function wordsFor(error: unknown, fields: Record<string, string>, others: string[]): string {
  if (others.length > 0) return others.map((field) => `${field}: ${fields[field]}`).join('\n');
  const { title, advice, requestId } = explain(error);
  const number = requestId ? t`Number for support: ${requestId}` : '';
  return [title, advice, number].filter(Boolean).join('. ').replaceAll('..', '.');
}

function focusField<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  field: string | undefined,
) {
  if (field) form.getInputNode(field)?.focus();
}
