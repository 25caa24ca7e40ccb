/** Numbers that are never asked for and never stored: they identify people or pay for things. */
export type ForbiddenKind = 'national_id' | 'card';

/**
 * Recognises, by shape alone, a number nobody should type here: a payment card (13 to 19 digits with a
 * valid check digit, ISO/IEC 7812) or an Indonesian NIK (16 digits). Undefined for anything else.
 */
export function forbiddenKind(typed: string): ForbiddenKind | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s.-]/g, '');
  if (!/^[0-9]{13,19}$/.test(digits)) return undefined;
  if (passesLuhn(digits)) return 'card';
  return digits.length === 16 ? 'national_id' : undefined;
}

/** Hides such numbers wherever they stand in a longer text: for the transcript. */
export function maskForbiddenNumbers(text: string): string {
  return text.replace(/[0-9](?:[\s.-]?[0-9]){12,18}(?![0-9])/g, (found) =>
    forbiddenKind(found) ? '•'.repeat(found.replace(/[^0-9]/g, '').length) : found,
  );
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
