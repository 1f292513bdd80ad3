import { useLingui } from '@lingui/react/macro';
import type { FieldType } from './api';

export function useFieldTypes(): Record<FieldType, { label: string; example: string }> {
  const { t } = useLingui();
  return {
    text: { label: t`Text`, example: t`A few words, such as a customer number` },
    number: { label: t`Number`, example: t`Can be compared and counted` },
    date: { label: t`Date`, example: t`A day, such as the end of a contract` },
    boolean: { label: t`Yes or no`, example: t`A box to tick` },
    select: { label: t`One of a list`, example: t`Such as a plan` },
    multi_select: { label: t`Several of a list`, example: t`Such as interests` },
    url: { label: t`Web address`, example: t`A link that can be opened` },
  };
}

export function hasOptions(type: FieldType): boolean {
  return type === 'select' || type === 'multi_select';
}

/** The key that programs and filters use: "Contract until" → "contract_until". */
export function keyFor(label: string): string {
  return label
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 50);
}
