import { describe, expect, it } from 'vitest';
import { normaliseAddress } from '../../src/shared/contact-address.ts';
import { isKnownCurrency } from '../../src/shared/currencies.ts';

describe('normaliseAddress', () => {
  it.each([
    ['email', ' Keuangan@Maju-Fiktif.EXAMPLE ', 'keuangan@maju-fiktif.example'],
    ['whatsapp', '0812-3456-7890', '+6281234567890'],
    ['whatsapp', '62 812 3456 7890', '+6281234567890'],
    ['sms', '+1 (202) 555-0123', '+12025550123'],
  ] as const)('%s %s', (channel, text, address) => {
    expect(normaliseAddress(channel, text, 'ID')).toEqual({ ok: true, address });
  });

  it.each([
    'x',
    'a@b',
    'a@@b.example',
    'a b@c.example',
    'a@b.example,c@d.example',
    '@b.example',
    'a@-b.example',
  ])('%s is no e-mail address', (text) => {
    expect(normaliseAddress('email', text, 'ID')).toEqual({ ok: false, reason: 'not_an_email' });
  });

  it.each(['', '12', 'call me', '0812', '0215550', '+999999999999999999', '0812 3456 7890 ext 5'])(
    '%s is no phone number',
    (text) => {
      expect(normaliseAddress('sms', text, 'ID')).toEqual({ ok: false, reason: 'not_a_phone_number' });
    },
  );
});

describe('isKnownCurrency', () => {
  it('knows active codes in upper case alone', () => {
    expect(['IDR', 'USD', 'JPY', 'KWD'].every(isKnownCurrency)).toBe(true);
    expect(['idr', 'XXX', 'DEM', 'RP', ''].some(isKnownCurrency)).toBe(false);
  });
});
