export * from './cases.ts';
export * from './collectors.ts';
export * from './conversations.ts';
export * from './desk.ts';
export * from './identity.ts';
export * from './ledger.ts';
export * from './whatsapp.ts';
