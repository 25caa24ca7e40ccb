import { describe, expect, it } from 'vitest';
import type { Arrived } from '../../../src/channels/whatsapp/ports.ts';
import { temporaryWhatsAppStore } from '../../support/whatsapp-store.ts';

const DAY = 86_400_000;
const CHAT = 'lid:20100';

const arrived = (id: string, text = 'tagihan saya berapa ya'): Arrived => ({
  id,
  party: { lid: '20100', phone: '+6281200000001' },
  at: 1_000,
  author: 'debtor',
  kind: 'text',
  text,
});
const stanza = (id: string) => ({ id, from: '20100@lid', t: '1' });

describe('the Signal state', () => {
  it('keeps creds and keys of every type, deletes by null, and wipes one number alone', () => {
    const store = temporaryWhatsAppStore();
    expect(store.auth.creds(1)).toBeUndefined();
    store.auth.saveCreds(1, '{"a":1}');
    store.auth.saveCreds(1, '{"a":2}');
    store.auth.saveCreds(2, '{"b":1}');
    store.auth.saveKeys(1, [
      { type: 'session', id: 'x.0', value: '{"s":1}' },
      { type: 'pre-key', id: '7', value: '{"k":7}' },
      { type: 'pre-key', id: '8', value: '{"k":8}' },
    ]);
    store.auth.saveKeys(1, [{ type: 'pre-key', id: '7', value: null }]);
    expect([...store.auth.keys(1, 'pre-key', ['7', '8', '9'])]).toEqual([['8', '{"k":8}']]);
    store.auth.wipe(1);
    expect([store.auth.creds(1), store.auth.creds(2)]).toEqual([undefined, '{"b":1}']);
    expect(store.auth.keys(1, 'session', ['x.0']).size).toBe(0);
  });
});

describe('together', () => {
  it('writes everything or nothing, also within another', () => {
    const store = temporaryWhatsAppStore();
    const boom = () =>
      store.together(() => {
        store.auth.saveCreds(1, '{}');
        store.together(() => store.inbox.put(1, CHAT, arrived('A'), 5));
        throw new Error('power cut');
      });
    expect(boom).toThrow('power cut');
    expect([store.auth.creds(1), store.inbox.waiting(1, 9)]).toEqual([undefined, []]);
    store.together(() => {
      store.auth.saveCreds(1, '{}');
      expect(() =>
        store.together(() => {
          store.auth.wipe(1);
          throw new Error('inner');
        }),
      ).toThrow('inner');
    });
    expect(store.auth.creds(1)).toBe('{}');
  });
});

