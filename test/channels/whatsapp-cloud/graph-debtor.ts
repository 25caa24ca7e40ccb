import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/shared/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { type BusinessNumber, digits, type Json, someId, wamid } from './graph-number.ts';

/** What a debtor's phone shows of one message. */
export interface Received {
  id: string;
  type: string;
  text: string;
  buttons: string[];
  document?: { bytes: Buffer; fileName?: string; caption?: string; mediaType: string };
  template?: { name: string; language: string; parameters: string[]; code?: string };
  callback?: string;
  from: string;
}

export interface StoredMedia {
  bytes: Buffer;
  mediaType: string;
  ownerId: string;
  /** In place of the truth: what Meta says of it. */
  url?: string;
  claims?: Json;
}

export interface MediaFile {
  kind: 'image' | 'document' | 'audio' | 'video' | 'sticker';
  bytes: Buffer;
  mediaType: string;
  fileName?: string;
  caption?: string;
  voice?: boolean;
}

type Sent = { id: string; status: number };
type Extras = { quotes?: string };

export interface Debtor {
  readonly phone?: string;
  readonly bsuid?: string;
  readonly received: Received[];
  /** Chose a user name: the number is no longer in webhooks. */
  hidesNumber: boolean;
  /** When they last wrote to a number, by its id. */
  readonly lastWrote: Map<string, number>;
  /** Messages of theirs that were marked as read, and at which we were seen typing. */
  readonly seenRead: string[];
  readonly seenTyping: string[];
  /** One entry of `messages`, not posted. */
  compose(type: string, content: unknown, extras?: Extras): Json & { id: string };
  contact(): Json;
  address(): Json;
  posts(number: BusinessNumber, messages: (Json & { id: string })[]): Promise<number>;
  writes(number: BusinessNumber, text: string, extras?: Extras): Promise<Sent>;
  /** Taps the button or row of this label in the newest message that has it. */
  taps(number: BusinessNumber, label: string): Promise<Sent>;
  sends(number: BusinessNumber, file: MediaFile): Promise<Sent & { mediaId: string }>;
  shares(
    number: BusinessNumber,
    what: 'location' | 'contacts' | 'sticker' | 'unsupported' | 'reaction',
  ): Promise<Sent>;
  edits(number: BusinessNumber, id: string, text: string): Promise<Sent>;
  deletes(number: BusinessNumber, id: string): Promise<Sent>;
  /** The owner writes to them from the firm's own phone. */
  hearsFromOwner(number: BusinessNumber, text: string): Promise<Sent>;
  /** The n-th message (from 1), as soon as it is there. */
  receives(n: number): Promise<Received>;
}

export function debtorPhone(
  who: { phone?: string; bsuid?: string; name?: string },
  clock: Clock,
  media: Map<string, StoredMedia>,
): Debtor {
  const shown = () => (who.phone && !debtor.hidesNumber ? digits(who.phone) : undefined);
  async function post(
    number: BusinessNumber,
    type: string,
    content: unknown,
    extras?: Extras,
  ): Promise<Sent> {
    const message = debtor.compose(type, content, extras);
    return { id: message.id, status: await debtor.posts(number, [message]) };
  }
  const debtor: Debtor = {
    ...{ phone: who.phone, bsuid: who.bsuid, received: [], hidesNumber: false },
    ...{ lastWrote: new Map(), seenRead: [], seenTyping: [] },
    address: () => ({
      ...(shown() && { from: shown() }),
      ...(who.bsuid && { from_user_id: who.bsuid }),
    }),
    contact: () => ({
      profile: { name: who.name ?? 'Debitur', ...(debtor.hidesNumber && { username: 'debitur.contoh' }) },
      ...(shown() && { wa_id: shown() }),
      ...(who.bsuid && { user_id: who.bsuid }),
    }),
    compose: (type, content, extras) => ({
      ...debtor.address(),
      id: wamid(),
      timestamp: String(Math.floor(clock.now() / 1000)),
      type,
      [type]: content,
      ...(extras?.quotes && { context: { id: extras.quotes } }),
    }),
    posts(number, messages) {
      debtor.lastWrote.set(number.settings.phoneNumberId, clock.now());
      return number.post([number.change({ contacts: [debtor.contact()], messages })]);
    },
    writes: (number, text, extras) => post(number, 'text', { body: text }, extras),
    taps(number, label) {
      const shownBy = debtor.received.findLast((one) => one.buttons.includes(label));
      if (!shownBy) throw new Error(`nothing to tap is called ${label}`);
      const kind = shownBy.type === 'list' ? 'list_reply' : 'button_reply';
      const reply = { id: label, title: label.slice(0, kind === 'list_reply' ? 24 : 20) };
      return post(number, 'interactive', { type: kind, [kind]: reply }, { quotes: shownBy.id });
    },
    async sends(number, { kind, bytes, mediaType, fileName, caption, voice }) {
      const mediaId = someId();
      media.set(mediaId, { bytes, mediaType, ownerId: number.settings.phoneNumberId });
      const content = {
        id: mediaId,
        mime_type: mediaType,
        sha256: createHash('sha256').update(bytes).digest('base64'),
        ...(fileName && { filename: fileName }),
        ...(caption && { caption }),
        ...(kind === 'audio' && { voice: voice ?? false }),
      };
      return { ...(await post(number, kind, content)), mediaId };
    },
    shares(number, what) {
      const content: Record<typeof what, unknown> = {
        location: { latitude: -6.2, longitude: 106.8, name: 'Kantor' },
        contacts: [{ name: { formatted_name: 'Kontak' }, phones: [{ phone: '+62 811' }] }],
        sticker: { id: someId(), mime_type: 'image/webp', animated: false },
        unsupported: { type: 'poll' },
        reaction: { message_id: wamid(), emoji: '👍' },
      };
      return post(number, what, content[what]);
    },
    edits: (number, id, text) =>
      post(number, 'edit', { original_message_id: id, message: { type: 'text', text: { body: text } } }),
    deletes: (number, id) => post(number, 'revoke', { original_message_id: id }),
    async hearsFromOwner(number, text) {
      const echo = {
        ...{ from: digits(number.phone), id: wamid(), type: 'text', text: { body: text } },
        ...(who.phone && { to: digits(who.phone) }),
        ...(who.bsuid && { to_user_id: who.bsuid }),
        timestamp: String(Math.floor(clock.now() / 1000)),
      };
      const change = number.change({ message_echoes: [echo] }, 'smb_message_echoes');
      return { id: echo.id, status: await number.post([change]) };
    },
    receives: (n) => eventually(() => debtor.received[n - 1], `message ${n} on the debtor's phone`),
  };
  return debtor;
}
