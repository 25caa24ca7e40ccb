import { downloadMediaMessage, generateWAMessageFromContent, type WAMessage } from '@whiskeysockets/baileys';
import type { Account } from '../server/accounts.ts';
import { digits } from '../server/addresses.ts';
import { registerPhone } from '../server/credentials.ts';
import { type Network, PhoneClient } from './client.ts';
import type { ReceivedMessage } from './inbox.ts';
import { memoryAuth } from './memory-auth.ts';

export interface SayOptions {
  /** "+62…" or an address; the firm's number where left out. */
  to?: string;
  /** Message replied to. */
  quoting?: ReceivedMessage;
  /** Under this id instead of a new one. */
  id?: string;
}

/** Somebody's phone: device 0 of an account, driven by an unmodified Baileys client. */
export class Phone extends PhoneClient {
  readonly account: Account;
  /** Whom it writes to where nobody is named. */
  partner: string | undefined;

  constructor(account: Account, network: Network, partner?: string) {
    const { creds, preKeys } = registerPhone(account);
    super(memoryAuth(creds, preKeys), network);
    this.account = account;
    this.partner = partner;
  }

  /** "+62…" */
  get number(): string {
    return this.account.phone;
  }

  /** Digits of its LID. */
  get lid(): string {
    return this.account.lid;
  }

  /** Resolves with the message's id when the server has it. */
  async say(text: string, options: SayOptions = {}): Promise<string> {
    const quoted = options.quoting?.raw;
    const message = quoted
      ? generateWAMessageFromContent(
          this.address(options.to),
          { extendedTextMessage: { text } },
          { userJid: this.sock.user!.id, quoted },
        ).message!
      : { conversation: text };
    return this.relay(this.address(options.to), message, options.id);
  }

  /** Tells the sender that these were read. */
  async read(...messages: ReceivedMessage[]): Promise<void> {
    await this.sock.readMessages(messages.map((one) => one.raw.key));
  }

  /** "typing…" at the other side, or no longer. */
  async typing(on: boolean, to?: string): Promise<void> {
    await this.sock.sendPresenceUpdate(on ? 'composing' : 'paused', this.address(to));
  }

  /** Content of a received picture or document, decrypted. */
  async download(message: ReceivedMessage): Promise<Buffer> {
    const options = { options: { dispatcher: this.network.downloadDispatcher } as RequestInit };
    return downloadMediaMessage(message.raw as WAMessage, 'buffer', options);
  }

  /** A new installation under the same number: other keys, nothing remembered. It is switched off afterwards. */
  async wipe(): Promise<void> {
    await this.offline();
    const { creds, preKeys } = registerPhone(this.account);
    this.auth = memoryAuth(creds, preKeys);
  }

  /** Address to write to. */
  address(to = this.partner): string {
    if (!to) throw new Error('nobody to write to: no firm is known to this phone');
    return to.includes('@') ? to : `${digits(to)}@s.whatsapp.net`;
  }
}
