import type {
  Arrived,
  Downloaded,
  Health,
  MediaRef,
  Outgoing,
  Party,
  SendOutcome,
  Status,
  Transport,
  TransportEnv,
} from '../../../src/channels/whatsapp/index.ts';

export interface OnTheWire {
  to: Party;
  message: Outgoing;
  id: string;
}

/** Ids are never used again, not even by another process' line. */
let count = 0;

/** WhatsApp itself, in memory: one number's line to it, keeping to the port of a transport. */
export class Wire implements Transport {
  readonly env: TransportEnv;
  readonly sent: OnTheWire[] = [];
  readonly read: string[] = [];
  readonly typings: { to: Party; on: boolean }[] = [];
  /** What the next sends come to; afterwards everything is accepted. */
  readonly outcomes: SendOutcome[] = [];
  readonly files = new Map<string, Downloaded[]>();
  healthy: Health = { ok: true, roundTripMs: 12 };
  state: Status = { state: 'linked' };
  running = false;
  /** Cloud: the network names messages itself. */
  ownNames = false;
  /** Awaited within every send. */
  beforeSend: () => Promise<void> = async () => {};

  constructor(env: TransportEnv) {
    this.env = env;
  }

  start(): void {
    this.running = true;
    this.env.events.status(this.state);
  }

  async stop(): Promise<void> {
    this.running = false;
  }

  async send(to: Party, message: Outgoing, id: string): Promise<SendOutcome> {
    await this.beforeSend();
    const outcome = this.outcomes.shift() ?? {
      how: 'accepted',
      messageId: this.ownNames ? `wamid.${id}` : id,
    };
    if (outcome.how === 'accepted') this.sent.push({ to, message, id });
    return outcome;
  }

  async markRead(_from: Party, messageIds: readonly string[]): Promise<void> {
    this.read.push(...messageIds);
  }

  async typing(to: Party, on: boolean): Promise<void> {
    this.typings.push({ to, on });
  }

  async download({ handle }: MediaRef): Promise<Downloaded> {
    const answers = this.files.get(handle) ?? [];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? { ok: false, reason: 'gone' };
  }

  async health(): Promise<Health> {
    return this.healthy;
  }

  /** Durable in the inbox first, announced then, as a transport must. False for what is there already. */
  arrive(phone: string, given: Partial<Arrived> = {}): string {
    const arrived = this.arrivedOf(phone, given);
    this.put(arrived);
    this.env.events.arrived();
    return arrived.id;
  }

  put(arrived: Arrived): boolean {
    const { account, store, clock } = this.env;
    return store.inbox.put(account.id, `phone:${arrived.party.phone}`, arrived, clock.now());
  }

  arrivedOf(phone: string, given: Partial<Arrived> = {}): Arrived {
    const { account, clock } = this.env;
    count++;
    return {
      id: `${account.id}-${count}-${phone.slice(-4)}`,
      party: { phone },
      at: clock.now(),
      author: 'debtor',
      kind: 'text',
      text: '',
      ...given,
    };
  }

  /** A picture or document with these bytes behind it. */
  file(bytes: Buffer | Downloaded[], more: Partial<MediaRef> = {}): Pick<Arrived, 'kind' | 'media'> {
    const handle = `file-${this.files.size + 1}`;
    this.files.set(handle, Buffer.isBuffer(bytes) ? [{ ok: true, bytes }] : bytes);
    return { kind: 'media', media: { kind: 'image', mediaType: 'image/png', handle, ...more } };
  }

  /** Words of all text that went out, to one number or to everybody. */
  said(phone?: string): string[] {
    return this.sent
      .filter(({ to }) => phone === undefined || to.phone === phone)
      .map(({ message }) => ('text' in message ? message.text : ''));
  }
}
