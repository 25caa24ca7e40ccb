import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedInCollector } from '../../src/collectors/index.ts';
import {
  addNote,
  assignHandoff,
  claimHandoff,
  createHandoff,
  noteDebtorWrote,
  releaseHandoff,
  releaseOrphaned,
  replyToHandoff,
  resolveHandoff,
  returnToBot,
  writeToDebtor,
} from '../../src/handoff/index.ts';
import type { Announcement } from '../../src/shared/announcement.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { signedIn } from '../support/collectors.ts';
import {
  addCreditor,
  addInvoice,
  all,
  at,
  run,
  testDatabase,
  verifiedWorld,
  type World,
} from '../support/debtor.ts';

const now = at('2026-03-11');
const DAY = 24 * 60 * 60_000;

let database: Database;
let world: World;
let rini: SignedInCollector;
let budi: SignedInCollector;
let boss: SignedInCollector;
let stranger: SignedInCollector;
let announced: Announcement[];

beforeEach(async () => {
  database = testDatabase();
  announced = [];
  await database.write(async (tx) => {
    world = verifiedWorld(tx, now);
    run(tx, `UPDATE conversations SET state = '{"stack":[{}],"locale":"en","localeChosen":true}'`);
    rini = await signedIn(tx, { firstName: 'Rini', name: 'Rini A', now });
    budi = await signedIn(tx, { firstName: 'Budi', name: 'Budi B', now });
    boss = await signedIn(tx, { role: 'supervisor', firstName: 'Sari', now });
    stranger = await signedIn(tx, { creditorIds: [addCreditor(tx, 'lain')], now });
  });
  database.watch((one) => announced.push(one));
});
afterEach(() => database.close());

const write = <T>(job: (tx: Tx) => Promise<T>) => database.write(job);
const rows = <T = Record<string, unknown>>(sql: string) => write(async (tx) => all<T>(tx, sql));
const payloads = async () =>
  (await rows<{ payload: string }>('SELECT payload FROM outbox ORDER BY id')).map((row) =>
    JSON.parse(row.payload),
  );
const changes = () =>
  announced.flatMap((one) => (one.kind === 'handoff' ? [`${one.change}:${one.collectorId ?? '-'}`] : []));
const owners = () =>
  rows('SELECT owner, collector_id, actor, actor_id, reason, version FROM ownership_changes');

const ask = (reason = 'asked', more: object = {}) =>
  write((tx) =>
    createHandoff(tx, now, {
      conversationId: world.conversationId,
      creditorId: world.creditorId,
      debtor: world.debtor,
      reason,
      ...more,
    }),
  );

