import { type Money, money } from '../shared/money.ts';
import type { OutboxPayload } from '../storage/outbox-rows.ts';
import type { OpenedProof } from './proof-desk.ts';

type Lines = OutboxPayload['lines'];

/** Invoices named in one message; of the rest the number is told. */
const NUMBERS = 6;

/** What a debtor is told when their money is booked: how much, when, for what, and what is left over. */
export function acceptedLines(receipt: string, payment: NonNullable<OpenedProof['payment']>): Lines {
  const { amount, receivedOn, allocations, credit } = payment;
  const head = { key: 'decision.proof_accepted', slots: { receipt, amount, date: { date: receivedOn } } };
  if (allocations.length === 0) return [head, { key: 'decision.proof_unallocated' }];
  return [
    head,
    { key: 'decision.proof_booked', slots: { parts: { list: parts(allocations, amount.currency) } } },
    ...(credit.minor > 0 ? [{ key: 'decision.proof_credit', slots: { amount: credit } }] : []),
  ];
}

function parts(allocations: readonly { number: string; amount: Money }[], currency: string): unknown[] {
  const named = allocations.length > NUMBERS ? allocations.slice(0, NUMBERS - 1) : allocations;
  const rest = allocations.slice(named.length);
  const sum = money(
    rest.reduce((total, one) => total + one.amount.minor, 0),
    currency,
  );
  return [
    ...named.map(({ number, amount }) => ({ key: 'decision.part', slots: { number, amount } })),
    ...(rest.length > 0 ? [{ key: 'decision.more_parts', slots: { count: rest.length, amount: sum } }] : []),
  ];
}

/** Why a proof was not accepted, in the collector's own words too, and what helps. */
export function rejectedLines(receipt: string, reason: string, note: string | null): Lines {
  return [
    {
      key: 'decision.proof_rejected',
      slots: { receipt, reason: { key: `decision.reject_${reason}` } },
    },
    ...(note === null ? [] : [{ key: 'decision.note', slots: { note } }]),
    { key: `decision.next_${reason}` },
  ];
}

/** That there is a decision: nothing in it needs proof of who reads it. */
export function decidedLines(receipt: string): Lines {
  return [{ key: 'decision.proof_decided', slots: { receipt } }];
}
