import { createHash } from 'node:crypto';
import { actions, valueKinds } from './actions/index.ts';
import type { SapaScope } from './actions/scope.ts';
import type { ChannelAdapter } from './channels/channel.ts';
import { createDemoInbox, createEmailChannel, type DemoInbox } from './channels/email/index.ts';
import { createHandoffEvents } from './channels/handoff-events/index.ts';
import { createWebchat } from './channels/webchat/index.ts';
import type { Surroundings, WhatsAppPolicy } from './channels/whatsapp/index.ts';
import { seedCannedReplies } from './collectors/index.ts';
import type { Config } from './config.ts';
import { createConsole } from './console.ts';
import { loadCheckedDialogs, loadUnderstanding } from './content.ts';
import { contentPaths } from './content-paths.ts';
import { createBegin } from './conversation/begin.ts';
import { createCreditorDirectory } from './conversation/creditor-repository.ts';
import { createHost, deliverToConversation } from './conversation/host.ts';
import { countOutbox, createOutbox, type Outbox } from './conversation/outbox.ts';
import { wordPayload } from './conversation/outbox-words.ts';
import { createTexts } from './conversation/texts.ts';
import { createTurns } from './conversation/turn.ts';
import { createVault } from './conversation/vault.ts';
import { createWording } from './conversation/wording.ts';
import { openDataDir } from './data-dir.ts';
import { loadDemoLedger } from './demo-ledger/index.ts';
import { createEngine } from './dialog/engine.ts';
import { createHandoff, noteDebtorWrote, openListener, phoneAnswered, tellWaiting } from './handoff/index.ts';
import {
  closeGracefully,
  createLogger,
  createMetrics,
  createServer,
  startMetricsServer,
} from './http/index.ts';
import { createIdentityService, type OtpPolicy } from './identity/index.ts';
import { listening } from './listening.ts';
import { readPolicies } from './policies.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import type { Database } from './storage/database.ts';
import { queuedSoFar } from './storage/outbox-rows.ts';
import { createScopes } from './turn-scope.ts';
import { createWhatsAppSide } from './whatsapp.ts';

export interface App {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  /** Ready to inject into; `listen` opens its port. */
  readonly server: Awaited<ReturnType<typeof createServer>>;
  readonly outbox: Outbox;
  readonly demoInbox: DemoInbox | undefined;
  /** Listens on HOST:PORT and for metrics; resolves with the port taken. Throws ExpectedError `listen`. */
  listen(): Promise<number>;
  /** Takes nothing new, finishes what is under way, closes. False when a part did not end well. */
  stop(): Promise<boolean>;
}

