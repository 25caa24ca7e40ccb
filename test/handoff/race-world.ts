import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { actions, valueKinds } from '../../src/actions/index.ts';
import type { SapaScope } from '../../src/actions/scope.ts';
import type { ChannelAdapter } from '../../src/channels/channel.ts';
import type { SignedInCollector } from '../../src/collectors/index.ts';
import { loadCheckedDialogs, loadUnderstanding } from '../../src/content.ts';
import { contentPaths } from '../../src/content-paths.ts';
import { createBegin } from '../../src/conversation/begin.ts';
import { createCreditorDirectory } from '../../src/conversation/creditor-repository.ts';
import { deliverToConversation } from '../../src/conversation/host.ts';
import { createOutbox } from '../../src/conversation/outbox.ts';
import { wordPayload } from '../../src/conversation/outbox-words.ts';
import { createTexts } from '../../src/conversation/texts.ts';
import { createTurns } from '../../src/conversation/turn.ts';
import { createWording } from '../../src/conversation/wording.ts';
import { loadDemoLedger } from '../../src/demo-ledger/index.ts';
import { createEngine } from '../../src/dialog/engine.ts';
import { createHandoff, noteDebtorWrote } from '../../src/handoff/index.ts';
import { createIdentityService, readOtpPolicy } from '../../src/identity/index.ts';
import { createVault } from '../../src/shared/vault.ts';
import { createScopes } from '../../src/turn-scope.ts';
import { DEMO_NOW } from '../support/app.ts';
import { TestClock } from '../support/clock.ts';
import { signedIn } from '../support/collectors.ts';
import { temporaryDir, testDatabase } from '../support/database.ts';
import { run } from '../support/debtor.ts';

/** What left for a debtor, in the moment in which it left. */
export interface Left {
  conversation: string;
  /** Of a channel that sends: the outbox row. Undefined for what clients read in the transcript. */
  outboxId: number | undefined;
  author: string | undefined;
}

/*
 * Every owner and every message in the order in which the database took them: a witness that is no part
 * of what is tested.
 */
const WITNESS = `
  CREATE TABLE witness (id INTEGER PRIMARY KEY, conversation_id INTEGER, kind TEXT, owner TEXT, collector_id INTEGER,
    version INTEGER, reason TEXT, author TEXT, seq INTEGER);
  CREATE TRIGGER witness_owner AFTER INSERT ON ownership_changes BEGIN
    INSERT INTO witness (conversation_id, kind, owner, collector_id, version, reason)
    VALUES (new.conversation_id, 'owner', new.owner, new.collector_id, new.version, new.reason); END;
  CREATE TRIGGER witness_message AFTER INSERT ON messages WHEN new.withheld_at IS NULL BEGIN
    INSERT INTO witness (conversation_id, kind, author, seq)
    VALUES (new.conversation_id, 'message', new.author, new.seq); END;`;

/** The application's own parts on a database file with its writer and its reader, with a channel that sends and one that is read. */
export async function raceWorld(left: (one: Left) => void) {
  const clock = new TestClock(DEMO_NOW);
  const dir = memoryDir();
  const database = testDatabase(join(dir, 'sapa.db'));
  await loadDemoLedger(database, clock);
  await database.write(async (tx) => tx.connection.sqlite.exec(WITNESS));
  const collectors: [SignedInCollector, SignedInCollector] = [
    await signedIn(database, { firstName: 'Rini', name: 'Rini A' }),
    await signedIn(database, { firstName: 'Budi', name: 'Budi B' }),
  ];
  const dialogs = loadCheckedDialogs();
  const understanding = await loadUnderstanding();
  const creditors = createCreditorDirectory(clock);
  const vault = createVault('k'.repeat(32));
  const wording = createWording(createTexts(dialogs.texts));
  const identity = createIdentityService({
    otpSecret: createHash('sha256').update('test').digest(),
    policy: readOtpPolicy(join(contentPaths().dialogsDir, 'policies', 'otp.yml')),
  });
  const engine = createEngine<SapaScope>({
    dialogs,
    actions,
    valueKinds,
    understanding,
    label: wording.label,
  });
  const adapter = (name: string, delivery: ChannelAdapter['delivery']): ChannelAdapter => ({
    name,
    capabilities: { choices: 'buttons', maxButtons: 10, cards: true, files: true, maxTextLength: 4000 },
    delivery,
    publish(address, messages) {
      if (delivery === 'outbox') return;
      for (const { author } of messages)
        left({ conversation: address.externalId, outboxId: undefined, author });
    },
    async deliver({ id, to }) {
      left({ conversation: to, outboxId: Number(id.split('-')[1]), author: undefined });
      return { ok: true };
    },
    start: async () => {},
    stop: async () => {},
  });
  const channels = new Map([
    ['read', adapter('read', 'transcript')],
    ['sent', adapter('sent', 'outbox')],
  ]);
  const channel = (name: string) => channels.get(name)!;
  const scope = createScopes({ identity, wording, vault });
  const errors: unknown[] = [];
  const outbox = createOutbox({
    database,
    clock,
    channels,
    word: (payload, { code }) => wordPayload(wording, payload, code),
    resolveSecret: (tx, secret, now) => identity.codeFor(tx, secret.challengeId, now),
    deliverToConversation: (tx, message) => deliverToConversation(tx, channel, message),
    begin: createBegin<SapaScope>({ creditors, engine, wording, channel, scope }),
    log: { warn: (...facts) => errors.push(facts), error: (...facts) => errors.push(facts) },
  });
  const turns = createTurns<SapaScope>({
    database,
    clock,
    creditors,
    understanding,
    engine,
    wording,
    channel,
    scope,
    codesIn: identity.codesIn,
    failed: ({ tx, conversation, creditor, now }) =>
      createHandoff(tx, now, {
        conversationId: conversation.id,
        creditorId: creditor.id,
        reason: 'system_error',
      }),
    debtorWrote: ({ tx, conversation, locale, now }) =>
      noteDebtorWrote(tx, now, { conversationId: conversation.id, locale, files: [] }),
    observe: () => {},
    report: (error) => errors.push(error),
  });
  let sent = 0;
  return {
    clock,
    database,
    collectors,
    outbox,
    errors,
    say: (conversation: string, text: string) =>
      turns.receive({
        address: { channel: channelOf(conversation), account: 'demo', externalId: conversation },
        externalId: `m-${++sent}`,
        sender: { id: 'visitor', origin: '198.51.100.7' },
        creditorId: 1,
        kind: 'message',
        text,
        attachmentIds: [],
      }),
    /** Notes in the witness, in the transaction of the claim, that somebody was told who was faster. */
    lost: (tx: Parameters<typeof run>[0], conversationId: number, by: number) =>
      run(tx, `INSERT INTO witness (conversation_id, kind, collector_id) VALUES (@id, 'lost', @by)`, {
        id: conversationId,
        by,
      }),
    query: <T>(sql: string) => database.read(async (tx) => tx.connection.sqlite.prepare(sql).all() as T[]),
    async close() {
      await outbox.stop();
      await database.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A folder in memory where there is one: what is raced here is not the disk. */
function memoryDir(): string {
  return existsSync('/dev/shm') ? mkdtempSync('/dev/shm/sapa-race-') : temporaryDir();
}

/** Even ones are read, odd ones are sent. */
export function channelOf(conversation: string): 'read' | 'sent' {
  return Number(conversation.split('-')[1]) % 2 === 0 ? 'read' : 'sent';
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
