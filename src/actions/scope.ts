import type { TurnScope } from '../dialog/action.ts';
import type { SlotValue } from '../dialog/reply.ts';
import type { IdentityService, VerifiedDebtor } from '../identity/index.ts';
import type { Tx } from '../storage/database.ts';

/** What an action can reach in one turn: the turn's transaction, who is proven to ask, and where. */
export interface SapaScope extends TurnScope {
  readonly tx: Tx;
  /** Set by identity actions in mid-turn; `isVerified()` says whether it is there. */
  debtor: VerifiedDebtor | undefined;
  readonly conversation: {
    readonly id: number;
    readonly creditorId: number;
    readonly channel: string;
    readonly account: string;
    readonly senderId: string;
    /** Where the request came from (an IP address); for limits on unknown askers. */
    readonly origin?: string;
    /** Their address as a contact on file is written (E.164), where the channel proved it. */
    readonly address?: string;
  };
  readonly identity: IdentityService;
  /** Message kinds the channel can show, for actions that offer files. */
  readonly files: FileStore;
  /** The words of a text key in the conversation's language, where they go into a file or are listened for. */
  text(key: string): string;
}

/** Stores a file made by an action (a statement as CSV) with the turn. */
export interface FileStore {
  save(file: {
    name: string;
    mediaType: string;
    bytes: Buffer;
  }): Promise<{ token: string; name: string; mediaType: string; size: number }>;
}

/** The key of the debtor in `scope`; throws (a bug: the engine verifies first) when there is none. */
export function verified(scope: SapaScope): VerifiedDebtor {
  if (!scope.debtor) throw new Error('actions: a verified action ran without a verified debtor');
  return scope.debtor;
}

/** "As of": the moment the figures were read, on the debtor's clock. */
export function asOf(scope: SapaScope): SlotValue {
  return { instant: scope.now, timeZone: verified(scope).timeZone };
}