describe('the journal', () => {
  it('answers a ciphertext that comes again, and says what is open and what may be missing', () => {
    const { journal } = temporaryWhatsAppStore();
    journal.seen(1, { chat: CHAT, messageId: 'A', stanza: stanza('A'), seenAt: 10 });
    journal.seen(1, { chat: CHAT, messageId: 'B', stanza: stanza('B'), seenAt: 20 });
    journal.seen(1, { chat: CHAT, messageId: 'A', stanza: { id: 'A', offline: '1' }, seenAt: 30 });
    journal.decrypted(1, { chat: CHAT, messageId: 'A', cipherHash: 'ff', plaintext: Buffer.from('isi') });
    expect(journal.plaintextOf(1, 'ff')?.toString()).toBe('isi');
    expect([journal.plaintextOf(2, 'ff'), journal.plaintextOf(1, 'ee')]).toEqual([undefined, undefined]);
    expect(journal.open(1)).toEqual([
      { chat: CHAT, messageId: 'A', stanza: stanza('A'), seenAt: 10, plaintext: Buffer.from('isi') },
      { chat: CHAT, messageId: 'B', stanza: stanza('B'), seenAt: 20 },
    ]);
    expect(journal.missing(1, 20)).toEqual([]);
    expect(journal.missing(1, 21)).toEqual([{ chat: CHAT, messageId: 'B', seenAt: 20 }]);
    journal.settle(1, CHAT, 'A', 40);
    journal.settle(1, CHAT, 'B', 40);
    expect([journal.open(1), journal.missing(1, 99)]).toEqual([[], []]);
    expect(journal.plaintextOf(1, 'ff')?.toString()).toBe('isi');
  });

  it('is open again for what comes readable after it stood as unreadable, until that is in the inbox', () => {
    const { inbox, journal } = temporaryWhatsAppStore();
    journal.seen(1, { chat: CHAT, messageId: 'A', stanza: stanza('A'), seenAt: 10 });
    inbox.put(1, CHAT, { ...arrived('A', ''), kind: 'undecryptable' }, 11);
    expect(journal.open(1)).toEqual([]);
    journal.seen(1, { chat: CHAT, messageId: 'A', stanza: stanza('A'), seenAt: 20 });
    journal.decrypted(1, { chat: CHAT, messageId: 'A', cipherHash: 'aa', plaintext: Buffer.from('isi') });
    expect(journal.open(1)).toMatchObject([{ messageId: 'A', plaintext: Buffer.from('isi') }]);
    expect(inbox.replace(1, CHAT, arrived('A'), 21)).toBe(true);
    expect(journal.open(1)).toEqual([]);
  });

  it('keeps content whose stanza carries another address, and content without any stanza', () => {
    const { journal } = temporaryWhatsAppStore();
    journal.seen(1, { chat: 'phone:+6281200000001', messageId: 'A', stanza: stanza('A'), seenAt: 10 });
    journal.decrypted(1, { chat: CHAT, messageId: 'A', cipherHash: 'aa', plaintext: Buffer.from('satu') });
    journal.decrypted(1, { chat: CHAT, messageId: 'C', cipherHash: 'cc', plaintext: Buffer.from('dua') });
    expect(journal.open(1).map((one) => [one.chat, one.plaintext?.toString()])).toEqual([
      ['phone:+6281200000001', 'satu'],
      [CHAT, 'dua'],
    ]);
  });
});

describe('the inbox', () => {
  it('takes each message once, settles its journal entry, and gives them in order', () => {
    const { inbox, journal } = temporaryWhatsAppStore();
    journal.seen(1, { chat: CHAT, messageId: 'A', stanza: stanza('A'), seenAt: 10 });
    expect(inbox.put(1, CHAT, arrived('A'), 11)).toBe(true);
    expect(journal.open(1)).toEqual([]);
    expect(inbox.put(1, CHAT, arrived('A', 'lain'), 12)).toBe(false);
    expect(inbox.put(1, 'lid:20200', arrived('A'), 13)).toBe(true);
    expect(inbox.put(2, CHAT, arrived('A'), 13)).toBe(true);
    const waiting = inbox.waiting(1, 10);
    expect(waiting.map((one) => [one.chat, one.attempts, one.arrived])).toEqual([
      [CHAT, 0, arrived('A')],
      ['lid:20200', 0, arrived('A')],
    ]);
    expect(inbox.waiting(1, 1)).toHaveLength(1);
    expect(inbox.count(1)).toEqual({ waiting: 2, givenUp: 0 });
  });

  it('counts failures, gives up, and knows what was done without its content', () => {
    const { inbox } = temporaryWhatsAppStore();
    for (const id of ['A', 'B']) inbox.put(1, CHAT, arrived(id), 10);
    const [a, b] = inbox.waiting(1, 9);
    inbox.failed(a!.id, false, 11);
    expect(inbox.waiting(1, 9)[0]?.attempts).toBe(1);
    inbox.failed(a!.id, true, 12);
    inbox.done([b!.id], 13);
    expect(inbox.waiting(1, 9)).toEqual([]);
    expect(inbox.find(1, CHAT, 'A')?.state).toBe('given_up');
    expect(inbox.find(1, CHAT, 'B')).toEqual({ id: b!.id, state: 'done' });
    expect(inbox.find(1, CHAT, 'C')).toBeUndefined();
    expect(inbox.put(1, CHAT, arrived('B'), 14)).toBe(false);
    expect(inbox.count(1)).toEqual({ waiting: 0, givenUp: 1 });
  });

  it('replaces what could not be read, unless it was answered', () => {
    const { inbox } = temporaryWhatsAppStore();
    inbox.put(1, CHAT, { ...arrived('A', ''), kind: 'undecryptable' }, 10);
    expect(inbox.replace(1, CHAT, arrived('A'), 11)).toBe(true);
    expect(inbox.waiting(1, 9).map((one) => one.arrived.text)).toEqual(['tagihan saya berapa ya']);
    inbox.done([inbox.waiting(1, 9)[0]!.id], 12);
    expect(inbox.replace(1, CHAT, arrived('A'), 13)).toBe(false);
    expect(inbox.replace(1, CHAT, arrived('B'), 13)).toBe(true);
    expect(inbox.waiting(1, 9)).toHaveLength(1);
  });
});