describe('claiming', () => {
  it('is won by one; the other is told who, and again changes nothing', async () => {
    await ask();
    const both = await Promise.all([
      write((tx) => claimHandoff(tx, now, rini, 1)),
      write((tx) => claimHandoff(tx, now, budi, 1)),
    ]);
    const by = { id: rini.collectorId, name: 'Rini A' };
    expect(both).toEqual([
      { ok: true, answer: { handoffId: 1, conversationId: 1, state: 'claimed', collector: by, version: 2 } },
      { ok: false, reason: 'already_claimed', by },
    ]);
    expect(await write((tx) => claimHandoff(tx, now, rini, 1))).toMatchObject({
      ok: true,
      answer: { version: 2 },
    });
    expect(await owners()).toMatchObject([
      { owner: 'queue', collector_id: null, actor: 'debtor', reason: 'asked', version: 1 },
      {
        owner: 'collector',
        collector_id: by.id,
        actor: 'collector',
        actor_id: by.id,
        reason: 'claimed',
        version: 2,
      },
    ]);
    expect(await rows('SELECT owner, collector_id, owner_version FROM conversations')).toEqual([
      { owner: 'collector', collector_id: by.id, owner_version: 2 },
    ]);
    // The debtor is told once, by the first name.
    expect(await payloads()).toMatchObject([
      {
        author: 'system',
        handoff: { state: 'joined' },
        lines: [{ key: 'handoff.joined', slots: { name: 'Rini' } }],
      },
    ]);
    expect(changes()).toEqual(['opened:-', `claimed:${by.id}`]);
    expect(await rows(`SELECT what, detail FROM collector_audit`)).toEqual([
      { what: 'handoff_claimed', detail: '#1' },
    ]);
  });

  it('of what does not exist, is not theirs or is closed is refused', async () => {
    await ask();
    expect(await write((tx) => claimHandoff(tx, now, stranger, 1))).toEqual({
      ok: false,
      reason: 'not_found',
    });
    expect(await write((tx) => claimHandoff(tx, now, rini, 9))).toEqual({ ok: false, reason: 'not_found' });
    await write((tx) => returnToBot(tx, now, rini, 1));
    expect(await write((tx) => claimHandoff(tx, now, rini, 1))).toEqual({ ok: false, reason: 'closed' });
  });

  it('can be undone into the queue, and a supervisor gives it to somebody who may have it', async () => {
    await ask();
    await write((tx) => claimHandoff(tx, now, rini, 1));
    expect(await write((tx) => releaseHandoff(tx, now, budi, 1))).toMatchObject({
      reason: 'already_claimed',
    });
    expect(await write((tx) => releaseHandoff(tx, now, rini, 1))).toMatchObject({
      answer: { state: 'waiting', collector: null },
    });
    const [{ state }] = (await rows<{ state: string }>('SELECT state FROM conversations')) as [
      { state: string },
    ];
    expect(JSON.parse(state)).toEqual({
      locale: 'en',
      localeChosen: true,
      handedOff: { reason: 'asked', at: now },
    });
    const to = budi.collectorId;
    for (const nobody of [stranger.collectorId, 99])
      expect(await write((tx) => assignHandoff(tx, now, boss, 1, nobody))).toEqual({
        ok: false,
        reason: 'unknown_collector',
      });
    expect(await write((tx) => assignHandoff(tx, now, boss, 1, to))).toMatchObject({
      answer: { state: 'claimed', collector: { id: to, name: 'Budi B' } },
    });
    expect((await owners()).at(-1)).toMatchObject({
      reason: 'reassigned',
      collector_id: to,
      actor_id: boss.collectorId,
    });
    expect(changes().slice(-2)).toEqual(['released:-', `reassigned:${to}`]);
  });
});

describe('a collector’s words', () => {
  const say = (who: SignedInCollector, key: string, text = 'Selamat pagi', files?: string[]) =>
    write((tx) => writeToDebtor(tx, now, who, 1, { key, text, ...(files && { files }) }));

  it('take the conversation over from the bot, open a handoff, and are said once per key', async () => {
    expect(await say(rini, 'first-key')).toMatchObject({
      ok: true,
      duplicate: false,
      answer: { state: 'answered', collector: { name: 'Rini A' } },
    });
    expect(await say(rini, 'first-key')).toMatchObject({ ok: true, duplicate: true });
    expect(await payloads()).toEqual([
      {
        creditorId: 1,
        locale: 'id',
        to: { conversationId: 1 },
        author: 'collector',
        name: 'Rini',
        handoff: { state: 'joined' },
        key: 'first-key',
        lines: [],
        body: { text: 'Selamat pagi', locale: 'id' },
      },
    ]);
    expect(await owners()).toMatchObject([{ owner: 'collector', reason: 'wrote', version: 1 }]);
    expect(await rows('SELECT reason, debtor_id, state, last_collector_at FROM handoffs')).toEqual([
      { reason: 'collector_wrote', debtor_id: world.debtorId, state: 'answered', last_collector_at: now },
    ]);
  });

  it('of a colleague take it over too, and the first is told by the feed', async () => {
    await ask();
    await write((tx) => claimHandoff(tx, now, rini, 1));
    await say(budi, 'budis-key');
    expect((await owners()).at(-1)).toMatchObject({ collector_id: budi.collectorId, reason: 'wrote' });
    expect(changes().slice(-2)).toEqual([`reassigned:${budi.collectorId}`, `answered:${budi.collectorId}`]);
    // Said to the debtor once: with the words.
    expect((await payloads()).map((one) => one.handoff?.state)).toEqual(['joined', 'joined']);
    await say(budi, 'budis-next');
    expect((await payloads()).at(-1).handoff).toBeUndefined();
    expect(await owners()).toHaveLength(3);
  });

  it('carry files of this conversation alone, and are refused where nobody may write', async () => {
    await write(async (tx) => {
      run(
        tx,
        `INSERT INTO attachments (token, conversation_id, content_hash, media_type, file_name, size, sealed, created_at)
         VALUES ('token-1', 1, 'h', 'image/png', 'a.png', 3, x'00', 0)`,
      );
    });
    expect(await say(rini, 'with-file', '', ['token-1'])).toMatchObject({ ok: true });
    expect((await payloads())[0].body.attachments).toEqual([
      { token: 'token-1', name: 'a.png', mediaType: 'image/png', size: 3 },
    ]);
    for (const [more, reason] of [
      [{ text: 'x', files: ['token-2'] }, 'unknown_file'],
      [{ text: '  ' }, 'empty'],
      [{ text: 'x'.repeat(4001) }, 'too_long'],
    ] as const)
      expect(await write((tx) => writeToDebtor(tx, now, rini, 1, { key: `k-${reason}`, ...more }))).toEqual({
        ok: false,
        reason,
      });
    await write(async (tx) => run(tx, 'UPDATE conversations SET opted_out_at = 1'));
    expect(await say(rini, 'opted-out')).toEqual({ ok: false, reason: 'opted_out' });
    expect(await say(stranger, 'no-business')).toEqual({ ok: false, reason: 'not_found' });
  });
});

