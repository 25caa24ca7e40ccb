import type { Device } from './accounts.ts';
import type { Connection } from './connection.ts';
import { type Node, node, seconds } from './nodes.ts';

/** Disconnect codes as Baileys counts them (DisconnectReason), and HTTP answers to the upgrade. */
export type DisconnectCode = 401 | 402 | 403 | 405 | 408 | 411 | 428 | 440 | 500 | 503 | 515;

/** What may happen to the next message of a linked device instead of the usual. */
export type SendFault = 'lose-ack' | 'lose-message';

/** Everything a test has asked to go wrong. Concerns linked devices alone: phones are left in peace. */
export class Faults {
  private readonly logins: DisconnectCode[] = [];
  private readonly upgrades: (number | 'reset')[] = [];
  private readonly acks: number[] = [];
  private readonly sends: SendFault[] = [];
  private readonly breaks: number[] = [];

  failLogin(code: DisconnectCode, times: number): void {
    // 408 is what a connection becomes that breaks before anybody has said who they are.
    for (let i = 0; i < times; i++)
      if (code === 408) this.upgrades.push('reset');
      else this.logins.push(code);
  }

  failUpgrade(status: number): void {
    this.upgrades.push(status);
  }

  failAck(code: number, times: number): void {
    for (let i = 0; i < times; i++) this.acks.push(code);
  }

  failSend(fault: SendFault): void {
    this.sends.push(fault);
  }

  breakNextConnectionAfter(frames: number): void {
    this.breaks.push(frames);
  }

  takeUpgrade(): number | 'reset' | undefined {
    return this.upgrades.shift();
  }

  takeLogin(): DisconnectCode | undefined {
    return this.logins.shift();
  }

  takeAck(from: Device): number | undefined {
    return from.id === 0 ? undefined : this.acks.shift();
  }

  takeSend(from: Device): SendFault | undefined {
    return from.id === 0 ? undefined : this.sends.shift();
  }

  takeBreak(): number | undefined {
    return this.breaks.shift();
  }
}

const failure = (reason: number, extra: Record<string, string> = {}): Node =>
  node('failure', { reason: String(reason), location: 'loopback', t: seconds(), ...extra });

/** Refuses a login as WhatsApp does: most as `<failure>`, some as `<stream:error>`, 428 by hanging up. */
export function refuseLogin(connection: Connection, code: DisconnectCode): void {
  if ([402, 428, 440, 503, 515].includes(code)) disconnect(connection, code);
  else connection.end(failure(code));
}

const streamError = (code: number | undefined, cause?: Node): Node =>
  node('stream:error', { code: code?.toString() }, cause && [cause]);

/** What WhatsApp says last when it ends an open session, for each cause. */
const LAST_WORDS: Record<Exclude<DisconnectCode, 428>, () => Node> = {
  401: () => streamError(401, node('conflict', { type: 'device_removed' })),
  402: () => failure(402, { code: '101', expire: '3600' }),
  403: () => failure(403),
  405: () => failure(405),
  408: () => streamError(408),
  411: () => node('ib', {}, [node('downgrade_webclient')]),
  440: () => streamError(undefined, node('conflict', { type: 'replaced' })),
  500: () => streamError(undefined, node('unknown')),
  503: () => streamError(503),
  515: () => streamError(515),
};

/** Ends a session that was open, as WhatsApp does for each cause; 428 is a line that breaks. */
export function disconnect(connection: Connection, code: DisconnectCode): void {
  if (code === 428) connection.cut();
  else connection.end(LAST_WORDS[code]());
}