describe('what was sent', () => {
  const row = {
    messageId: 'M1',
    chat: CHAT,
    outboundId: 'ob-1',
    conversationId: 7,
    seq: 3,
    content: Buffer.from('isi'),
    sentAt: 100,
  };

  it('never goes back, whatever comes in whatever order', () => {
    const { sent } = temporaryWhatsAppStore();
    expect(sent.begin(1, row)).toEqual({ ...row, state: 'sending' });
    expect(sent.advance(1, 'M1', 'read', 105)).toBe(true);
    for (const late of ['accepted', 'delivered', 'refused', 'sending', 'read'] as const)
      expect(sent.advance(1, 'M1', late, 110)).toBe(false);
    expect(sent.find(1, 'M1')?.state).toBe('read');
    expect(sent.begin(1, { ...row, content: Buffer.from('x'), sentAt: 200 })).toEqual({
      ...row,
      state: 'read',
    });
    expect(sent.advance(1, 'unknown', 'read', 105)).toBe(false);
    // Content that was not known yet is taken at the second beginning, and not replaced once it has arrived.
    sent.begin(1, { ...row, messageId: 'M2', content: undefined });
    expect(sent.begin(1, { ...row, messageId: 'M2', outboundId: null }).content?.toString()).toBe('isi');
    expect(sent.find(1, 'M2')?.outboundId).toBe('ob-1');
    // Nor are places that were not known.
    sent.begin(1, { ...row, messageId: 'M3', outboundId: null, conversationId: null, seq: null });
    expect(sent.begin(1, { ...row, messageId: 'M3' })).toMatchObject({ outboundId: 'ob-1', seq: 3 });
    expect(sent.find(2, 'M1')).toBeUndefined();
  });

  it('is counted for the pace: of this number, this chat, first words alone; echoes of the phone are not', () => {
    const { sent } = temporaryWhatsAppStore();
    for (const [messageId, more] of [
      ['M1', {}],
      ['M2', { sentAt: 150, firstWords: true }],
      ['M3', { sentAt: 200, chat: 'lid:9' }],
      ['M4', { sentAt: 250, outboundId: null }],
    ] as const)
      sent.begin(1, { ...row, messageId, ...more });
    expect(sent.find(1, 'M2')?.firstWords).toBe(true);
    expect(sent.pace(1, { since: 99 })).toEqual({ count: 3, oldest: 100 });
    expect(sent.pace(1, { since: 100 })).toEqual({ count: 2, oldest: 150 });
    expect(sent.pace(1, { since: 0, chat: CHAT })).toEqual({ count: 2, oldest: 100 });
    expect(sent.pace(1, { since: 0, firstWords: true })).toEqual({ count: 1, oldest: 150 });
    expect(sent.pace(2, { since: 0 })).toEqual({ count: 0 });
  });

  it('may be refused after it was taken, and get through at another try', () => {
    const { sent } = temporaryWhatsAppStore();
    sent.begin(1, row);
    for (const state of ['accepted', 'refused', 'accepted', 'delivered'] as const)
      expect(sent.advance(1, 'M1', state, 105)).toBe(true);
    expect(sent.advance(1, 'M1', 'refused', 106)).toBe(false);
    sent.begin(1, { ...row, messageId: 'M2', content: undefined, sentAt: 300 });
    expect(sent.find(1, 'M2')?.content).toBeUndefined();
    expect(sent.forget(300, 10)).toBe(1);
    expect([sent.find(1, 'M1'), sent.find(1, 'M2')?.sentAt]).toEqual([undefined, 300]);
  });
});

