import * as lib from '@whiskeysockets/baileys';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BaileysContext } from '../../src/channels/whatsapp/baileys/context.ts';
import { take } from '../../src/channels/whatsapp/baileys/intake-take.ts';
import { recoverJournal } from '../../src/channels/whatsapp/baileys/journal.ts';
import { onUserReceipts } from '../../src/channels/whatsapp/baileys/receipts.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { ACCOUNT_ID, numberEnv, type Told } from './our-number.ts';

const own = { id: '62215550100:3@s.whatsapp.net', lid: '9009:3@lid' };
const DEBTOR = '1001@lid';

let store: ReturnType<typeof temporaryWhatsAppStore>;
let ctx: BaileysContext;
let told: Told;
let now = Date.parse('2026-03-11T03:00:00Z');

beforeEach(() => {
  store = temporaryWhatsAppStore();
  const made = numberEnv(store);
  told = made.told;
  ctx = {
    ...made.env,
    lib,
    clock: { now: () => now },
    socket: () => undefined,
    stopped: () => undefined,
    restricted: () => {},
  };
});
afterEach(() => store.close());

const inbox = () => store.inbox.waiting(ACCOUNT_ID, 10).map((one) => one.arrived);
const stub = { messageStubType: lib.proto.WebMessageInfo.StubType.CIPHERTEXT };
const message = (
  change: Partial<lib.WAMessage> = {},
  key: Partial<lib.WAMessageKey> = {},
): lib.WAMessage => ({
  key: { remoteJid: DEBTOR, id: 'M1', fromMe: false, ...key },
  messageTimestamp: 1_773_198_000,
  message: { conversation: 'halo' },
  ...change,
});
const sentByUs = (messageId: string) =>
  store.sent.begin(ACCOUNT_ID, {
    messageId,
    chat: 'lid:1001',
    outboundId: null,
    conversationId: 1,
    seq: 2,
    content: undefined,
    sentAt: now,
  });

describe('our own messages', () => {
  it.each([
    [lib.proto.WebMessageInfo.Status.DELIVERY_ACK, 'delivered', undefined],
    [lib.proto.WebMessageInfo.Status.READ, 'read', undefined],
    [lib.proto.WebMessageInfo.Status.ERROR, 'failed', '463'],
  ])('a status hides in the echo: %i is %s', (status, state, reason) => {
    sentByUs('OURS');
    const echo = message(
      { status, messageStubParameters: reason ? [reason] : [] },
      { fromMe: true, id: 'OURS' },
    );
    expect(take(ctx, own, echo)).toBe(false);
    expect(told.receipts).toEqual([
      { messageId: 'OURS', state, at: 1_773_198_000_000, ...(reason && { reason }) },
    ]);
    expect(inbox()).toEqual([]);
  });

  it('what Sapa did not send, the owner wrote', () => {
    expect(take(ctx, own, message({}, { fromMe: true }))).toBe(true);
    expect(inbox()).toMatchObject([{ author: 'owner', text: 'halo', party: { lid: '1001' } }]);
  });

  it('what the owner deletes is no word of theirs', () => {
    const deletion = { protocolMessage: { type: 0, key: { id: 'M0' } } };
    expect(take(ctx, own, message({ message: deletion }, { fromMe: true }))).toBe(false);
  });

  it('notes to oneself and talk between devices are nobody’s', () => {
    expect(take(ctx, own, message({}, { fromMe: true, remoteJid: '9009@lid' }))).toBe(false);
    expect(take(ctx, own, message({ category: 'peer' }))).toBe(false);
  });
});

describe('who is not heard at all', () => {
  it.each([
    '120363041234567890@g.us',
    'status@broadcast',
    '120363041234567890@newsletter',
    '0@s.whatsapp.net',
    '13135550002@s.whatsapp.net',
    '1001@hosted.lid',
  ])('%s', (remoteJid) => {
    expect(take(ctx, own, message({}, { remoteJid, participant: DEBTOR }))).toBe(false);
    expect(inbox()).toEqual([]);
  });
});

