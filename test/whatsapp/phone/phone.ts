import {
  type AnyMessageContent,
  downloadMediaMessage,
  generateWAMessageFromContent,
  type WAMessage,
} from '@whiskeysockets/baileys';
import type { Account } from '../server/accounts.ts';
import { digits } from '../server/addresses.ts';
import { registerPhone } from '../server/credentials.ts';
import { type Network, PhoneClient } from './client.ts';
import type { ReceivedMessage } from './inbox.ts';
import {
  buildMedia,
  documentContent,
  type FileToSend,
  imageContent,
  stickerContent,
  videoContent,
  voiceContent,
} from './media.ts';
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

  /** A picture; resolves with the message's id. */
  async sendImage(file: FileToSend, options: SayOptions = {}): Promise<string> {
    return this.sendContent(imageContent(file), options);
  }

  /** A file, PDF where nothing else is said. */
  async sendDocument(file: FileToSend, options: SayOptions = {}): Promise<string> {
    return this.sendContent(documentContent(file), options);
  }

  async sendVoice(file: FileToSend, options: SayOptions = {}): Promise<string> {
    return this.sendContent(voiceContent(file), options);
  }

  async sendSticker(file: FileToSend, options: SayOptions = {}): Promise<string> {
    return this.sendContent(stickerContent(file), options);
  }

  async sendVideo(file: FileToSend, options: SayOptions = {}): Promise<string> {
    return this.sendContent(videoContent(file), options);
  }

  /** Several pictures as one album: its announcement, then the pictures. Ids, the announcement's first. */
  async sendAlbum(files: FileToSend[], options: SayOptions = {}): Promise<string[]> {
    const chat = this.address(options.to);
    const album = await this.sendContent({ album: { expectedImageCount: files.length } }, options);
    const albumParentKey = { remoteJid: chat, fromMe: true, id: album };
    const ids = [album];
    for (const file of files)
      ids.push(
        await this.sendContent({ ...imageContent(file), albumParentKey } as AnyMessageContent, options),
      );
    return ids;
  }

  /** Changes the words of something sent. */
  async edit(id: string, text: string, to?: string): Promise<string> {
    const key = { remoteJid: this.address(to), fromMe: true, id };
    return this.sendContent({ text, edit: key, linkPreview: null }, { to });
  }

  /** "Delete for everyone". */
  async delete(id: string, to?: string): Promise<string> {
    return this.sendContent({ delete: { remoteJid: this.address(to), fromMe: true, id } }, { to });
  }

  /** Anything Baileys can build; media is uploaded first. Resolves with the id when the server has it. */
  async sendContent(content: AnyMessageContent, options: SayOptions = {}): Promise<string> {
    const built = await buildMedia(this, content, options);
    return this.relay(this.address(options.to), built.message!, built.key.id!);
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