describe('wishes and states', () => {
  it('shows how far a wish has come; a new one begins anew', () => {
    const { links } = temporaryWhatsAppStore();
    links.update(1, { state: 'done' }, 1);
    expect(links.read(1)).toBeUndefined();
    links.request(1, 'qr', 10);
    links.update(1, { state: 'showing', show: '2@ref', expiresAt: 60 }, 11);
    expect(links.read(1)).toEqual({
      method: 'qr',
      requestedAt: 10,
      state: 'showing',
      show: '2@ref',
      expiresAt: 60,
    });
    links.update(1, { state: 'failed', reason: 'timeout' }, 12);
    expect(links.read(1)).toEqual({ method: 'qr', requestedAt: 10, state: 'failed', reason: 'timeout' });
    links.request(1, 'code', 20);
    expect(links.read(1)).toEqual({ method: 'code', requestedAt: 20, state: 'requested' });
  });

  it('says since when, and keeps figures over changes of state', () => {
    const { statuses } = temporaryWhatsAppStore();
    statuses.write(1, { state: 'connecting' }, 10);
    statuses.write(1, { state: 'linked', roundTripMs: 80, roundTripAt: 19 }, 20);
    statuses.write(1, { state: 'linked', lastInboundAt: 25 }, 30);
    expect(statuses.read(1)).toEqual({
      state: 'linked',
      since: 20,
      roundTripMs: 80,
      roundTripAt: 19,
      lastInboundAt: 25,
      updatedAt: 30,
    });
    statuses.write(1, { state: 'restricted', reason: 'timelock' }, 40);
    statuses.write(1, { lastAcceptedAt: 41 }, 41);
    expect(statuses.read(1)).toMatchObject({ state: 'restricted', reason: 'timelock', since: 40 });
    statuses.write(1, { state: 'linked' }, 50);
    expect(statuses.read(1)?.reason).toBeUndefined();
  });
});

describe('retention', () => {
  it('removes what has served its time and nothing that waits', () => {
    const store = temporaryWhatsAppStore();
    const { inbox, journal, sent } = store;
    for (const id of ['A', 'B', 'C'])
      journal.seen(1, { chat: CHAT, messageId: id, stanza: stanza(id), seenAt: 0 });
    journal.decrypted(1, { chat: CHAT, messageId: 'A', cipherHash: 'aa', plaintext: Buffer.from('isi') });
    journal.decrypted(1, { chat: CHAT, messageId: 'C', cipherHash: 'cc', plaintext: Buffer.from('isi') });
    inbox.put(1, CHAT, arrived('A'), 0);
    inbox.put(1, CHAT, arrived('W'), 0);
    inbox.done([inbox.waiting(1, 1)[0]!.id], 0);
    sent.begin(1, {
      messageId: 'S',
      chat: CHAT,
      outboundId: null,
      conversationId: null,
      seq: null,
      content: undefined,
      sentAt: 0,
    });
    expect(store.forget(7 * DAY, 14 * DAY)).toBe(0);
    // The journal entry that was settled, and the one that never became readable.
    expect(store.forget(7 * DAY + 1, 14 * DAY)).toBe(2);
    expect(journal.plaintextOf(1, 'aa')).toBeUndefined();
    // The inbox row that was done, and what was sent.
    expect(store.forget(30 * DAY + 1, 14 * DAY)).toBe(2);
    expect(journal.open(1).map((one) => one.messageId)).toEqual(['C']);
    expect(inbox.waiting(1, 9).map((one) => one.arrived.id)).toEqual(['W']);
  });

  it('leaves nothing of a number that was removed', () => {
    const store = temporaryWhatsAppStore();
    store.auth.saveCreds(1, '{}');
    store.inbox.put(1, CHAT, arrived('A'), 1);
    store.statuses.write(1, { state: 'linked' }, 1);
    store.statuses.write(2, { state: 'linked' }, 1);
    store.removeAccount(1);
    expect([store.auth.creds(1), store.inbox.waiting(1, 9), store.statuses.read(1)]).toEqual([
      undefined,
      [],
      undefined,
    ]);
    expect(store.statuses.read(2)?.state).toBe('linked');
  });
});
