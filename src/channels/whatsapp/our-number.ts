import type { OpenTransport, WhatsAppAlert, WhatsAppOptions } from './options.ts';
import type { Account, AccountState, Status, Transport, TransportEvents } from './ports.ts';
import type { StatusRow } from './store.ts';

/** One of our numbers while it is in use. */
export interface OurNumber {
  readonly account: Account;
  readonly stopped: boolean;
  status(): Status;
  /** Epoch ms until which nothing may leave; 0 when nothing holds it. */
  heldUntil(): number;
  /** Undefined while it is being opened. */
  transport(): Transport | undefined;
  /** What whoever hears of this number tells. */
  readonly events: TransportEvents;
  /** WhatsApp has refused us: nothing more leaves until it says otherwise, or a day has passed. */
  restrict(reason: string): void;
  accepted(at: number): void;
  figures(): Pick<StatusRow, 'lastInboundAt' | 'lastAcceptedAt' | 'roundTripMs'>;
  /** What may change without a new connection. */
  update(account: Account): void;
  start(): void;
  stop(): Promise<void>;
}

type Deps = Pick<WhatsAppOptions, 'store' | 'directory' | 'policy' | 'clock' | 'log' | 'surroundings'> & {
  alert(one: WhatsAppAlert): void;
  open: OpenTransport;
  arrived(number: OurNumber): void;
  receipt(number: OurNumber, one: Parameters<TransportEvents['receipt']>[0]): void;
};

const HELD_MS = 24 * 60 * 60_000;
const OPEN_AGAIN_MS = 30_000;
/** How exactly "last message at" is kept: each write waits for the disk. */
const NOTE_MS = 5_000;

const ALARMING: readonly AccountState[] = ['restricted', 'replaced', 'banned', 'outdated', 'misconfigured'];

/** Opens a number's transport, keeps its state, asks it for its health, and alerts when a person is needed. */
export function openNumber(deps: Deps, given: Account): OurNumber {
  const { store, clock, log, policy } = deps;
  let account = given;
  const { id } = account;
  let transport: Transport | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let opening: Promise<void> | undefined;
  const row = store.statuses.read(id);
  let status: Status = row ? { state: row.state, ...(row.reason && { reason: row.reason }) } : fresh();
  let held = row?.state === 'restricted' ? row.since + HELD_MS : 0;
  let figures: ReturnType<OurNumber['figures']> = row ?? {};
  const noted = { lastInboundAt: 0, lastAcceptedAt: 0 };
  /** The transport itself keeps to the restriction, and says when it is over. */
  let itsOwn = false;

  function report(now: Status): void {
    // Another process of ours has the number: its row is that one's to write.
    if (now.state === 'replaced' && now.reason === 'other_process') {
      status = now;
      return;
    }
    if (now.state === 'restricted') itsOwn = true;
    const begunAnew = now.state === 'linking' || now.state === 'unlinked';
    if (status.state === 'restricted' && now.state !== 'restricted' && clock.now() < held) {
      const over = itsOwn && now.state === 'linked';
      if (!begunAnew && !over && !ALARMING.includes(now.state)) return;
    }
    if (now.state !== 'restricted') held = 0;
    become(now);
  }

  function become(now: Status): void {
    if (now.state === status.state && now.reason === status.reason) return;
    const before = status;
    status = now;
    if (now.state === 'restricted' && before.state !== 'restricted') held = clock.now() + HELD_MS;
    store.statuses.write(id, { ...now }, clock.now());
    log.info({ accountId: id, ...now }, 'whatsapp: the number is now in this state');
    const lost = now.state === 'unlinked' && !['unlinked', 'linking'].includes(before.state);
    if (now.state !== before.state && (lost || ALARMING.includes(now.state))) alarm(now);
  }

  function alarm({ state, reason }: Status): void {
    deps.alert({
      accountId: id,
      creditorId: account.creditorId,
      phone: account.phone,
      kind: state as WhatsAppAlert['kind'],
      ...(reason !== undefined && { reason }),
      at: clock.now(),
    });
  }

  function note(what: keyof typeof noted, at: number): void {
    figures = { ...figures, [what]: at };
    if (at - noted[what] < NOTE_MS) return;
    noted[what] = at;
    store.statuses.write(id, { [what]: at }, at);
  }

  const events: TransportEvents = {
    arrived() {
      note('lastInboundAt', clock.now());
      deps.arrived(number);
    },
    receipt: (one) => deps.receipt(number, one),
    learnt(pairs) {
      deps.directory
        .learnt(id, pairs, clock.now())
        .catch((error) => log.error({ err: error, accountId: id }, 'whatsapp: LIDs could not be kept'));
    },
    status: (now) => {
      if (!stopped) report(now);
    },
  };

  async function open(): Promise<void> {
    try {
      const { store, directory, surroundings = {} } = deps;
      const env = { account, store, directory, events, clock, log, policy, surroundings };
      const made = await deps.open(env);
      if (stopped) return await made.stop();
      transport = made;
      made.start();
      askAgain();
    } catch (error) {
      log.error({ err: error, accountId: id }, 'whatsapp: the transport could not be opened');
      report({ state: 'misconfigured', reason: 'not_opened' });
      if (!stopped) later(OPEN_AGAIN_MS, () => void start());
    }
  }

  function start(): void {
    opening = open();
  }

  function askAgain(): void {
    later(policy.healthEveryMs, () => void ask().finally(() => !stopped && askAgain()));
  }

  async function ask(): Promise<void> {
    if (!transport) return;
    try {
      const health = await transport.health();
      if (stopped || !health.ok) return;
      figures = { ...figures, roundTripMs: health.roundTripMs };
      const now = clock.now();
      store.statuses.write(id, { roundTripMs: health.roundTripMs, roundTripAt: now }, now);
    } catch (error) {
      log.error({ err: error, accountId: id }, 'whatsapp: asking for a sign of life failed inside');
    }
  }

  function later(ms: number, then: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(then, ms);
    timer.unref();
  }

  const number: OurNumber = {
    get account() {
      return account;
    },
    get stopped() {
      return stopped;
    },
    status: () => status,
    heldUntil: () => (status.state === 'restricted' && clock.now() < held ? held : 0),
    transport: () => transport,
    events,
    restrict(reason) {
      // A transport that has said what is wrong knows better.
      if (ALARMING.includes(status.state) && status.state !== 'restricted') return;
      held = clock.now() + HELD_MS;
      become({ state: 'restricted', reason });
    },
    accepted: (at) => note('lastAcceptedAt', at),
    figures: () => figures,
    update(next) {
      account = next;
    },
    start,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await opening;
      await transport?.stop();
    },
  };
  return number;
}

function fresh(): Status {
  return { state: 'unlinked' };
}
