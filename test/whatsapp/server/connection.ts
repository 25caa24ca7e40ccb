import type { proto } from '@whiskeysockets/baileys';
import { decodeBinaryNode, encodeBinaryNode } from '@whiskeysockets/baileys';
import type { WebSocket } from 'ws';
import type { Device } from './accounts.ts';
import type { ServerIdentity } from './certificates.ts';
import { Malformed, type Node, node } from './nodes.ts';
import { NoiseResponder } from './noise.ts';

const INTRO = Buffer.from([0x57, 0x41, 6, 3]);
/** How long a peer may take to hang up after it was told to, before it is cut off. */
const GRACE_MS = 500;

export interface ConnectionHooks {
  authenticated(connection: Connection, noiseKey: Buffer, payload: proto.ClientPayload): void;
  received(connection: Connection, stanza: Node): void;
  closed(connection: Connection): void;
  /** The client was sent away for what it sent. */
  refused(why: string): void;
  /** A mistake of the server itself, or bytes that are no stanza. */
  failed(error: unknown): void;
}

/** One WebSocket from the first bytes to the end: intro, handshake, then encrypted stanzas both ways. */
export class Connection {
  /** Set by the login. */
  device: Device | undefined;
  /** Noise key it proved to hold; set after the handshake. */
  noiseKey: Buffer | undefined;
  /** The client asked for live delivery. */
  active = false;
  /** Nothing is heard and nothing is said, though the line stands. */
  silent = false;
  /** Frames this connection may still carry; then it breaks. */
  remaining = Number.POSITIVE_INFINITY;

  private readonly ws: WebSocket;
  private readonly identity: ServerIdentity;
  private readonly hooks: ConnectionHooks;
  private noise: NoiseResponder | undefined;
  private stage: 'intro' | 'hello' | 'finish' | 'open' | 'over' = 'intro';
  private buffer = Buffer.alloc(0);
  private decoding: Promise<void> = Promise.resolve();

  constructor(ws: WebSocket, identity: ServerIdentity, hooks: ConnectionHooks) {
    this.ws = ws;
    this.identity = identity;
    this.hooks = hooks;
    ws.on('message', (data: Buffer) => this.take(data));
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      this.stage = 'over';
      this.active = false;
      hooks.closed(this);
    });
  }

  get isOpen(): boolean {
    return this.stage === 'open';
  }

  send(stanza: Node): void {
    if (this.stage !== 'open' || this.silent) return;
    this.remaining -= 1;
    if (this.remaining < 0) this.cut();
    else this.frame(this.noise!.close(encodeBinaryNode(stanza)));
  }

  /** Says a last thing (`stream:error`, `failure`) and hangs up as soon as the client has. */
  end(last: Node): void {
    this.send(last);
    if (this.stage !== 'open') return;
    this.stage = 'over';
    this.active = false;
    const timer = setTimeout(() => this.ws.close(), GRACE_MS);
    timer.unref();
    this.ws.once('close', () => clearTimeout(timer));
  }

  /** As a cable that was pulled: what was written but not sent is gone. */
  cut(): void {
    this.stage = 'over';
    this.active = false;
    this.ws.terminate();
  }

  private frame(payload: Buffer): void {
    const head = Buffer.alloc(3);
    head.writeUIntBE(payload.length, 0, 3);
    this.ws.send(Buffer.concat([head, payload]));
  }

  private take(data: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, data]);
    try {
      while (this.step()) {
        // One frame after the other.
      }
    } catch {
      // Keys that do not fit or bytes that are no frame: there is nobody to explain it to.
      this.cut();
    }
  }

  private step(): boolean {
    if (this.stage === 'over') return false;
    if (this.stage === 'intro') return this.readIntro();
    if (this.buffer.length < 3) return false;
    const length = this.buffer.readUIntBE(0, 3);
    if (this.buffer.length < length + 3) return false;
    const frame = this.buffer.subarray(3, length + 3);
    this.buffer = this.buffer.subarray(length + 3);
    if (this.stage === 'hello') {
      this.frame(this.noise!.answer(frame, this.identity.chain));
      this.stage = 'finish';
    } else if (this.stage === 'finish') {
      const { noiseKey, payload } = this.noise!.finish(frame);
      this.noiseKey = noiseKey;
      this.stage = 'open';
      this.hooks.authenticated(this, noiseKey, payload);
    } else this.decode(this.noise!.open(frame));
    return true;
  }

  /** "WA", 6, dictionary 3; before it, where the client has been here, where it was routed. */
  private readIntro(): boolean {
    if (this.buffer.length < 7) return false;
    let start = 0;
    if (this.buffer.subarray(0, 2).toString() === 'ED') start = 7 + this.buffer.readUIntBE(4, 3);
    if (this.buffer.length < start + INTRO.length) return false;
    const intro = this.buffer.subarray(start, start + INTRO.length);
    if (!intro.equals(INTRO)) throw new Error('not a WhatsApp client');
    this.noise = new NoiseResponder(this.identity.noiseKey, INTRO);
    this.buffer = this.buffer.subarray(start + INTRO.length);
    this.stage = 'hello';
    return true;
  }

  private decode(plain: Buffer): void {
    this.decoding = this.decoding.then(async () => {
      try {
        const stanza = await decodeBinaryNode(plain);
        if (this.stage === 'open') this.hooks.received(this, stanza);
      } catch (error) {
        if (error instanceof Malformed) this.hooks.refused(error.message);
        else this.hooks.failed(error);
        this.end(node('stream:error', {}, [node('xml-not-well-formed')]));
      }
    });
  }
}
