/** "1,234,567" */
export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** "≈ 1.2M" for estimates, exact otherwise. */
export function formatTotal(total: number, isEstimate: boolean, locale: string): string {
  if (!isEstimate) return formatNumber(total, locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  return `≈ ${compact.format(total)}`;
}

/** 1063151 → 1100000: an estimate to two digits, so that it does not look counted; below a thousand as it is. */
export function roundEstimate(estimate: number): number {
  return estimate < 1000 ? estimate : Number(estimate.toPrecision(2));
}

/** "€120.00": an amount as the server writes it, "120.00", in a currency by its ISO 4217 code. */
export function formatMoney(amount: string, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
    amount as Intl.StringNumericLiteral,
  );
}

/** An amount as people write it ("45,50", "€ 1.200,50", "1,200.50") as the server reads it; what it is not stays as it is. */
export function readAmount(written: string): string {
  const bare = written.replaceAll(/[\s\p{Sc}]/gu, '');
  const [, whole, fraction] = /^([\d.,']+?)(?:[.,](\d{1,2}))?$/.exec(bare) ?? [];
  if (!whole) return written.trim();
  const groups = /^\d{1,3}(?:([.,'])\d{3}(?:\1\d{3})*)?$/;
  // With a fraction behind, points or commas before it can only part thousands.
  const digits = fraction && groups.test(whole) ? whole.replaceAll(/\D/g, '') : whole;
  return fraction ? `${digits}.${fraction}` : digits;
}

/** "1200,50": an amount as the server writes it, "1200.50", for a field where people change it; readAmount reads it back. */
export function writeAmount(amount: string, locale: string): string {
  if (amount === '') return '';
  const digits = amount.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat(locale, {
    useGrouping: false,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount as Intl.StringNumericLiteral);
}

/** "120,00": an example of an amount, as it is written in the language. */
export function exampleAmount(locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(120);
}

/** "3.4 MB" */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step);
}

/** "2 min 5 sec": the two largest parts of a span, at least a second. */
export function formatSpan(seconds: number, locale: string): string {
  const whole = Math.max(1, Math.round(seconds));
  const parts = [
    { unit: 'hour', value: Math.floor(whole / 3600) },
    { unit: 'minute', value: Math.floor((whole % 3600) / 60) },
    { unit: 'second', value: whole % 60 },
  ].filter((part) => part.value > 0);
  return parts
    .slice(0, 2)
    .map(({ unit, value }) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
    )
    .join(' ');
}

/** "12 %" of a share from 0 to 1; with a digit after the point below ten percent. */
export function formatShare(share: number, locale: string): string {
  const digits = share > 0 && share < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(
    share,
  );
}
