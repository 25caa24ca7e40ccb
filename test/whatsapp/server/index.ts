import { Agent as HttpsAgent } from 'node:https';
import type { AuthenticationCreds } from '@whiskeysockets/baileys';
import { Agent } from 'undici';
import type { Surroundings } from '../../../src/channels/whatsapp/ports.ts';
import type { Network } from '../phone/client.ts';
import { Phone } from '../phone/phone.ts';
import type { Account } from './accounts.ts';
import type { Mode } from './addresses.ts';
import { registerLinked } from './credentials.ts';
import { StanzaServer } from './server.ts';

export interface PhoneOptions {
  name?: string;
  /** How it is named to those it writes to. Default `lid`, its number told beside it. */
  addressing?: Mode;
  /** Its number is told to nobody: messages come from the LID alone. */
  hidden?: boolean;
  /** Whom it writes to by default; otherwise the first number with `ownerPhone` or `linkedCreds`. */
  partner?: string;
  /** Registered, but switched off: messages wait for it. */
  offline?: boolean;
}

/**
 * A WhatsApp of our own on 127.0.0.1: real sockets, real encryption, nothing leaves the machine.
 *
 *     const server = await LoopbackWhatsApp.start();
 *     const creds = await server.linkedCreds('+62215550100');     // our number, linked already
 *     const phone = await server.newPhone('+6281234567890');      // a debtor, online
 *     await phone.say('tagihan saya berapa ya');                  // to our number
 *     const answer = await phone.waitForMessage(/Rp/);
 *     await server.stop();
 */
export class LoopbackWhatsApp {
  private readonly wire: StanzaServer;
  private readonly port: number;
  private readonly phones = new Map<string, Phone>();
  private firm: string | undefined;

  private constructor(wire: StanzaServer, port: number) {
    this.wire = wire;
    this.port = port;
  }

  static async start(): Promise<LoopbackWhatsApp> {
    const wire = new StanzaServer();
    return new LoopbackWhatsApp(wire, await wire.listen());
  }

  /** Switches every phone off and frees the ports. */
  async stop(): Promise<void> {
    await Promise.all([...this.phones.values()].map((phone) => phone.offline()));
    await this.wire.close();
  }

  /** For the adapter under test. */
  surroundings(): Surroundings {
    return { ...this.network() };
  }

  get webSocketUrl(): string {
    return `ws://127.0.0.1:${this.port}/ws/chat`;
  }

  /** Registers a number and switches its phone on. */
  async newPhone(number: string, options: PhoneOptions = {}): Promise<Phone> {
    const phone = this.register(number, options);
    phone.partner = options.partner ?? this.firm;
    if (!options.offline) await phone.online();
    return phone;
  }

  /** The firm's own phone, the primary of our number; the same one each time. */
  async ownerPhone(number: string, options: PhoneOptions = {}): Promise<Phone> {
    this.firm ??= number;
    const phone = this.phoneOf(number) ?? this.register(number, options);
    if (!options.offline) await phone.online();
    return phone;
  }

  /**
   * Credentials of a new device linked to that number, as after a QR code was scanned. The firm's phone exists
   * then, switched off. Keys are not part of it: begin with an empty key store.
   */
  async linkedCreds(number: string): Promise<AuthenticationCreds> {
    const phone = await this.ownerPhone(number, { offline: true });
    return registerLinked(phone.account, phone.auth.creds);
  }

  /** LID of a registered number, digits. */
  lid(number: string): string {
    return this.account(number).lid;
  }

  private account(number: string): Account {
    const account = this.wire.world.accounts.ofPhone(number);
    if (!account) throw new Error(`${number} is not registered`);
    return account;
  }

  private phoneOf(number: string): Phone | undefined {
    return this.phones.get(this.wire.world.accounts.ofPhone(number)?.number ?? '');
  }

  private register(number: string, options: PhoneOptions): Phone {
    const account = this.wire.world.accounts.register(number, options.name ?? `Phone ${number.slice(-4)}`);
    account.addressing = options.addressing ?? 'lid';
    account.hidden = options.hidden ?? false;
    const phone = new Phone(account, this.network());
    this.phones.set(account.number, phone);
    return phone;
  }

  /** For a Baileys client of the test's own. */
  network(): Network {
    return {
      webSocketUrl: this.webSocketUrl,
      uploadAgent: new HttpsAgent(),
      downloadDispatcher: new Agent(),
    };
  }
}