/** Wires everything: the only place that knows all parts. */
export async function createApp(
  config: Config,
  options: {
    clock?: Clock;
    onStep?: ((flow: string, step: string) => void) | undefined;
    /** Where the log goes; standard output when left out. */
    logTo?: { write(line: string): void } | undefined;
    /** Rules of verification in place of the shipped ones. */
    otpPolicy?: OtpPolicy | undefined;
    /** A WhatsApp that is not the real one: for tests alone, never from the environment. */
    whatsapp?: Surroundings | undefined;
    /** How to behave there in place of the shipped rules. */
    whatsappPolicy?: WhatsAppPolicy | undefined;
  } = {},
): Promise<App> {
  const clock = options.clock ?? systemClock;
  const paths = contentPaths();
  const log = createLogger({
    level: config.LOG_LEVEL,
    ...(options.logTo && { destination: options.logTo }),
  });
  const dialogs = loadCheckedDialogs();
  const database = openDataDir(config.DATA_DIR, (error) => log.error({ err: error }, 'publishing failed'));
  const understanding = await loadUnderstanding();
  if (config.DEMO) await loadDemoLedger(database, clock);
  await database.write(async (tx) => seedCannedReplies(tx, clock.now()));

  const policies = readPolicies();
  const creditors = createCreditorDirectory(clock);
  const vault = createVault(config.DATA_KEY);
  const wording = createWording(createTexts(dialogs.texts));
  const identity = createIdentityService({
    otpSecret: createHash('sha256').update(config.OTP_SECRET).digest(),
    policy: options.otpPolicy ?? policies.otp,
    async reachable(tx, creditorId, contacts) {
      const onWhatsApp = await whatsapp.reachable(tx, creditorId, contacts);
      return contacts.map((one, index) => one.channel === 'email' || onWhatsApp[index] === true);
    },
  });
  const engine = createEngine<SapaScope>({
    dialogs,
    actions,
    valueKinds,
    understanding,
    label: wording.label,
  });

  const webchat = createWebchat({
    publicUrl: config.PUBLIC_URL,
    secret: config.WEBCHAT_SECRET,
    sites: {
      find: (siteKey) => database.read((tx) => creditors.site(tx, siteKey)),
      defaultSite: () => database.read((tx) => creditors.firstSite(tx)),
    },
    clock,
    limits: {
      conversation: { max: config.RATE_LIMIT_CONVERSATION, windowMs: 60_000 },
      token: { max: config.RATE_LIMIT_TOKEN, windowMs: 60_000 },
    },
    log,
  });
  const demoInbox = config.DEMO && !config.SMTP_URL ? createDemoInbox({ clock }) : undefined;
  const email = config.SMTP_URL
    ? createEmailChannel({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM })
    : demoInbox?.adapter('email');
  const listenerVault = createVault(config.DATA_KEY, 'listener');
  const handoffEvents = createHandoffEvents({
    listener: (id) => database.read((tx) => openListener(tx, listenerVault, id)),
    clock,
  });
  const whatsapp = createWhatsAppSide({
    config,
    database,
    clock,
    log,
    policy: options.whatsappPolicy ?? policies.whatsapp,
    nudge: () => outbox.nudge(),
    surroundings: options.whatsapp,
  });
  const channels = new Map<string, ChannelAdapter>(
    [webchat, whatsapp.channel, handoffEvents, ...(email ? [email] : [])].map((one) => [one.name, one]),
  );
  const channel = (name: string): ChannelAdapter => {
    const found = channels.get(name);
    if (!found) throw new Error(`app: no channel "${name}" is configured`);
    return found;
  };

  const scope = createScopes({ identity, wording, vault });
  const outbox = createOutbox({
    database,
    clock,
    channels,
    word: (payload, { code }) => wordPayload(wording, payload, code),
    resolveSecret: (tx, secret, now) => identity.codeFor(tx, secret.challengeId, now),
    deliverToConversation: (tx, message) => deliverToConversation(tx, channel, message),
    begin: createBegin<SapaScope>({ creditors, engine, wording, channel, scope, onStep: options.onStep }),
    undelivered: tellWaiting,
    log,
  });
  const metrics = createMetrics({
    outboxByState: () =>
      database.read(async (tx) => {
        const { pending, sending, dead } = countOutbox(tx);
        return { pending, sending, dead, sent: outbox.stats().sent };
      }),
    outboxOldestSeconds: async () => {
      const { oldestAt } = await database.read(async (tx) => countOutbox(tx));
      return oldestAt === undefined ? 0 : (clock.now() - oldestAt) / 1000;
    },
    openSockets: () => webchat.openSockets(),
    whatsapp: whatsapp.figures,
    now: clock.now,
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
    onStep: options.onStep,
    observe: ({ ms, ...labels }) => metrics.turn(ms / 1000, labels),
    report: (error) => log.error({ err: error }, 'turn failed'),
  });
  let sent = queuedSoFar();
  // What a turn queued (a code) need not wait for the outbox's next look; most turns queue nothing.
  const sendQueued = () => {
    if (sent === queuedSoFar()) return;
    sent = queuedSoFar();
    outbox.nudge();
  };
  const host = createHost({
    database,
    clock,
    creditors,
    vault,
    receive: (message) => turns.receive(message).finally(sendQueued),
    phoneAnswered,
    undelivered: tellWaiting,
    debtorTyping: ({ id }) => collectorsSide.live.debtorTyping(id),
  });
  const collectorsSide = createConsole({
    config,
    policies,
    database,
    clock,
    identity,
    files: host.files,
    whatsapp: whatsapp.desk,
    typing: (conversation, name) => channels.get(conversation.channel)?.typing?.(conversation, { name }),
    nudge: outbox.nudge,
    log,
  });
  for (const one of channels.values()) await one.start(host);
  outbox.start();
  collectorsSide.sweeper.start();

  const server = await createServer({
    config: {
      publicUrl: config.PUBLIC_URL,
      trustProxy: config.TRUST_PROXY,
      requestsPerAddressPerMinute: config.RATE_LIMIT_ADDRESS,
      webFolder: paths.webDir,
    },
    log,
    metrics,
    checks: {
      database: async () => {
        await database.write(async () => {});
        return undefined;
      },
      outbox: async () => (outbox.stuck() ? 'messages are not being sent' : undefined),
    },
    routes: [webchat.routes, whatsapp.channel.routes, collectorsSide.api, collectorsSide.live.routes],
    ...(config.DEMO && { demo: { inbox: async () => demoInbox?.list() ?? [] } }),
  });
  let metricsServer: Awaited<ReturnType<typeof startMetricsServer>> | undefined;

  return {
    config,
    database,
    clock,
    server,
    outbox,
    demoInbox,
    async listen() {
      const metricsAt = { host: config.METRICS_HOST, port: config.METRICS_PORT };
      metricsServer = await listening({ host: 'METRICS_HOST', port: 'METRICS_PORT' }, metricsAt, () =>
        startMetricsServer(metrics, metricsAt),
      );
      const at = { host: config.HOST, port: config.PORT };
      await listening({ host: 'HOST', port: 'PORT' }, at, () => server.listen(at));
      const address = server.server.address();
      return typeof address === 'object' && address ? address.port : config.PORT;
    },
    stop: () =>
      closeGracefully(
        [
          { name: 'server', run: () => server.close() },
          { name: 'sweeper', run: () => collectorsSide.sweeper.stop() },
          { name: 'live', run: async () => collectorsSide.live.stop() },
          { name: 'outbox', run: () => outbox.stop() },
          { name: 'channels', run: () => Promise.all([...channels.values()].map((one) => one.stop())) },
          { name: 'metrics', run: async () => metricsServer?.close() },
          { name: 'database', run: () => database.close() },
        ],
        log,
      ),
  };
}
