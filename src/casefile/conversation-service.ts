import { allows, mayCreditor, type SignedInCollector } from '../collectors/index.ts';
import { handoffSummary, isLeftAlone } from '../handoff/index.ts';
import type { Locale } from '../shared/locale.ts';
import { maskContact } from '../shared/mask.ts';
import type { ReadTx } from '../storage/database.ts';
import {
  breachesOf,
  type CallBackRow,
  type CreditorRow,
  callBackOf,
  creditorById,
  currentHandoff,
  filesByTokens,
  type HandoffRow,
  ownershipOf,
  phoneOf,
} from './conversation-repository.ts';
import { type HandoffFile, readHandoffFile } from './handoff-file.ts';
import type { CaseFile } from './message.ts';
import { type ProvenRow, selectConversation, selectProven } from './timeline-repository.ts';

export interface Person {
  id: number;
  name: string;
}

/** waiting: nobody has it; claimed: somebody, not answered yet. */
export type HandoffState = 'waiting' | 'claimed' | 'answered' | 'closed';

export interface HandoffCase extends Omit<HandoffFile, 'attachments' | 'identity'> {
  attachments: CaseFile[];
  id: number;
  state: HandoffState;
  reason: string;
  summary: string;
  createdAt: number;
  claimedAt: number | null;
  answeredAt: number | null;
  closedAt: number | null;
  collector: Person | null;
  resolution: string | null;
  service: {
    firstDueAt: number | null;
    nextDueAt: number | null;
    resolveDueAt: number | null;
    breached: ('first_answer' | 'next_answer' | 'resolution')[];
  };
  callBack: CallBackRow | null;
  rating: number | null;
}

export interface ConversationCase {
  id: number;
  channel: string;
  /** The number the channel itself says it is, masked. */
  address: string | null;
  creditor: CreditorRow;
  locale: string;
  owner: { kind: 'bot' | 'queue' | 'collector'; collector: Person | null; version: number };
  ownership: {
    version: number;
    owner: 'bot' | 'queue' | 'collector';
    actor: string;
    by: Person | null;
    reason: string;
    at: number;
  }[];
  handoff: HandoffCase | null;
  debtor: { id: number; number: string; name: string; salutation: 'bapak' | 'ibu' | null } | null;
  identity: {
    level: 'none' | 'known_contact' | 'verified';
    verifiedAt: number | null;
    expiresAt: number | null;
    contact: string | null;
  };
  mayWrite: boolean;
}

/** What a conversation stands under at this moment, by identity's own rules; undefined for nothing. */
export type Standing = (
  tx: ReadTx,
  conversationId: number,
  now: number,
) => Promise<{ debtorId: number; verifiedAt: number; expiresAt: number } | undefined>;

const CHANGES_SHOWN = 20;

/** Everything about a conversation but its words; undefined for what the collector may not see. */
export async function conversationCase(
  tx: ReadTx,
  collector: SignedInCollector,
  conversationId: number,
  at: { now: number; standing: Standing },
): Promise<ConversationCase | undefined> {
  const row = selectConversation(tx, conversationId);
  if (!row || !mayCreditor(collector, row.creditorId)) return undefined;
  const proven = selectProven(tx, conversationId);
  const standing = await at.standing(tx, conversationId, at.now);
  const handoff = currentHandoff(tx, conversationId);
  const { id, channel, locale, owner, version } = row;
  const phone = phoneOf(tx, conversationId);
  return {
    id,
    channel,
    address: phone === undefined ? null : maskContact(phone),
    locale,
    creditor: creditorById(tx, row.creditorId),
    owner: { kind: owner, collector: person(row.collectorId, row.collectorName), version },
    ownership: ownershipOf(tx, conversationId, CHANGES_SHOWN).map(({ byId, byName, ...change }) => ({
      ...change,
      by: person(byId, byName),
    })),
    handoff: handoff ? handoffCase(tx, handoff, collector.locale) : null,
    debtor: proven
      ? { id: proven.debtorId, number: proven.number, name: proven.name, salutation: proven.salutation }
      : null,
    identity: identityOf(proven, standing),
    mayWrite: allows(collector.role, 'work') && !isLeftAlone(tx, row),
  };
}

function identityOf(
  proven: ProvenRow | undefined,
  standing: Awaited<ReturnType<Standing>>,
): ConversationCase['identity'] {
  if (!proven) return { level: 'none', verifiedAt: null, expiresAt: null, contact: null };
  const { verifiedAt, known } = proven;
  const contact = maskContact(proven.contactAddress);
  if (standing?.debtorId === proven.debtorId) {
    return { level: 'verified', verifiedAt, expiresAt: standing.expiresAt, contact };
  }
  const expiresAt = Math.min(proven.expiresAt, proven.endedAt ?? proven.expiresAt);
  return { level: known === 1 ? 'known_contact' : 'none', verifiedAt, expiresAt, contact };
}

function handoffCase(tx: ReadTx, row: HandoffRow, locale: Locale): HandoffCase {
  const { id, reason, summary, createdAt, claimedAt, answeredAt, closedAt, resolution, rating } = row;
  const { firstDueAt, nextDueAt, resolveDueAt } = row;
  const { identity, ...file } = readHandoffFile(row.context);
  return {
    ...file,
    attachments: filesByTokens(tx, row.conversationId, file.attachments),
    nextStep: row.nextStep ?? file.nextStep,
    id,
    state: handoffState(row),
    reason,
    summary: file.requests.length > 0 ? retold(identity, file, locale) : summary,
    createdAt,
    claimedAt,
    answeredAt,
    closedAt,
    collector: person(row.collectorId, row.collectorName),
    resolution,
    service: { firstDueAt, nextDueAt, resolveDueAt, breached: breachesOf(tx, id) },
    callBack: callBackOf(tx, id) ?? null,
    rating,
  };
}

/** The summary once more from the record, in the language of who reads it. */
function retold(
  identity: HandoffFile['identity'],
  { requests, balance, tried, disputes }: Omit<HandoffFile, 'identity'>,
  locale: Locale,
): string {
  const facts = {
    reasons: [...new Set(requests.map((one) => one.reason))],
    balance,
    tried,
    disputes: disputes.map((one) => one.caseNumber),
  };
  const who = identity && { name: identity.name, number: identity.debtorNumber };
  return handoffSummary({ ...facts, ...(who && { who }) }, locale);
}

export function handoffState(row: Pick<HandoffRow, 'state' | 'collectorId'>): HandoffState {
  return row.state === 'waiting' && row.collectorId !== null ? 'claimed' : row.state;
}

export function person(id: number | null, name: string | null): Person | null {
  return id === null || name === null ? null : { id, name };
}
