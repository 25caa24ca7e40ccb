/** The only door of collectors/. `sealSignedIn` stays inside: nobody else can make a key. */
export {
  type AccountAnswer,
  type AccountChange,
  type AccountInput,
  type AccountRefusal,
  addAccount,
  changeAccount,
  firstPassword,
  resetAccount,
} from './accounts.ts';
export { type Audited, recordAudit } from './audit.ts';
export {
  type CannedReply,
  type CannedReplyInput,
  listCannedReplies,
  removeCannedReply,
  saveCannedReply,
  seedCannedReplies,
} from './canned-replies.ts';
export { accountIdOf, type ListedAccount, listAccounts, teamNamed } from './command-view.ts';
export { enrol, showEnrolment } from './enrolment.ts';
export { emailProblem, nameProblem } from './names.ts';
export { changePassword, renewRecoveryCodes } from './own-account.ts';
export type { PasswordProblem } from './passwords.ts';
export { allows, PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './permissions.ts';
export { SIGN_IN_POLICY } from './policy.ts';
export { onlineCollectors, touchPresence } from './presence.ts';
export { changeProfile, type OwnProfile, ownProfile, type Preferences } from './profile.ts';
export { createSessions, type OwnSession, type Sessions } from './sessions.ts';
export {
  confirmSecondFactor,
  type Locked,
  type SignInContext,
  type SignInStepName,
  type StepDone,
  signInContext,
  signInWithPassword,
} from './sign-in.ts';
export { assertSignedIn, mayCreditor, type SignedInCollector } from './signed-in.ts';
export { type TeamMember, type TeamOverview, teamOverview } from './team-view.ts';
export { saveTeam, type TeamAnswer, type TeamInput } from './teams.ts';
