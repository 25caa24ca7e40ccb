import { randomUUID } from 'node:crypto';
import type { InboundMessage, OutboundMessage } from '../../src/channels/channel.ts';
import { fileNamed } from './files.ts';
import { ACCOUNT, type PhoneApp } from './phone-app.ts';
import type { Activity } from './visitor.ts';

type Extras = Partial<Pick<InboundMessage, 'unreadable' | 'quoted' | 'corrects'>> & {
  id?: string | undefined;
};

/** A debtor's phone: writes to us by a channel like WhatsApp, and gets what the outbox sends. */
export class Phone {
  readonly app: PhoneApp;
  readonly creditorId: number;
  /** Who writes, as the channel calls them; somebody new has another one. */
  readonly senderId: string;
  /** The number, where the channel proved it. */
  readonly address: string | undefined;
  /** On a phone choices are numbers: none to press. */
  readonly choices: { title: string; value: string }[] = [];
  #locale: InboundMessage['locale'];
  #seen = 0;

  constructor(app: PhoneApp, who: { creditorId: number; address?: string | undefined; senderId?: string }) {
    this.app = app;
    this.creditorId = who.creditorId;
    this.address = who.address;
    this.senderId = who.senderId ?? 'wa-1';
  }

  /** The language for the first words; nothing is said before the debtor writes. */
  speaks(locale: InboundMessage['locale']): void {
    this.#locale = locale;
  }

  async say(text: string, more: Extras = {}): Promise<Activity[]> {
    await this.#receive(text, [], more);
    return this.news();
  }

  /** Sends several messages without waiting for an answer between them. */
  async sayAtOnce(texts: readonly string[]): Promise<Activity[]> {
    await Promise.all(texts.map((text) => this.#receive(text, [], {})));
    return this.news();
  }

  /** One message with files of test/support/files: several are an album. */
  async upload(names: readonly string[], text = '', more: Extras = {}): Promise<Activity[]> {
    const ids: number[] = [];
    let refused: InboundMessage['unreadable'];
    for (const fileName of names) {
      const { host } = this.app;
      const saved = await host.saveAttachment(this.#at(), { bytes: fileNamed(fileName), fileName });
      if (saved.ok) ids.push(saved.file.id);
      else refused = saved.reason === 'empty' ? 'file_lost' : saved.reason;
    }
    await this.#receive(text, ids, { ...(refused && { unreadable: refused }), ...more });
    return this.news();
  }

  /** What came to this phone since the last look. */
  async news(): Promise<Activity[]> {
    await this.app.outbox.drain();
    const mine = this.app.delivered.filter((one) => this.#isMine(one));
    const fresh = mine.slice(this.#seen);
    this.#seen = mine.length;
    return fresh.map(
      ({ id, body }): Activity => ({
        id,
        type: 'message',
        text: body.text,
        from: { id: 'bot', role: 'bot' },
        attachments: (body.attachments ?? []).map((file) => ({
          contentType: file.mediaType,
          name: file.name,
        })),
      }),
    );
  }

  /** The newest of our messages in which this stands: what a reply quotes. */
  heard(part: string): string | undefined {
    const texts = this.app.delivered.filter((one) => this.#isMine(one)).map((one) => one.body.text);
    return texts.findLast((text) => text.includes(part));
  }

  /** Where the newest code went, and the code; undefined when none was sent. */
  newestCode(): { to: string; code: string } | undefined {
    const mails = this.app.mails.list().map(({ to, text, at }) => ({ to, text, at: Date.parse(at) }));
    for (const { to, text } of mails) {
      const code = /\b\d{6}\b/.exec(text)?.[0];
      if (code) return { to, code };
    }
    const sent = this.app.delivered.findLast((one) => one.code !== undefined);
    return sent && { to: sent.to, code: sent.code! };
  }

  code(): string | undefined {
    return this.newestCode()?.code;
  }

  #isMine(message: OutboundMessage): boolean {
    return message.to === this.senderId || message.to === this.address;
  }

  #at() {
    return {
      address: { channel: 'whatsapp', account: ACCOUNT, externalId: this.senderId },
      sender: { id: this.senderId, ...(this.address !== undefined && { address: this.address }) },
      creditorId: this.creditorId,
      ...(this.#locale && { locale: this.#locale }),
    };
  }

  async #receive(text: string, attachmentIds: number[], { id, ...more }: Extras): Promise<void> {
    const externalId = id ?? randomUUID();
    await this.app.host.receive({
      ...this.#at(),
      externalId,
      kind: 'message',
      text,
      attachmentIds,
      ...more,
    });
  }
}
