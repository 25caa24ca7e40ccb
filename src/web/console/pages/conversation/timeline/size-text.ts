/** Bytes in words: `340 kB`, `1,2 MB`. */
export function sizeText(bytes: number, locale: string): string {
  const format = (value: number, unit: string) =>
    new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  if (bytes >= 1_048_576) return format(bytes / 1_048_576, 'megabyte');
  return bytes >= 1024 ? format(bytes / 1024, 'kilobyte') : format(bytes, 'byte');
}
