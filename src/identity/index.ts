/** The only door of identity/. `sealVerifiedDebtor` stays inside: nobody else can make a key. */
export { recordDisclosure } from './disclosures.ts';
export type { VerifiedDebtor } from './verified-debtor.ts';
export { assertVerified } from './verified-debtor.ts';
