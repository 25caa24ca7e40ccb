import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { actions, valueKinds } from '../../src/actions/index.ts';
import type { SapaScope } from '../../src/actions/scope.ts';
import type { ChannelAdapter, ChannelHost, OutboundMessage } from '../../src/channels/channel.ts';
import { createDemoInbox } from '../../src/channels/email/index.ts';
import { loadCheckedDialogs, loadUnderstanding } from '../../src/content.ts';
import { contentPaths } from '../../src/content-paths.ts';
import { createBegin } from '../../src/conversation/begin.ts';
import { createCreditorDirectory } from '../../src/conversation/creditor-repository.ts';
import { createHost, deliverToConversation } from '../../src/conversation/host.ts';
import { createOutbox } from '../../src/conversation/outbox.ts';
import { wordPayload } from '../../src/conversation/outbox-words.ts';
import { createTexts } from '../../src/conversation/texts.ts';
import { createTurns } from '../../src/conversation/turn.ts';
import { createVault } from '../../src/conversation/vault.ts';
import { createWording } from '../../src/conversation/wording.ts';
import { loadDemoLedger } from '../../src/demo-ledger/index.ts';
import { createEngine } from '../../src/dialog/engine.ts';
import { createHandoff, noteDebtorWrote, phoneAnswered } from '../../src/handoff/index.ts';
import { createIdentityService, type OtpPolicy, readOtpPolicy } from '../../src/identity/index.ts';
import { createScopes } from '../../src/turn-scope.ts';
import type { TestClock } from './clock.ts';
import { testDatabase } from './database.ts';

/** Our own number. */
export const ACCOUNT = '+622150000000';

/**
 * The conversation's side of the application on the demonstration ledger, with a channel like WhatsApp in
 * which every answer goes through the outbox: what it delivers is collected instead of sent. Every number
 * can be reached by it, as if it had written before.
 */
export async function phoneApp(options: {
  clock: TestClock;
  otpPolicy?: (shipped: OtpPolicy) => OtpPolicy;
  onStep?: (flow: string, step: string) => void;
}) {
  const { clock, onStep } = options;
  const database = testDatabase();
  await loadDemoLedger(database, clock);
  const dialogs = loadCheckedDialogs();
  const understanding = await loadUnderstanding();
  const creditors = createCreditorDirectory(clock);
  const vault = createVault(randomUUID());
  const wording = createWording(createTexts(dialogs.texts));
  const shipped = readOtpPolicy(join(contentPaths().dialogsDir, 'policies', 'otp.yml'));
  const identity = createIdentityService({
    otpSecret: Buffer.alloc(32, 3),
    policy: options.otpPolicy?.(shipped) ?? shipped,
    reachable: (_tx, _creditorId, contacts) => contacts.map((one) => one.channel !== 'sms'),
  });
  const engine = createEngine<SapaScope>({
    dialogs,
    actions,
    valueKinds,
    understanding,
    label: wording.label,
  });

  const mail = createDemoInbox({ clock });
  const delivered: OutboundMessage[] = [];
  let host: ChannelHost | undefined;
  const whatsapp: ChannelAdapter = {
    name: 'whatsapp',
    capabilities: { choices: 'numbered', maxButtons: 0, cards: false, files: true, maxTextLength: 4000 },
    delivery: 'outbox',
    publish() {},
    async deliver(message) {
      delivered.push(message);
      return { ok: true };
    },
    async start(given) {
      host = given;
    },
    async stop() {},
  };
  const channels = new Map([whatsapp, mail.adapter('email')].map((one) => [one.name, one]));
  const channel = (name: string): ChannelAdapter => channels.get(name)!;
  const scope = createScopes({ identity, wording, vault });
  const log = { warn() {}, error: fail };
  const outbox = createOutbox({
    database,
    clock,
    channels,
    word: (payload, { code }) => wordPayload(wording, payload, code),
    resolveSecret: (tx, secret, now) => identity.codeFor(tx, secret.challengeId, now),
    deliverToConversation: (tx, message) => deliverToConversation(tx, channel, message),
    begin: createBegin<SapaScope>({ creditors, engine, wording, channel, scope, onStep }),
    log,
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
    debtorWrote: ({ tx, conversation, locale, files, now }) =>
      noteDebtorWrote(tx, now, {
        conversationId: conversation.id,
        locale,
        files: files.map((file) => file.token),
      }),
    onStep,
    observe() {},
    report: (error) => fail({ error }),
  });
  await whatsapp.start(
    createHost({ database, clock, creditors, vault, receive: turns.receive, phoneAnswered }),
  );
  return {
    database,
    clock,
    outbox,
    host: host!,
    /** What has left by the channel, oldest first. */
    delivered,
    mails: mail,
    creditorOf: (site: string) => database.read(async (tx) => (await creditors.site(tx, site))!.creditorId),
    async stop() {
      await outbox.stop();
      await database.close();
    },
  };
}

function fail(facts: object): void {
  throw new Error('something failed inside', { cause: facts });
}

export type PhoneApp = Awaited<ReturnType<typeof phoneApp>>;
