import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type ContactChannel = 'email' | 'whatsapp' | 'sms';

export type NormalisedAddress =
  | { ok: true; address: string }
  | { ok: false; reason: 'not_an_email' | 'not_a_phone_number' };

/** RFC 5321's limits of length; the shape is what mail servers accept in practice, without quoted local parts. */
const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * The one form in which an address is stored and compared: e-mail in lower case, phone numbers in E.164.
 * `country` (ISO 3166 alpha-2) reads national numbers such as `0812-3456-7890`.
 */
export function normaliseAddress(channel: ContactChannel, text: string, country: string): NormalisedAddress {
  if (channel === 'email') {
    const address = text.normalize('NFKC').trim().toLowerCase();
    const fits = address.length <= 254 && address.indexOf('@') <= 64 && EMAIL.test(address);
    return fits ? { ok: true, address } : { ok: false, reason: 'not_an_email' };
  }
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(text.trim(), { defaultCountry: home, extract: false });
  // A trunk zero that stands after the country code: a national number with digits missing.
  const maimed = number?.nationalNumber.startsWith('0') && !number.isValid();
  if (!number?.isPossible() || number.ext || maimed) return { ok: false, reason: 'not_a_phone_number' };
  return { ok: true, address: number.number };
}
