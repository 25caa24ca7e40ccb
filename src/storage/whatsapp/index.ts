export { type Added, addWhatsAppAccount, type NewAccount, removeWhatsAppAccount } from './account-changes.ts';
export { type AccountListed, listWhatsAppAccounts, ownerOf, switchReminders } from './accounts.ts';
export { alertToldSince } from './alerts.ts';
export { createDirectory } from './directory.ts';
export { openWhatsAppStore } from './open.ts';
export { reachableOnWhatsApp } from './reachable.ts';
export { type AccountSecrets, type CloudSecrets, createAccountSecrets } from './secrets.ts';
export {
  dropTemplate,
  putTemplate,
  TEMPLATE_PURPOSES,
  templatesOf,
  type WhatsAppTemplate,
} from './templates.ts';
export type * from './types.ts';
