export { openWhatsAppStore } from './open.ts';
export type * from './types.ts';
