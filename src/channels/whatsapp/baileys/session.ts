import type { ReachoutTimelockState, WASocket } from '@whiskeysockets/baileys';
import type { AuthState } from './auth-state.ts';
import type { BaileysContext } from './context.ts';
import { codeOf } from './disconnect.ts';
import { cut, openSocket, type SocketParts } from './socket.ts';

/** How long the other side may take to close the line after us. */
const GOODBYE_MS = 2_000;
/** Each step of connecting has a limit of its own; this is for what none of them covers. */
const CONNECT_MS = 120_000;

export interface SessionEnd {
  /** Baileys' disconnect code; none when we ended it ourselves. */
  code?: number;
}

/** One socket from its making to its end. */
export interface Session {
  readonly sock: WASocket;
  /** Never rejects. By then buffered messages are in the inbox, and nothing of the socket is left. */
  readonly ended: Promise<SessionEnd>;
  end(): void;
}

export interface SessionEvents {
  /** Called within the making of the socket, before anything can arrive; returns how to let go of it. */
  made(sock: WASocket): () => void;
  qr(text: string, sock: WASocket): void;
  open(sock: WASocket): void;
  timelock(state: ReachoutTimelockState): void;
}

export function startSession(
  ctx: BaileysContext,
  auth: AuthState,
  parts: SocketParts,
  events: SessionEvents,
): Session {
  const sock = openSocket(ctx, auth, parts);
  let ending = false;
  let over = false;
  let goodbye: NodeJS.Timeout | undefined;
  const tooLong = setTimeout(() => end(), CONNECT_MS);
  const letGo = events.made(sock);
  sock.ev.on('creds.update', () => auth.save());
  // Baileys listens to this and does nothing, and so nobody would ever hear that the line was refused.
  sock.ws.on('unexpected-response', () => void sock.end(refusedLine()));
  const ended = new Promise<SessionEnd>((resolve) => {
    sock.ev.on('connection.update', (update) => {
      if (over) return;
      if (update.qr !== undefined || update.connection === 'open') clearTimeout(tooLong);
      if (update.qr !== undefined) events.qr(update.qr, sock);
      if (update.reachoutTimeLock) events.timelock(update.reachoutTimeLock);
      if (update.connection === 'open') events.open(sock);
      if (update.connection !== 'close') return;
      over = true;
      clearTimeout(goodbye);
      clearTimeout(tooLong);
      // Receipts for what is still buffered have left: it is handed over now, or it is lost for good.
      sock.ev.flush();
      auth.retire();
      letGo();
      resolve({ code: codeOf(update.lastDisconnect?.error) });
    });
  });
  function end(): void {
    if (over || ending) return;
    ending = true;
    goodbye = setTimeout(() => cut(sock), GOODBYE_MS);
    void sock.end(undefined);
  }
  return { sock, ended, end };
}

/** Whoever answered (a proxy, perhaps) is not WhatsApp's judgement on the number: it is tried again. */
function refusedLine(): Error {
  return Object.assign(new Error('the WebSocket was refused'), { output: { statusCode: 503 } });
}
