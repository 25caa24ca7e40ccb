import type { WASocket } from '@whiskeysockets/baileys';
import type { TransportEnv } from '../ports.ts';

/** Baileys, loaded only when a number uses it (load.ts); everywhere else its types alone are imported. */
export type Lib = typeof import('@whiskeysockets/baileys');

/** What the parts of one linked number share. */
export interface BaileysContext extends TransportEnv {
  readonly lib: Lib;
  /** Of the connection that is open at the moment. */
  socket(): WASocket | undefined;
  /** Why nothing may leave this number any more, until a person has seen to it. */
  stopped(): string | undefined;
  /** WhatsApp refused to let this number write (463, 402, 403): from here on `stopped`. `reason` one word. */
  restricted(reason: string): void;
}
