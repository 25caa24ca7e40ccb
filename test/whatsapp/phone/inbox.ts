import {
  extractMessageContent,
  getContentType,
  jidNormalizedUser,
  normalizeMessageContent,
  proto,
  type WAMessage,
} from '@whiskeysockets/baileys';

/** A message as the phone shows it. */
export interface ReceivedMessage {
  id: string;
  /** Address of the chat, without device. */
  chat: string;
  /** Written by this account (on the phone itself or a linked device). */
  fromMe: boolean;
  /** Words or caption; empty where there are none. */
  text: string;
  /** `conversation`, `imageMessage`, … */
  kind: string;
  /** Set by a later edit; `text` is what it was first. */
  edited?: string;
  deleted: boolean;
  /** It was delivered after having waited for this phone. */
  offline: boolean;
  raw: WAMessage;
}

function textOf(message: proto.IMessage | null | undefined): string {
  const content = extractMessageContent(message);
  return (
    content?.conversation ||
    content?.extendedTextMessage?.text ||
    content?.imageMessage?.caption ||
    content?.documentMessage?.caption ||
    content?.videoMessage?.caption ||
    ''
  );
}

/** Messages in the order they came, each id once as official phones do; repetitions are counted. */
export class Inbox {
  readonly messages: ReceivedMessage[] = [];
  /** Messages that could not be read (yet): ids. */
  readonly unreadable: string[] = [];
  private readonly counts = new Map<string, number>();

  /** How often a message with this id came. */
  timesReceived(id: string): number {
    return this.counts.get(id) ?? 0;
  }

  take(raw: WAMessage, offline: boolean): void {
    const id = raw.key.id ?? '';
    if (raw.messageStubType === proto.WebMessageInfo.StubType.CIPHERTEXT || !raw.message) {
      this.unreadable.push(id);
      return;
    }
    const content = normalizeMessageContent(raw.message);
    if (content?.protocolMessage || raw.category === 'peer') return;
    const fromMe = raw.key.fromMe === true;
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
    if (this.messages.some((one) => one.id === id && one.fromMe === fromMe)) return;
    this.messages.push({
      id,
      chat: jidNormalizedUser(raw.key.remoteJid ?? ''),
      fromMe,
      text: textOf(raw.message),
      kind: getContentType(content) ?? 'unknown',
      deleted: false,
      offline,
      raw,
    });
  }

  /** An edit or a deletion of something received. */
  change(id: string, update: Partial<WAMessage>): void {
    const one = this.messages.find((message) => message.id === id);
    if (!one) return;
    if (update.message?.editedMessage?.message) one.edited = textOf(update.message.editedMessage.message);
    if (update.messageStubType === proto.WebMessageInfo.StubType.REVOKE) one.deleted = true;
  }
}
