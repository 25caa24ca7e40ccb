/** The console's side of the server, by page; see each file. */
export type * from './console/cases.ts';
export type * from './console/common.ts';
export type * from './console/conversation.ts';
export type * from './console/debtors.ts';
export type * from './console/live.ts';
export type * from './console/queue.ts';
export type * from './console/session.ts';
export type * from './console/team.ts';
export type * from './console/whatsapp.ts';
