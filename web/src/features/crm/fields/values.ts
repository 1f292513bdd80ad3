import { t } from '@lingui/core/macro';
import { formatNumber } from '@/shared/lib/numbers';
import { formatDate } from '@/shared/lib/time';
import type { CustomField } from './api';

export type FieldValue = string | number | boolean | string[] | null;

/** What a record says in a custom field; null when it says nothing. */
export function fieldValueOf(record: { custom_fields: unknown }, field: CustomField): FieldValue {
  const values = record.custom_fields as Record<string, FieldValue>;
  return values[field.key] ?? null;
}

export function formatFieldValue(field: CustomField, value: FieldValue, locale: string) {
  if (value === null || value === '') return null;
  if (field.type === 'boolean') return value ? t`Yes` : t`No`;
  if (field.type === 'number') return formatNumber(Number(value), locale);
  if (field.type === 'date') return formatDate(String(value), locale);
  return Array.isArray(value) ? value.join(', ') : String(value);
}
