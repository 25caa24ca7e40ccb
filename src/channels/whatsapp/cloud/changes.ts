import { chatOf } from '../chat.ts';
import type { Account, AccountState, ChannelLog } from '../ports.ts';
import type { WhatsAppStore } from '../store.ts';
import { faultOf } from './errors.ts';
import { isJson, type Json, listAt, numberAt, objectAt, textAt } from './json.ts';
import { lineOf } from './lines.ts';
import { addresseeOf, senderOf } from './party.ts';
import { readMessage } from './read-message.ts';
import { type Effect, takeStatus } from './statuses.ts';

export interface ChangeEnv {
  account: Account;
  store: WhatsAppStore;
  log: ChannelLog;
  now: number;
}

/**
 * One change of a webhook, of a number of ours. What it holds is in the inbox when this returns; the
 * effects are to be told afterwards. Parts that cannot be read are logged without content and left out.
 */
export function takeChange(env: ChangeEnv, field: string, value: Json): Effect[] {
  const effects: Effect[] = [];
  if (field === 'messages') {
    const contacts = listAt(value, 'contacts');
    takeMessages(env, listAt(value, 'messages'), 'debtor', (raw) => senderOf(raw, contacts), effects);
    takeStatuses(env, listAt(value, 'statuses'), effects);
    for (const error of listAt(value, 'errors')) if (isJson(error)) takeError(env, error, effects);
  } else if (field === 'smb_message_echoes') {
    takeMessages(env, listAt(value, 'message_echoes'), 'owner', addresseeOf, effects);
  } else if (field === 'account_update') {
    takeAccountUpdate(env, value, effects);
  } else {
    env.log.info({ accountId: env.account.id, field }, 'whatsapp cloud: a webhook we have no use for');
  }
  return effects;
}

function takeMessages(
  env: ChangeEnv,
  entries: readonly unknown[],
  author: 'debtor' | 'owner',
  party: (raw: Json) => ReturnType<typeof senderOf>,
  effects: Effect[],
): void {
  const { account, store, log, now } = env;
  let stored = false;
  for (const raw of entries) {
    const read = isJson(raw)
      ? readMessage(raw, party(raw), author, now)
      : ({ ok: false, reason: 'malformed' } as const);
    if (!read.ok) {
      const type = isJson(raw) && /^[a-z_]{1,40}$/.test(textAt(raw, 'type') ?? '') ? raw.type : undefined;
      const facts = { accountId: account.id, type };
      if (read.reason === 'malformed') log.warn(facts, 'whatsapp cloud: a message that cannot be read');
      continue;
    }
    const { arrived } = read;
    // The echo of what Sapa itself sent is no word of the owner.
    if (author === 'owner' && store.sent.find(account.id, arrived.id)) continue;
    stored = store.inbox.put(account.id, chatOf(arrived.party), arrived, now) || stored;
  }
  if (stored) effects.push((events) => events.arrived());
}

function takeStatuses(env: ChangeEnv, entries: readonly unknown[], effects: Effect[]): void {
  const line = lineOf(env.store, env.account.id);
  for (const raw of entries) {
    if (isJson(raw) && takeStatus({ ...env, line }, raw, effects)) continue;
    env.log.warn({ accountId: env.account.id }, 'whatsapp cloud: a status that cannot be read');
  }
}

/** Something that holds for the whole number. */
function takeError(env: ChangeEnv, error: Json, effects: Effect[]): void {
  const code = numberAt(error, 'code') ?? -1;
  env.log.warn({ accountId: env.account.id, code }, 'whatsapp cloud: Meta reports an error');
  const line = lineOf(env.store, env.account.id);
  effects.push(() => line.standing?.note(faultOf({ code, http: 0, transient: false })));
}

type Update = { state: AccountState; reason: string };
const UPDATES: Record<string, Update> = {
  ACCOUNT_VIOLATION: { state: 'restricted', reason: 'policy' },
  ACCOUNT_RESTRICTION: { state: 'restricted', reason: 'policy' },
  ACCOUNT_DELETED: { state: 'misconfigured', reason: 'deleted' },
  PARTNER_REMOVED: { state: 'misconfigured', reason: 'permission' },
};

/** Meta's news of the whole business account, if the app subscribes to them. */
function takeAccountUpdate({ account, store, log }: ChangeEnv, value: Json, effects: Effect[]): void {
  const event = textAt(value, 'event') ?? '';
  const ban = textAt(objectAt(value, 'ban_info'), 'waba_ban_state');
  const disabled = event === 'DISABLED_UPDATE' && ban === 'DISABLE';
  const update: Update | undefined = disabled ? { state: 'banned', reason: 'policy' } : UPDATES[event];
  log.warn({ accountId: account.id, known: update !== undefined }, 'whatsapp cloud: news of the account');
  if (!update) return;
  const line = lineOf(store, account.id);
  effects.push((events) => {
    if (line.standing) line.standing.note({ how: 'stop', ...update });
    else events.status(update);
  });
}
