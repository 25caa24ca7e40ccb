import type { Account, Device } from './accounts.ts';
import { type DisconnectCode, disconnect } from './faults.ts';
import type { Node } from './nodes.ts';
import type { AcceptedMessage, Records } from './records.ts';
import { deliver, type World } from './world.ts';

/**
 * What tests may look at and make go wrong. Faults hit linked devices (the adapter under test) alone; phones
 * are left in peace.
 */
export class Controls {
  /** Everything inside, for tests that go deeper than these methods. */
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  // What passed through

  /** Everything accepted, refused, confirmed, asked. */
  get records(): Records {
    return this.world.records;
  }

  /** Messages accepted, repetitions of an id included (`duplicate`). */
  get accepted(): AcceptedMessage[] {
    return this.records.accepted;
  }

  /** Messages accepted for a number, each id once. */
  sent(to: string): AcceptedMessage[] {
    return this.records.sent(to);
  }

  /** Stanzas that wait for the linked devices of a number: not delivered, or not confirmed. */
  waiting(number: string): number {
    return this.linked(number).reduce((sum, device) => sum + device.queue.length, 0);
  }

  /** Ids of messages that wait for the linked devices of a number. */
  waitingMessages(number: string): string[] {
    return this.linked(number).flatMap((device) =>
      device.queue.waiting.filter((one) => one.tag === 'message').map((one) => one.attrs.id!),
    );
  }

  /** Whether a linked device of the number is connected and takes messages. */
  isOnline(number: string): boolean {
    return this.linked(number).some((device) => device.connection?.active);
  }

  /** Number of linked devices. */
  linkedDevices(number: string): number {
    return this.linked(number).length;
  }

  /** Waits for something at the server; looked at whenever anything happens there. 20 seconds at most. */
  until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    return this.records.until(what, look, () => ({
      accepted: this.accepted.length,
      refused: this.records.refused,
      logins: this.records.logins.length,
    }));
  }

  /** LID of a registered number, digits. */
  lid(number: string): string {
    return this.account(number).lid;
  }

  // Disconnects

  /**
   * The next login of a linked device fails like this, that many times. 408 is a line that breaks before
   * the login and hits whoever connects next. Codes as in Baileys' DisconnectReason.
   */
  failNext(code: DisconnectCode, times = 1): void {
    this.world.faults.failLogin(code, times);
  }

  /**
   * The next WebSocket upgrade of anybody is answered with this HTTP status (503: WhatsApp is down). Baileys
   * 7.0.0-rc14 says nothing at all then, ever: whoever uses it needs a clock of their own.
   */
  failUpgrade(status: number): void {
    this.world.faults.failUpgrade(status);
  }

  /** Ends the open connections of the number's linked devices. Returns how many there were. */
  disconnect(number: string, code: DisconnectCode): number {
    const open = this.linked(number).flatMap((device) => device.connection ?? []);
    for (const connection of open) disconnect(connection, code);
    return open.length;
  }

  /** The line breaks after that many more stanzas to a linked device of the number; or on its next connection. */
  dropAfter(stanzas: number, number: string): void {
    const open = this.linked(number).flatMap((device) => device.connection ?? []);
    for (const connection of open) connection.remaining = stanzas;
    if (open.length === 0) this.world.faults.breakNextConnectionAfter(stanzas);
  }

  /** The open lines of the number's linked devices go dead: nothing is heard or said, none is closed. */
  silence(number: string): void {
    for (const device of this.linked(number)) if (device.connection) device.connection.silent = true;
  }

  /** Most connections one linked device of the number ever had open at the same time. */
  peakConnections(number: string): number {
    return Math.max(0, ...this.linked(number).map((device) => device.peak));
  }

  /** Removes the number's linked devices without a word to them: their next login gets 401. */
  forgetLinked(number: string): void {
    for (const device of this.linked(number)) device.account.devices.delete(device.id);
  }

  /** How many QR codes a client without an account is offered (6 at WhatsApp). */
  offerRefs(count: number): void {
    this.world.linking.refs = count;
  }

  // Sending

  /** The next messages of linked devices are refused with this code (463: may not write to strangers). */
  ackError(code: number, times = 1): void {
    this.world.faults.failAck(code, times);
  }

  /** The next message of a linked device is taken and delivered, but the line breaks before its ack. */
  loseAck(): void {
    this.world.faults.failSend('lose-ack');
  }

  /** The next message of a linked device is lost: the line breaks, nobody gets it. */
  loseMessage(): void {
    this.world.faults.failSend('lose-message');
  }

  // Deliveries

  /** Nothing is delivered to any device of the number until `release`; it waits. */
  hold(number: string): void {
    for (const device of this.account(number).devices.values()) device.queue.held = true;
  }

  release(number: string): void {
    for (const device of this.account(number).devices.values()) {
      device.queue.held = false;
      if (device.connection?.active) device.queue.flush(device.connection, false);
    }
  }

  /** Delivers a message once more to the number's linked devices, ciphertext and all. */
  redeliver(number: string, id: string): void {
    const done = this.linked(number).filter((device) => device.queue.repeat(id, device.connection));
    if (done.length === 0) throw new Error(`no linked device of ${number} ever got ${id}`);
  }

  /** Delivers a stanza of the test's own to the number's linked devices (a group's, a status, nonsense). */
  inject(number: string, stanza: Node): void {
    for (const device of this.linked(number)) deliver(device, stanza);
  }

  // Accounts

  /** WhatsApp says of the number, when its devices ask, that it may not write to strangers for an hour. */
  restrict(number: string, on = true): void {
    this.account(number).restricted = on;
  }

  /** The number leaves WhatsApp. */
  unregister(number: string): void {
    const account = this.account(number);
    for (const device of account.devices.values()) if (device.connection) disconnect(device.connection, 401);
    this.world.accounts.remove(account);
  }

  protected account(number: string): Account {
    const account = this.world.accounts.ofPhone(number);
    if (!account) throw new Error(`${number} is not registered`);
    return account;
  }

  private linked(number: string): Device[] {
    return [...this.account(number).devices.values()].filter((device) => device.id !== 0);
  }
}
