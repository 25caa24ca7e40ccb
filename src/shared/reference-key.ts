/**
 * The tolerant form of a debtor, contract or invoice number: upper case letters and digits only, so
 * that `INV/2026/03-0012`, `inv 2026 03 0012` and `INV-2026-03-0012` are one key. Leading zeros stay:
 * they are part of many ledgers' numbers.
 */
export function referenceKey(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