describe('who holds it and may not any more', () => {
  it.each([
    ['was disabled', 'UPDATE collectors SET disabled_at = 1 WHERE id = @id'],
    ['became an auditor', "UPDATE collectors SET role = 'auditor' WHERE id = @id"],
    ['lost the creditor', 'DELETE FROM collector_creditors WHERE collector_id = @id'],
  ])('leaves it to the queue: %s', async (_, sql) => {
    await ask();
    await write((tx) => claimHandoff(tx, now, rini, 1));
    expect(await write((tx) => releaseOrphaned(tx, now))).toBe(0);
    await write(async (tx) => run(tx, sql, { id: rini.collectorId }));
    expect(await write((tx) => releaseOrphaned(tx, now))).toBe(1);
    expect((await owners()).at(-1)).toMatchObject({ owner: 'queue', actor: 'system', reason: 'released' });
    expect((await payloads()).at(-1).lines).toEqual([{ key: 'handoff.released' }]);
    expect(await write((tx) => claimHandoff(tx, now, budi, 1))).toMatchObject({ ok: true });
  });
});

describe('who wants no messages', () => {
  const say = (who: SignedInCollector, key: string) =>
    write((tx) => writeToDebtor(tx, now, who, 1, { key, text: 'Halo' }));
  const optOut = (when: number) =>
    write(async (tx) => run(tx, `UPDATE conversations SET opted_out_at = ${when}`));

  it('is not told who comes, who is done, nor asked how it was', async () => {
    await ask();
    await optOut(now);
    await write((tx) => claimHandoff(tx, now, rini, 1));
    expect(await say(rini, 'too-late')).toMatchObject({ reason: 'opted_out' });
    await write((tx) => releaseHandoff(tx, now, rini, 1));
    await write((tx) => resolveHandoff(tx, now, rini, 1));
    expect(await payloads()).toEqual([]);
    await expect(
      ask().then(() => replyToHandoff(database, { now: () => now }, 2, { text: 'Halo' })),
    ).rejects.toThrow(/no more messages/);
  });

  it('is answered when they ask for somebody afterwards, and not asked how it was', async () => {
    await optOut(now - 1);
    await ask();
    expect(await say(rini, 'an-answer')).toMatchObject({ ok: true });
    await write((tx) => resolveHandoff(tx, now, rini, 1));
    expect((await payloads()).map((one) => one.begin ?? one.lines[0]?.key ?? one.author)).toEqual([
      'collector',
      'handoff.closed',
    ]);
    expect(await say(rini, 'one-more-word')).toMatchObject({ reason: 'opted_out' });
  });
});

