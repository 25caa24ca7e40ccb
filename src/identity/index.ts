/** The only door of identity/. `sealVerifiedDebtor` stays inside: nobody else can make a key. */
export type { Asking, Sent } from './challenge-issue.ts';
export type { Reachable, Recognised, Refused, Resent, Started, StartRequest } from './challenge-service.ts';
export { recordDisclosure } from './disclosures.ts';
export type { IdentityService } from './identity-service.ts';
export { createIdentityService } from './identity-service.ts';
export type { OtpPolicy } from './otp-policy.ts';
export { parseOtpPolicy, readOtpPolicy } from './otp-policy.ts';
export type { SpokenFor } from './verification-repository.ts';
export type { CodeChecked } from './verification-service.ts';
export type { VerifiedDebtor } from './verified-debtor.ts';
export { assertVerified } from './verified-debtor.ts';
