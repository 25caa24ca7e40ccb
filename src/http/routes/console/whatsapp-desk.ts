import type { WhatsAppState } from '../../contract/console.ts';

/** One of the firm's numbers as the desk knows it. */
export interface DeskNumber {
  id: number;
  creditorId: number;
  creditorName: string;
  /** E.164 with "+". */
  phone: string;
  transport: 'baileys' | 'cloud';
  reminders: boolean;
  state: WhatsAppState;
  reason?: string | undefined;
  since?: number | undefined;
  lastInboundAt?: number | undefined;
  lastAcceptedAt?: number | undefined;
  roundTripMs?: number | undefined;
  roundTripAt?: number | undefined;
  /** Messages that arrived and could not be read. */
  missing: number;
  link?:
    | {
        method: 'qr' | 'code' | 'unlink';
        state: 'requested' | 'showing' | 'done' | 'failed';
        /** The QR text, or the pairing code. */
        show?: string | undefined;
        expiresAt?: number | undefined;
        reason?: string | undefined;
      }
    | undefined;
}

/** `unknown`: no such number. `not_linkable`: a number of the Cloud API. `elsewhere`: another process has it. */
export type Asked = { ok: true } | { ok: false; reason: 'unknown' | 'not_linkable' | 'elsewhere' };

/** What the console asks of WhatsApp; src/whatsapp.ts is it. Who may see and do what is the routes' affair. */
export interface WhatsAppDesk {
  /** All of them, in order of creditor and phone. */
  numbers(): Promise<DeskNumber[]>;
  /** Returns once it was asked for; how it goes shows in `numbers()`. Asked again, the newest wish counts. */
  link(accountId: number, method: 'qr' | 'code'): Promise<Asked>;
  /** Also when it is linked nowhere: then what is left of the session is wiped. */
  unlink(accountId: number): Promise<Asked>;
  setReminders(accountId: number, on: boolean): Promise<Asked>;
  /** Calls back whenever the state or the linking of a number has changed; returns how to stop that. */
  watch(changed: (at: { accountId: number; creditorId: number }) => void): () => void;
}
