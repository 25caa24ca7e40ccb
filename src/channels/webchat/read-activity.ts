import { randomUUID } from 'node:crypto';
import { type Locale, localeFromTag } from '../../shared/locale.ts';
import { OWN_ID_MARK } from './codec.ts';

/** What a posted activity asks of us. */
export type ReadActivity =
  | { ok: true; kind: 'message' | 'join'; externalId: string; text: string; locale?: Locale }
  /** The debtor is writing. */
  | { ok: true; kind: 'typing' }
  /** Understood and of no consequence. */
  | { ok: true; kind: 'ignored' }
  | { ok: false; reason: string };

/** Constant, so that a page that says it at every load is greeted once. */
const JOIN_ID = `${OWN_ID_MARK}join`;
const JOIN_EVENTS = new Set(['webchat/join', 'startConversation', 'requestWelcomeDialog']);
const MAX_ID_LENGTH = 128;

/**
 * Checks an activity from outside. `from`, `conversation`, `timestamp` and the like are not even read:
 * who speaks where is in the token. `withFiles` allows a message without text.
 */
export function readActivity(input: unknown, maxText: number, withFiles = false): ReadActivity {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return refused('The body must be an activity: a JSON object with a "type".');
  const activity = input as Record<string, unknown>;
  const locale = typeof activity.locale === 'string' ? localeFromTag(activity.locale) : undefined;
  switch (activity.type) {
    case 'message':
      return readMessage(activity, maxText, withFiles, locale);
    case 'event':
      if (!JOIN_EVENTS.has(String(activity.name))) return { ok: true, kind: 'ignored' };
      return { ok: true, kind: 'join', externalId: JOIN_ID, text: '', locale };
    case 'typing':
      return { ok: true, kind: 'typing' };
    case 'conversationUpdate':
      return { ok: true, kind: 'join', externalId: JOIN_ID, text: '', locale };
    default:
      return typeof activity.type === 'string' && activity.type !== ''
        ? { ok: true, kind: 'ignored' }
        : refused('"type" must be text such as "message".');
  }
}

function readMessage(
  activity: Record<string, unknown>,
  maxText: number,
  withFiles: boolean,
  locale: Locale | undefined,
): ReadActivity {
  // A card's submit button sends its words as `value`, without text.
  const said = activity.text ?? (typeof activity.value === 'string' ? activity.value : undefined) ?? '';
  if (typeof said !== 'string') return refused('"text" must be text.');
  if (said.length > maxText)
    return refused(`"text" has ${said.length} characters; at most ${maxText} are accepted.`);
  const text = plain(said);
  if (text === '' && !withFiles)
    return refused('"text" is empty. Files are sent as multipart to /upload, not as attachments here.');
  const externalId = clientId(activity.channelData);
  if (externalId === undefined)
    return refused(
      `"channelData.clientActivityID" must be text of 1 to ${MAX_ID_LENGTH} characters, not starting with "${OWN_ID_MARK}".`,
    );
  return { ok: true, kind: 'message', externalId, text, locale };
}

/** The client's own id for the message, the same on every retry; one of ours when it gives none. */
function clientId(channelData: unknown): string | undefined {
  const id = (channelData as { clientActivityID?: unknown } | null | undefined)?.clientActivityID;
  if (id === undefined || id === null) return OWN_ID_MARK + randomUUID();
  const usable = typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH;
  return usable && !id.startsWith(OWN_ID_MARK) ? id : undefined;
}

/** Line ends as `\n`; no control characters or halves of characters, which databases and logs choke on. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cs}]/gu, (character) => (character === '\n' || character === '\t' ? character : ''))
    .trim();
}

function refused(reason: string): ReadActivity {
  return { ok: false, reason };
}