describe('what could not be read', () => {
  const unread = () => message({ ...stub, message: undefined });

  it('is upgraded by the readable one, but not the other way round', () => {
    expect(take(ctx, own, unread())).toBe(true);
    expect(inbox()).toMatchObject([{ kind: 'undecryptable' }]);
    expect(take(ctx, own, message())).toBe(true);
    expect(inbox()).toMatchObject([{ kind: 'text', text: 'halo' }]);
    expect(take(ctx, own, unread())).toBe(false);
    expect(inbox()).toMatchObject([{ kind: 'text', text: 'halo' }]);
  });

  it('and was answered is not answered twice', () => {
    take(ctx, own, unread());
    store.inbox.done(
      store.inbox.waiting(ACCOUNT_ID, 1).map((one) => one.id),
      now,
    );
    expect(take(ctx, own, message())).toBe(false);
    expect(inbox()).toEqual([]);
  });

  it('a picture that only the phone may show is said to be unreadable', () => {
    expect(take(ctx, own, message({ message: undefined }, { isViewOnce: true }))).toBe(true);
    expect(inbox()).toMatchObject([{ kind: 'undecryptable' }]);
  });

  it('notices of WhatsApp’s are passed over', () => {
    expect(take(ctx, own, message({ messageStubType: 40, message: undefined }))).toBe(false);
  });
});

describe('the journal of a former process', () => {
  const seen = (messageId: string, from = DEBTOR, seenAt = now) =>
    store.journal.seen(ACCOUNT_ID, {
      chat: 'lid:1001',
      messageId,
      stanza: { id: messageId, from, t: '1773198000', sender_pn: '6281234567890@s.whatsapp.net' },
      seenAt,
    });
  const opened = (messageId: string, content: lib.proto.IMessage) =>
    store.journal.decrypted(ACCOUNT_ID, {
      chat: 'lid:1001',
      messageId,
      cipherHash: messageId.padEnd(64, '0'),
      plaintext: Buffer.from(lib.encodeWAMessage(content)),
    });

  it('becomes what it would have been, in order', () => {
    seen('B', DEBTOR, now);
    seen('A', DEBTOR, now + 1);
    seen('C', DEBTOR, now + 2);
    opened('A', { conversation: 'kedua' });
    opened('B', { conversation: 'pertama' });
    opened('C', { reactionMessage: { text: '👍', key: { id: 'X' } } });
    recoverJournal(ctx);
    expect(inbox()).toMatchObject([
      { id: 'B', text: 'pertama', party: { lid: '1001', phone: '+6281234567890' }, at: 1_773_198_000_000 },
      { id: 'A', text: 'kedua' },
    ]);
    expect(store.journal.open(ACCOUNT_ID)).toEqual([]);
    expect(told.arrivals).toBe(1);
  });

  it('keeps what has no content open, tells when it is missing, and gives it up at last', () => {
    seen('A');
    expect(recoverJournal(ctx)).toBe(0);
    now += ctx.policy.missingAfterMs + 1;
    expect(recoverJournal(ctx)).toBe(1);
    expect(store.journal.missing(ACCOUNT_ID, now - ctx.policy.missingAfterMs)).toHaveLength(1);
    now += ctx.policy.keepSentMs;
    expect(recoverJournal(ctx)).toBe(0);
    expect(store.journal.open(ACCOUNT_ID)).toEqual([]);
  });

  it('a row that makes no sense does not hold up the others', () => {
    seen('A', 'nonsense', now);
    seen('B', DEBTOR, now + 1);
    opened('A', { conversation: 'x' });
    opened('B', { conversation: 'halo' });
    recoverJournal(ctx);
    expect(inbox()).toMatchObject([{ id: 'B' }]);
  });
});

it('receipts by member are told too', () => {
  const key = { remoteJid: DEBTOR, id: 'OURS', fromMe: true };
  onUserReceipts(ctx, [
    { key, receipt: { userJid: DEBTOR, receiptTimestamp: 10 } },
    { key, receipt: { userJid: DEBTOR, readTimestamp: 20 } },
  ]);
  expect(told.receipts).toEqual([
    { messageId: 'OURS', state: 'delivered', at: 10_000 },
    { messageId: 'OURS', state: 'read', at: 20_000 },
  ]);
});
