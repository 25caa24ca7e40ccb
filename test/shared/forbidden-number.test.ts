import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbiddenKind, forbiddenNumbers, maskForbiddenNumbers } from '../../src/shared/forbidden-number.ts';

describe('numbers nobody should type here', () => {
  it.each([
    ['4111111111111111', 'card'],
    ['5500 0000 0000 0004', 'card'],
    ['3782-822463-10005', 'card'],
    ['３７８２８２２４６３１０００５', 'card'],
    ['3174055203850002', 'national_id'],
    ['31.7405.520385.0002', 'national_id'],
  ])('%s is one', (typed, kind) => {
    expect(forbiddenKind(typed)).toBe(kind);
  });

  it.each([
    '4111111111111112', // fails the check digit
    '0812-3456-7890',
    'INV-2026-0012',
    '2034567890123456', // no province begins so
    '8800123456', // a virtual account
    '20261121070011223344', // a transfer's reference
  ])('%s is none', (typed) => {
    expect(forbiddenKind(typed)).toBeUndefined();
  });

  it('are found among other numbers and hidden sign by sign, the rest left as it is', () => {
    const text = '2. kartu 4111 1111 1111 1111, faktur INV-2026-0012, NIK 3174055203850002.';
    expect(forbiddenNumbers(text).map((one) => one.kind)).toEqual(['card', 'national_id']);
    expect(maskForbiddenNumbers(text)).toBe(
      `2. kartu ${'•'.repeat(16)}, faktur INV-2026-0012, NIK ${'•'.repeat(16)}.`,
    );
  });

  it('are gone once hidden, wherever they stand', () => {
    const part = fc.oneof(
      fc.constantFrom('4111 1111 1111 1111', '3174055203850002', '5500-0000-0000-0004'),
      fc.stringMatching(/^[0-9 .,a-z-]{0,12}$/),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const hidden = maskForbiddenNumbers(parts.join(' '));
        expect(forbiddenNumbers(hidden)).toEqual([]);
      }),
    );
  });
});
