import { Agent as HttpsAgent } from 'node:https';
import { type AuthenticationCreds, S_WHATSAPP_NET } from '@whiskeysockets/baileys';
import { Agent } from 'undici';
import type { Surroundings } from '../../../src/channels/whatsapp/ports.ts';
import type { Network } from '../phone/client.ts';
import { OwnerPhone } from '../phone/owner-phone.ts';
import { Phone } from '../phone/phone.ts';
import type { Account } from './accounts.ts';
import type { Mode } from './addresses.ts';
import { Controls } from './controls.ts';
import { registerLinked } from './credentials.ts';
import { unlink } from './linking.ts';
import type { MediaHost } from './media-host.ts';
import { node, seconds } from './nodes.ts';
import { StanzaServer } from './server.ts';
import { deliver, serverId } from './world.ts';

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
 *
 * Whatever can be made to go wrong, and whatever passed through, is in the part above: Controls.
 */
export class LoopbackWhatsApp extends Controls {
  private readonly wire: StanzaServer;
  private readonly port: number;
  private readonly agents: Pick<Network, 'uploadAgent' | 'downloadDispatcher'>;
  private readonly phones = new Map<string, Phone>();
  private firm: string | undefined;

  private constructor(wire: StanzaServer, port: number) {
    super(wire.world);
    this.wire = wire;
    this.port = port;
    const { ca } = wire.world.media;
    this.agents = { uploadAgent: new HttpsAgent({ ca }), downloadDispatcher: new Agent({ connect: { ca } }) };
  }

  static async start(): Promise<LoopbackWhatsApp> {
    const wire = new StanzaServer();
    return new LoopbackWhatsApp(wire, await wire.listen());
  }

  /** Switches every phone off and frees the ports. Throws where the server itself made a mistake. */
  async stop(): Promise<void> {
    await Promise.all([...this.phones.values()].map((phone) => phone.offline()));
    await this.wire.close();
    await this.agents.downloadDispatcher.destroy();
    this.agents.uploadAgent.destroy();
    const [mistake] = this.world.records.mistakes;
    if (mistake) throw new Error('the loopback server made a mistake', { cause: mistake });
  }

  /** For the adapter under test. */
  surroundings(): Surroundings {
    return { ...this.network() };
  }

  /** For a Baileys client of the test's own. */
  network(): Network {
    return { webSocketUrl: this.webSocketUrl, ...this.agents };
  }

  get webSocketUrl(): string {
    return `ws://127.0.0.1:${this.port}/ws/chat`;
  }

  /** Uploaded files, and what may be wrong with them. `media.ca` is the certificate, for other processes. */
  get media(): MediaHost {
    return this.world.media;
  }

  /** Root of the server's certificate chain, for `trustRoot`. */
  get root(): Buffer {
    return this.wire.identity.root;
  }

  /** Registers a number and switches its phone on. */
  async newPhone(number: string, options: PhoneOptions = {}): Promise<Phone> {
    const phone = new Phone(this.register(number, options), this.network());
    return this.begin(phone, options);
  }

  /** The firm's own phone, the primary of our number; the same one each time. */
  async ownerPhone(number: string, options: PhoneOptions = {}): Promise<OwnerPhone> {
    this.firm ??= number;
    const known = this.phones.get(this.world.accounts.ofPhone(number)?.number ?? '');
    if (known instanceof OwnerPhone) return this.begin(known, options);
    const account = this.register(number, options);
    return this.begin(new OwnerPhone(account, this.network(), this.world.records), options);
  }

  /**
   * Credentials of a new device linked to that number, as after a QR code was scanned. The firm's phone exists
   * then, switched off. Keys are not part of it: begin with an empty key store.
   */
  async linkedCreds(number: string): Promise<AuthenticationCreds> {
    const known = this.phones.get(this.world.accounts.ofPhone(number)?.number ?? '');
    const phone = known ?? (await this.ownerPhone(number, { offline: true }));
    return registerLinked(phone.account, phone.auth.creds);
  }

  /**
   * The phone gets a new installation: other keys, nothing remembered, its linked devices sent away. `tell`:
   * those who know the number hear of it before the next message (as usual), or find out by themselves.
   */
  async reinstall(phone: Phone, tell = true): Promise<void> {
    const { account } = phone;
    await phone.wipe();
    for (const device of [...account.devices.values()]) if (device.id !== 0) unlink(device);
    const attrs = { from: `${account.number}${S_WHATSAPP_NET}`, type: 'encrypt', t: seconds() };
    if (tell)
      for (const peer of account.known)
        for (const device of peer.devices.values())
          deliver(device, node('notification', { ...attrs, id: serverId() }, [node('identity')]));
    await phone.online();
  }

  private async begin<P extends Phone>(phone: P, options: PhoneOptions): Promise<P> {
    this.phones.set(phone.account.number, phone);
    phone.partner ??= options.partner ?? this.firm;
    if (!options.offline) await phone.online();
    return phone;
  }

  private register(number: string, options: PhoneOptions): Account {
    const account = this.world.accounts.register(number, options.name ?? `Phone ${number.slice(-4)}`);
    account.addressing = options.addressing ?? 'lid';
    account.hidden = options.hidden ?? false;
    return account;
  }
}
