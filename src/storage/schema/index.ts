export * from './cases.ts';
export * from './conversations.ts';
export * from './identity.ts';
export * from './ledger.ts';
