import type { SocketConfig, UserFacingSocketConfig, WASocket } from '@whiskeysockets/baileys';
import type { AuthState } from './auth-state.ts';
import type { BaileysContext, Lib } from './context.ts';
import { isIgnored } from './jid.ts';

/** Baileys logs stanzas and keys at some levels: nothing of it is kept. */
const SILENT: SocketConfig['logger'] = {
  level: 'silent',
  child: () => SILENT,
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
};

/** Of what the other parts make, what a socket needs while it is made. */
export interface SocketParts {
  makeSignalRepository: SocketConfig['makeSignalRepository'];
  getMessage: SocketConfig['getMessage'];
  /** Nothing at all is to be read: the device belongs to another number than it should. */
  deaf: boolean;
}

/** One connection; it starts connecting at once. */
export function openSocket(ctx: BaileysContext, auth: AuthState, parts: SocketParts): WASocket {
  return ctx.lib.makeWASocket(socketConfig(ctx, auth, parts));
}

export function socketConfig(
  ctx: BaileysContext,
  auth: AuthState,
  parts: SocketParts,
): UserFacingSocketConfig {
  const { lib, surroundings, account } = ctx;
  return {
    auth: { creds: auth.creds, keys: auth.keys },
    logger: SILENT,
    // Shown on the phone under linked devices; WhatsApp distrusts names it does not know.
    browser: lib.Browsers.ubuntu('Chrome'),
    countryCode: account.phone.startsWith('+62') ? 'ID' : 'US',
    // The firm's phone keeps its notifications.
    markOnlineOnConnect: false,
    emitOwnEvents: false,
    shouldIgnoreJid: parts.deaf ? () => true : isIgnored,
    syncFullHistory: false,
    shouldSyncHistoryMessage: ({ syncType }) => bringsOnlyMappings(lib, syncType),
    generateHighQualityLinkPreview: false,
    // A question that is not answered must not hold up anything for a minute.
    defaultQueryTimeoutMs: 20_000,
    getMessage: parts.getMessage,
    makeSignalRepository: parts.makeSignalRepository,
    // The store is a local file: a write that fails thrice will not succeed in half a minute either.
    transactionOpts: { maxCommitRetries: 3, delayBetweenTriesMs: 200 },
    ...(surroundings.webSocketUrl !== undefined && { waWebSocketUrl: surroundings.webSocketUrl }),
    ...(surroundings.uploadAgent && { fetchAgent: surroundings.uploadAgent }),
    ...(surroundings.qrMs !== undefined && { qrTimeout: surroundings.qrMs }),
  };
}

/**
 * The first history messages say which number has which LID, and those are wanted; old conversations are not.
 * Without RECENT Baileys does not hold back new messages for 20 seconds after linking, either.
 */
function bringsOnlyMappings(lib: Lib, syncType: number | null | undefined): boolean {
  const types = lib.proto.HistorySync.HistorySyncType;
  return (
    syncType === types.INITIAL_BOOTSTRAP ||
    syncType === types.NON_BLOCKING_DATA ||
    syncType === types.PUSH_NAME
  );
}

/** Cuts the line under a socket that does not answer, where a polite end would wait for half a minute. */
export function cut(sock: WASocket): void {
  const line = (sock.ws as unknown as { socket?: { terminate?: () => void } | null }).socket;
  line?.terminate?.();
}
