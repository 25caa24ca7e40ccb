import type { FastifyInstance } from 'fastify';
import type { Permission, Sessions, SignedInCollector, SignInContext } from '../../../collectors/index.ts';
import type { IdentityService } from '../../../identity/index.ts';
import type { DecisionLimits } from '../../../payments/index.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Database } from '../../../storage/database.ts';
import type { WhatsAppDesk } from './whatsapp-desk.ts';

/** What the console's routes work with; app.ts makes it. */
export interface ConsoleDeps {
  database: Database;
  clock: Clock;
  /** Without a trailing slash; also the only Origin that may change anything. */
  publicUrl: string;
  demo: boolean;
  /** Who a cookie belongs to. */
  sessions: Sessions;
  /** What the steps of signing in work with. */
  signIn: SignInContext;
  files: ConsoleFiles;
  /** Whether figures may be told in a conversation now. */
  identity: Pick<IdentityService, 'standing'>;
  /** `dialogs/policies/decisions.yml` */
  decisionLimits: DecisionLimits;
  /** The firm's own WhatsApp numbers; left out where the channel is not there at all. */
  whatsapp?: WhatsAppDesk | undefined;
  /** Something was queued for a debtor: send it now. */
  nudge(): void;
}

/** Files of conversations, encrypted at rest. */
export interface ConsoleFiles {
  /** Checks size and type by content and stores it with the conversation, as a collector's. */
  save(
    conversationId: number,
    upload: { bytes: Buffer; fileName: string },
  ): Promise<
    | { ok: true; file: { id: number; token: string; name: string; mediaType: string; size: number } }
    | { ok: false; reason: 'too_large' | 'unsupported_type' | 'empty' }
  >;
  open(token: string): Promise<
    | {
        bytes: Buffer;
        file: { id: number; token: string; name: string; mediaType: string; size: number };
        conversationId: number;
      }
    | undefined
  >;
}

/** One part of the console's API: registers its routes, each with `config: { permission }`. */
export type ConsoleRoutes = (app: FastifyInstance, deps: ConsoleDeps) => void;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route under /console/api says who may use it; the guard refuses to start otherwise. */
    permission?: Permission | 'public';
  }
  interface FastifyRequest {
    /** Set by the guard on every route that is not public. */
    collector: SignedInCollector;
  }
}