describe('giving it back', () => {
  it('says so once and, when resolved after an answer, asks how it was', async () => {
    await ask();
    await write((tx) => writeToDebtor(tx, now, rini, 1, { key: 'an-answer', text: 'Sudah kami cek.' }));
    expect(await write((tx) => resolveHandoff(tx, now, budi, 1))).toMatchObject({
      reason: 'already_claimed',
    });
    const done = await write((tx) => resolveHandoff(tx, now, rini, 1, { note: 'beres' }));
    expect(done).toMatchObject({ ok: true, answer: { state: 'closed' } });
    const version = (await owners()).at(-1)?.version;
    expect((await payloads()).slice(1)).toMatchObject([
      { author: 'bot', handoff: { state: 'ended' }, ownedAt: { conversationId: 1, version } },
      { author: 'bot', lines: [], begin: { flow: 'rate_handoff', values: { handoff_id: 1 } } },
    ]);
    expect(await rows('SELECT state, resolution, closed_at FROM handoffs')).toEqual([
      { state: 'closed', resolution: 'resolved', closed_at: now },
    ]);
    expect(await rows('SELECT body, collector_id FROM notes')).toEqual([
      { body: 'beres', collector_id: rini.collectorId },
    ]);
    expect(changes().at(-1)).toBe('resolved:-');
  });

  it('asks nobody how it was whom nobody answered, nor on return; a supervisor may settle anybody’s', async () => {
    await ask();
    await write((tx) => claimHandoff(tx, now, rini, 1));
    expect(await write((tx) => returnToBot(tx, now, boss, 1, { supervises: true }))).toMatchObject({
      ok: true,
    });
    expect((await payloads()).some((one) => one.begin)).toBe(false);
    expect(await rows('SELECT resolution FROM handoffs')).toEqual([{ resolution: 'returned' }]);
    expect(await write((tx) => returnToBot(tx, now, boss, 1))).toEqual({ ok: false, reason: 'closed' });
  });
});

describe('what the bot concludes by itself', () => {
  it('calls nobody for a day once a person was done with it; what the debtor wishes does', async () => {
    await ask('not_understood');
    await write((tx) => returnToBot(tx, now, rini, 1));
    const again = (reason: string, later: number, wished = false) =>
      write((tx) =>
        createHandoff(tx, now + later, {
          conversationId: world.conversationId,
          creditorId: world.creditorId,
          reason,
          wished,
        }),
      );
    expect(await again('not_understood', DAY - 1)).toEqual({
      ok: false,
      reason: 'lately_closed',
      handoffId: 1,
    });
    expect(await rows('SELECT owner FROM conversations')).toEqual([{ owner: 'bot' }]);
    for (const wish of [
      () => again('hardship', 1),
      () => again('not_understood', 1, true),
      () => again('locked', 1),
      () => again('not_understood', DAY),
    ]) {
      const made = await wish();
      expect(made).toMatchObject({ ok: true, alreadyOpen: false });
      if (made.ok) await write((tx) => resolveHandoff(tx, now - 1, rini, made.handoffId));
    }
  });
});

describe('the file', () => {
  it('holds stake, language, level, next step and what the debtor sent', async () => {
    await write(async (tx) => {
      addInvoice(tx, world.creditorId, world.debtorId, {
        number: 'INV-1',
        due: '2026-02-27',
        amount: 250_000_000,
      });
      run(
        tx,
        `INSERT INTO messages (conversation_id, seq, direction, author, body, at)
         VALUES (1, 1, 'in', 'debtor', '{"text":"","attachments":[{"token":"slip-1"}]}', @now)`,
        { now },
      );
    });
    await ask('request_installment', { locale: 'en' });
    const [row] = await rows<Record<string, unknown>>('SELECT * FROM handoffs');
    expect(row).toMatchObject({
      locale: 'en',
      currency: 'IDR',
      amount_minor: 250_000_000,
      next_step: 'offer_installments',
      last_debtor_at: now,
      collector_id: null,
    });
    expect(row?.first_due_at).toBeGreaterThan(now);
    expect(JSON.parse(String(row?.context))).toMatchObject({ level: 'verified', attachments: ['slip-1'] });
    await write((tx) => noteDebtorWrote(tx, now + 5, { conversationId: 1, locale: 'id', files: ['slip-2'] }));
    const [later] = await rows<Record<string, unknown>>('SELECT * FROM handoffs');
    expect(later).toMatchObject({ locale: 'id', last_debtor_at: now + 5 });
    expect(JSON.parse(String(later?.context)).attachments).toEqual(['slip-2', 'slip-1']);
  });

  it('has notes that only colleagues read', async () => {
    const note = await write((tx) => addNote(tx, now, rini, 1, 'telepon besok'));
    expect(note).toEqual({
      ok: true,
      note: { id: 1, author: { id: rini.collectorId, name: 'Rini A' }, text: 'telepon besok', at: now },
    });
    expect(announced).toEqual([{ kind: 'note', conversationId: 1, creditorId: 1 }]);
    expect(await write((tx) => addNote(tx, now, stranger, 1, 'x'))).toEqual({
      ok: false,
      reason: 'not_found',
    });
    expect(await payloads()).toEqual([]);
  });
});
