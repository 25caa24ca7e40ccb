import type { WASocket } from '@whiskeysockets/baileys';
import type { TransportEnv } from '../ports.ts';
import type { LinkRow } from '../store.ts';
import { digits } from './jid.ts';

/** A wish older than this when somebody comes to serve it was made by a person who has gone. */
const STALE_MS = 10 * 60_000;
/** How long WhatsApp lets a QR code stand: the first one, and each that follows. */
const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 20_000;
/** A pairing code lives as long as all six QR codes of its attempt. */
const CODE_MS = FIRST_QR_MS + 5 * NEXT_QR_MS;

/** A wish being served. */
export interface Wish {
  readonly method: LinkRow['method'];
  readonly requestedAt: number;
  /** QR texts that came in this attempt. */
  shown: number;
}

/**
 * `env.store.links` of one number, as the process that holds its lease serves it. A row is 'requested' until it
 * is taken, then 'showing' (first without anything to show) until it is settled: a row that is 'requested'
 * again is another wish.
 */
export interface Wishes {
  /** Once, before the first: what another process left undone is marked as failed. */
  begin(): void;
  /** Somebody wishes something that nobody serves yet. */
  waiting(): boolean;
  take(): Wish | undefined;
  /** Shows what the person needs: each QR text, or a code asked for once. */
  show(wish: Wish, qr: string, sock: WASocket): void;
  /** A fresh attempt for the same wish. */
  again(wish: Wish): void;
  settle(wish: Wish, state: 'done' | 'failed', reason?: string): void;
}

export function createWishes(env: TransportEnv): Wishes {
  const { account, store, clock, surroundings } = env;
  const { links } = store;
  const write = (wish: Wish, change: Parameters<typeof links.update>[1]) => {
    const row = links.read(account.id);
    const replaced = row?.state === 'requested' || row?.requestedAt !== wish.requestedAt;
    if (!replaced) links.update(account.id, change, clock.now());
  };
  const show = (wish: Wish, sock: WASocket, text: string, forMs: number) => {
    if (sock.ws.isOpen) write(wish, { state: 'showing', show: text, expiresAt: clock.now() + forMs });
  };
  const waiting = () => links.read(account.id)?.state === 'requested';
  return {
    waiting,
    begin() {
      const row = links.read(account.id);
      const stale = row?.state === 'requested' && row.requestedAt < clock.now() - STALE_MS;
      if (stale || row?.state === 'showing') {
        links.update(account.id, { state: 'failed', reason: 'interrupted' }, clock.now());
      }
    },
    take() {
      const row = links.read(account.id);
      if (row?.state !== 'requested') return undefined;
      links.update(account.id, { state: 'showing' }, clock.now());
      return { method: row.method, requestedAt: row.requestedAt, shown: 0 };
    },
    show(wish, qr, sock) {
      wish.shown += 1;
      if (wish.method === 'qr') {
        show(wish, sock, qr, surroundings.qrMs ?? (wish.shown === 1 ? FIRST_QR_MS : NEXT_QR_MS));
      } else if (wish.method === 'code' && wish.shown === 1) {
        // Asked for earlier, WhatsApp would close the connection.
        sock.requestPairingCode(digits(account.phone)).then(
          (code) => show(wish, sock, code, CODE_MS),
          // The connection is closing, and its end says why.
          () => {},
        );
      }
    },
    again(wish) {
      wish.shown = 0;
      write(wish, { state: 'showing' });
    },
    settle(wish, state, reason) {
      write(wish, { state, ...(reason !== undefined && { reason }) });
    },
  };
}
