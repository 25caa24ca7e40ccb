/** The only door of collectors/. `sealSignedIn` stays inside: nobody else can make a key. */
export { type Audited, recordAudit } from './audit.ts';
export { allows, PERMISSIONS, type Permission, ROLES, type Role } from './permissions.ts';
export { assertSignedIn, mayCreditor, type SignedInCollector } from './signed-in.ts';
