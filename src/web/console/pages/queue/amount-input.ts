const NONE = new Set(['CLP', 'ISK', 'JPY', 'KRW', 'PYG', 'UGX', 'VND', 'XAF', 'XOF']);
const THREE = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Decimal places by ISO 4217; the browser's own table follows habit instead (the rupiah without any). */
export function exponentOf(currency: string): number {
  return NONE.has(currency) ? 0 : THREE.has(currency) ? 3 : 2;
}

/** What a person typed, whole units with any grouping (`2.500.000`, `2,500,000`), in minor units. */
export function minorOf(text: string, currency: string): number | undefined {
  const digits = text.replace(/\D/g, '');
  if (!digits || digits.length > 12) return undefined;
  return Number(digits) * 10 ** exponentOf(currency) || undefined;
}

/** Minor units as whole units with the grouping of the language. */
export function wholeUnits(minor: number | undefined, currency: string, locale: string): string {
  if (minor === undefined) return '';
  return new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 0 }).format(
    minor / 10 ** exponentOf(currency),
  );
}
