import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { actions, valueKinds } from '../../src/actions/index.ts';
import type { SapaScope } from '../../src/actions/scope.ts';
import type { ChannelAdapter, InboundMessage, TranscriptMessage } from '../../src/channels/channel.ts';
import { loadCheckedDialogs, loadUnderstanding } from '../../src/content.ts';
import { contentPaths } from '../../src/content-paths.ts';
import { createCreditorDirectory } from '../../src/conversation/creditor-repository.ts';
import { createHost } from '../../src/conversation/host.ts';
import { createTexts } from '../../src/conversation/texts.ts';
import { createTurns, type TurnDependencies, type TurnOutcome } from '../../src/conversation/turn.ts';
import { createVault } from '../../src/conversation/vault.ts';
import { createWording } from '../../src/conversation/wording.ts';
import { loadDemoLedger } from '../../src/demo-ledger/index.ts';
import { createEngine } from '../../src/dialog/engine.ts';
import { createHandoff, noteDebtorWrote, phoneAnswered } from '../../src/handoff/index.ts';
import { createIdentityService, readOtpPolicy } from '../../src/identity/index.ts';
import { sqlStatement } from '../../src/storage/database.ts';
import { createScopes } from '../../src/turn-scope.ts';
import { DEMO_NOW } from '../support/app.ts';
import { TestClock } from '../support/clock.ts';
import { testDatabase } from '../support/database.ts';

const conversationOf = sqlStatement<[string], ConversationRow>(
  'SELECT * FROM conversations WHERE external_id = ?',
);
const messagesOf = sqlStatement<[number], MessageRow>(
  'SELECT * FROM messages WHERE conversation_id = ? ORDER BY seq',
);

export interface ConversationRow {
  id: number;
  creditor_id: number;
  locale: string;
  owner: string;
  last_seq: number;
  state: string | null;
}

export interface MessageRow {
  seq: number;
  author: string;
  external_id: string | null;
  in_reply_to: number | null;
  body: string;
}

type Deps = TurnDependencies<SapaScope>;

/** Turns on the shipped content and the demonstration ledger; `broken` takes the place of a real part. */
export async function turnWorld(
  broken: {
    actions?: typeof actions;
    scope?: (real: Deps['scope']) => Deps['scope'];
    /** On disk, for a second connection. */
    file?: string;
  } = {},
) {
  const clock = new TestClock(DEMO_NOW);
  const database = testDatabase(broken.file);
  await loadDemoLedger(database, clock);
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
    actions: { ...actions, ...broken.actions },
    valueKinds,
    understanding,
    label: wording.label,
  });
  const published: TranscriptMessage[] = [];
  const channel = (delivery: ChannelAdapter['delivery']): ChannelAdapter => ({
    name: delivery,
    capabilities: { choices: 'buttons', maxButtons: 10, cards: true, files: true, maxTextLength: 4000 },
    delivery,
    publish: (_, messages) => void published.push(...messages),
    deliver: async () => ({ ok: true }),
    start: async () => {},
    stop: async () => {},
  });
  const outcomes: TurnOutcome[] = [];
  const errors: unknown[] = [];
  const scope = createScopes({ identity, wording, vault });
  const turns = createTurns<SapaScope>({
    database,
    clock,
    creditors,
    understanding,
    engine,
    wording,
    channel: (name) => channel(name === 'outbox' ? 'outbox' : 'transcript'),
    scope: broken.scope?.(scope) ?? scope,
    codesIn: identity.codesIn,
    failed: async ({ tx, conversation, creditor, now }) => {
      const reason = 'system_error';
      return createHandoff(tx, now, { conversationId: conversation.id, creditorId: creditor.id, reason });
    },
    debtorWrote: ({ tx, conversation, locale, files, now }) =>
      noteDebtorWrote(tx, now, {
        conversationId: conversation.id,
        locale,
        files: files.map((file) => file.token),
      }),
    observe: ({ outcome }) => void outcomes.push(outcome),
    report: (error) => void errors.push(error),
  });
  const message = (conversation: string, text: string, more: Partial<InboundMessage> = {}) => ({
    address: { channel: 'transcript', account: 'demo', externalId: conversation },
    externalId: `id-${++sent}`,
    sender: { id: 'visitor', origin: '198.51.100.7' },
    creditorId: 1,
    kind: 'message' as const,
    text,
    attachmentIds: [],
    ...more,
  });
  let sent = 0;
  return {
    clock,
    database,
    published,
    outcomes,
    errors,
    message,
    host: createHost({ database, clock, creditors, vault, receive: turns.receive, phoneAnswered }),
    receive: turns.receive,
    say: (conversation: string, text: string, more: Partial<InboundMessage> = {}) =>
      turns.receive(message(conversation, text, more)),
    join: (conversation: string) => turns.receive(message(conversation, '', { kind: 'join' })),
    conversation: (externalId: string) => database.read(async (tx) => conversationOf(tx).get(externalId)),
    /** The transcript as stored: who, words, which one is answered. */
    async transcript(externalId: string): Promise<MessageRow[]> {
      return database.read(async (tx) => {
        const found = conversationOf(tx).get(externalId);
        return found ? messagesOf(tx).all(found.id) : [];
      });
    },
    query: <T>(sql: string) => database.read(async (tx) => tx.connection.sqlite.prepare(sql).all() as T[]),
  };
}

export type TurnWorld = Awaited<ReturnType<typeof turnWorld>>;

/** `debtor: halo` and so on. */
export function words(rows: readonly MessageRow[]): string[] {
  return rows.map((row) => `${row.author}: ${(JSON.parse(row.body) as { text: string }).text}`);
}
