import { type Address, digits, type Mode, type Named, parseAddress, writeAddress } from './addresses.ts';
import type { Connection } from './connection.ts';
import { DeliveryQueue } from './delivery-queue.ts';
import type { KeyBundle } from './key-bundle.ts';

/** One installation of an account: 0 is the phone itself, the others are linked to it. */
export class Device {
  readonly account: Account;
  readonly id: number;
  /** Proves who logs in. */
  noiseKey: Buffer;
  readonly keys: KeyBundle;
  readonly queue: DeliveryQueue;
  /** Index within the signed key list; peers ignore linked devices without one. */
  keyIndex = 0;
  connection: Connection | undefined;
  /** Most connections it ever had open at once. */
  peak = 0;
  /** Presence as it said itself. */
  available = false;

  /** A device that takes the place of another keeps what waits for it. */
  constructor(account: Account, id: number, noiseKey: Buffer, keys: KeyBundle) {
    this.account = account;
    this.id = id;
    this.noiseKey = noiseKey;
    this.keys = keys;
    this.queue = account.devices.get(id)?.queue ?? new DeliveryQueue();
  }

  address(mode: Mode): string {
    return writeAddress(this.account, mode, this.id);
  }
}

/** A registered number. */
export class Account implements Named {
  /** Digits of the phone number. */
  readonly number: string;
  /** Digits of the id that stands for it. */
  readonly lid: string;
  name: string;
  /** How this account is named to those it writes to. */
  addressing: Mode = 'lid';
  /** Its number is never told: only the LID. */
  hidden = false;
  /** May not write to strangers now. */
  restricted = false;
  readonly devices = new Map<number, Device>();
  /** Accounts it has exchanged messages with: those are told about changed keys and devices. */
  readonly known = new Set<Account>();
  private last = 0;

  constructor(number: string, lid: string, name: string) {
    this.number = number;
    this.lid = lid;
    this.name = name;
  }

  /** "+" and digits. */
  get phone(): string {
    return `+${this.number}`;
  }

  /** Ids of linked devices are never used twice. */
  nextDeviceId(): number {
    this.last += 1;
    return this.last;
  }
}

/** Everybody who is on WhatsApp. */
export class Accounts {
  private readonly byNumber = new Map<string, Account>();
  private readonly byLid = new Map<string, Account>();

  /** Registers a number under a new LID; the account has no device yet. */
  register(phone: string, name: string): Account {
    const number = digits(phone);
    if (this.byNumber.has(number)) throw new Error(`+${number} is registered already`);
    const lid = `1${String(this.byLid.size + 1).padStart(4, '0')}${number.slice(-10).padStart(10, '7')}`;
    const account = new Account(number, lid, name);
    this.byNumber.set(number, account);
    this.byLid.set(lid, account);
    return account;
  }

  /** The number is no longer on WhatsApp. */
  remove(account: Account): void {
    this.byNumber.delete(account.number);
    this.byLid.delete(account.lid);
  }

  ofPhone(phone: string): Account | undefined {
    return this.byNumber.get(digits(phone));
  }

  all(): Account[] {
    return [...this.byNumber.values()];
  }

  account(jid: string | Address | undefined): Account | undefined {
    const address = typeof jid === 'string' ? parseAddress(jid) : jid;
    if (!address) return undefined;
    return (address.mode === 'lid' ? this.byLid : this.byNumber).get(address.user);
  }

  device(jid: string | undefined): Device | undefined {
    const address = parseAddress(jid);
    return address && this.account(address)?.devices.get(address.device);
  }
}
