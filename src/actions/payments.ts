import { type Actions, defineAction, type Value } from '../dialog/action.ts';
import { type Choice, type Line, say as reply, type Slots } from '../dialog/reply.ts';
import {
  type PaymentCursor,
  type PaymentEntry,
  type PaymentPage,
  type PaymentState,
  type ProofClaim,
  paymentHistory,
  paymentReceived,
  proofOfSlip,
  recordProof,
} from '../payments/index.ts';
import { balanceSnapshot, howToPay, invoicesById } from '../receivables/index.ts';
import { type Money, money } from '../shared/money.ts';
import { line } from './invoice-words.ts';
import { type SapaScope, verified } from './scope.ts';
import { NO_INVOICE } from './values/invoice.ts';

const PAGE = 5;
/** Invoice numbers told with one payment. */
const NUMBERS = 6;

const seeMore: Choice = { label: { key: 'payment_history.see_more' }, value: 'command:more' };
const talkToHuman: Choice = { label: { key: 'greet.talk_to_human' }, value: 'flow:talk_to_human' };
const sendProof: Choice = { label: { key: 'payment_received.send_proof' }, value: 'flow:submit_proof' };

const history = defineAction({
  outcomes: ['listed', 'nothing'],
  needs: [],
  sets: ['cursor'],
  verified: true,
  async run(scope: SapaScope) {
    const page = await paymentHistory(scope.tx, verified(scope), scope.now, { limit: PAGE });
    if (page.payments.length === 0) return { outcome: 'nothing' };
    return { outcome: 'listed', ...showPage(page, [line('payment_history.head')]) };
  },
});

const moreHistory = defineAction({
  outcomes: ['listed', 'no_more'],
  needs: [],
  takes: ['cursor'],
  sets: ['cursor'],
  verified: true,
  async run(scope: SapaScope, values) {
    const after = values.cursor as PaymentCursor | undefined;
    if (!after) return { outcome: 'no_more' };
    const page = await paymentHistory(scope.tx, verified(scope), scope.now, { after, limit: PAGE });
    if (page.payments.length === 0) return { outcome: 'no_more', set: { cursor: null } };
    return { outcome: 'listed', ...showPage(page, []) };
  },
});

function showPage(page: PaymentPage, head: Line[]) {
  const cursor: Value = page.next ? { ...page.next } : null;
  const choices = page.next ? [seeMore] : [];
  return {
    replies: [{ lines: [...head, ...page.payments.flatMap(paymentLines)], choices }],
    set: { cursor },
  };
}

function paymentLines(payment: PaymentEntry): Line[] {
  const { amount, credit } = payment;
  const date = { date: payment.receivedOn };
  const numbers = { list: short(payment.invoices.map((one) => one.number)) };
  if (payment.kind === 'credit_note') return [line('payment_history.credit_note', { date, amount, numbers })];
  const entry =
    payment.invoices.length > 0
      ? line('payment_history.entry', { date, amount, numbers })
      : line('payment_history.entry_unallocated', { date, amount });
  const isCredit = credit.minor > 0 && payment.invoices.length > 0;
  return isCredit ? [entry, line('payment_history.credit', { amount: credit })] : [entry];
}

/** The first few numbers, and how many more there are. */
function short(numbers: readonly string[]) {
  if (numbers.length <= NUMBERS) return [...numbers];
  const more = { key: 'payment_history.more_numbers', slots: { count: numbers.length - NUMBERS } };
  return [...numbers.slice(0, NUMBERS), more];
}

const received = defineAction({
  outcomes: ['told'],
  needs: [],
  takes: ['invoice'],
  verified: true,
  async run(scope: SapaScope, values) {
    const id =
      values.invoice === undefined || values.invoice === NO_INVOICE ? undefined : Number(values.invoice);
    const state = await paymentReceived(scope.tx, verified(scope), scope.now, id);
    if (!state) return { outcome: 'told', replies: [reply('payment_received.not_found')] };
    if (state.state === 'none') {
      const choices = [
        id === undefined ? sendProof : { ...sendProof, value: `${sendProof.value} {"invoices":[${id}]}` },
      ];
      return { outcome: 'told', replies: [{ lines: [line('payment_received.none')], choices }] };
    }
    const lines = stateLines(state, verified(scope).timeZone, id === undefined);
    // About no invoice in particular: what is told may be another payment than the one meant.
    const another = id === undefined && state.state === 'posted';
    if (another) lines.push(line('payment_received.another'));
    const choices = another || state.state === 'rejected' ? [sendProof] : [];
    return { outcome: 'told', replies: [{ lines, choices }] };
  },
});

function stateLines(
  state: Exclude<PaymentState, { state: 'none' }>,
  timeZone: string,
  newest: boolean,
): Line[] {
  const numbers = { list: short(state.invoiceNumbers) };
  if (state.state !== 'posted') {
    const at = { instant: state.receivedAt, timeZone };
    const { receiptNumber: receipt, rejected } = state;
    if (rejected) return rejectedLines(receipt, rejected);
    return [line(`payment_received.${state.state}`, { receipt, at, numbers })];
  }
  const { amount, outstanding, credited } = state;
  const byCreditNote = credited ? [line('payment_received.credited', { amount: credited, numbers })] : [];
  // Settled without any money: nothing was received.
  if (credited && amount.minor === 0) return [...byCreditNote, line('payment_received.settled', { numbers })];
  const date = state.receivedOn ? { date: state.receivedOn } : null;
  const key = newest ? 'newest' : 'posted';
  const lines = [
    state.invoiceNumbers.length > 0
      ? line(`payment_received.${date ? key : 'settled'}`, { amount, date, numbers })
      : line(`payment_received.${key}_unallocated`, { amount, date }),
  ];
  lines.push(...byCreditNote);
  if (outstanding && outstanding.minor > 0) {
    lines.push(line('payment_received.still_open', { amount: outstanding, numbers }));
  }
  return lines;
}

/** The words of the decision, as they were told when it was made. */
function rejectedLines(receipt: string, { reason, note }: { reason: string; note: string | null }): Line[] {
  return [
    line('decision.proof_rejected', { receipt, reason: { key: `decision.reject_${reason}` } }),
    ...(note === null ? [] : [line('decision.note', { note })]),
    line(`decision.next_${reason}`),
  ];
}

const pay = defineAction({
  outcomes: ['told', 'none'],
  needs: [],
  verified: true,
  async run(scope: SapaScope) {
    const { bankAccounts, virtualAccounts } = await howToPay(scope.tx, verified(scope), scope.now);
    if (bankAccounts.length + virtualAccounts.length === 0) return { outcome: 'none' };
    const currencies = new Set([...bankAccounts, ...virtualAccounts].map((one) => one.currency));
    const owed = (await balanceSnapshot(scope.tx, verified(scope), scope.now)).map((one) => one.currency);
    const without = owed.filter((currency) => !currencies.has(currency));
    const suffix = currencies.size + without.length > 1 ? '_currency' : '';
    const lines = [
      ...(virtualAccounts.length > 0 ? [line('how_to_pay.virtual')] : []),
      ...virtualAccounts.map((one) => line(`how_to_pay.virtual_account${suffix}`, { ...one })),
      ...(bankAccounts.length > 0
        ? [line(virtualAccounts.length > 0 ? 'how_to_pay.or_transfer' : 'how_to_pay.transfer')]
        : []),
      ...bankAccounts.map((one) => line(`how_to_pay.account${suffix}`, { ...one })),
      ...without.map((currency) => line('how_to_pay.no_account_for', { currency })),
      line('how_to_pay.afterwards', { creditor: scope.creditorName }),
    ];
    const choices = without.length > 0 ? [sendProof, talkToHuman] : [sendProof];
    return { outcome: 'told', replies: [{ lines, choices }] };
  },
});

/** One transfer is in one currency; said before the slip is asked for. */
const oneCurrency = defineAction({
  outcomes: ['one', 'several'],
  needs: ['invoices'],
  verified: true,
  async run(scope: SapaScope, values) {
    const ids = Array.isArray(values.invoices) ? values.invoices.map(Number) : [];
    const invoices = await invoicesById(scope.tx, verified(scope), scope.now, ids);
    return { outcome: new Set(invoices.map((one) => one.currency)).size > 1 ? 'several' : 'one' };
  },
});

/** Sent before: said as soon as the slip is there. */
const knownSlip = defineAction({
  outcomes: ['fresh', 'duplicate'],
  needs: ['slip'],
  verified: true,
  async run(scope: SapaScope, values) {
    const debtor = verified(scope);
    const known = await proofOfSlip(scope.tx, debtor, scope.now, values.slip as ProofClaim['slip']);
    if (!known) return { outcome: 'fresh' };
    const at = { instant: known.receivedAt, timeZone: debtor.timeZone };
    const say: Slots = { receipt: known.receiptNumber, at };
    return { outcome: 'duplicate', say };
  },
});

const proof = defineAction({
  outcomes: ['recorded', 'duplicate', 'nothing_open', 'mixed_currencies', 'unreadable'],
  needs: ['invoices', 'slip'],
  takes: ['amount', 'paid_on'],
  verified: true,
  async run(scope: SapaScope, values) {
    const debtor = verified(scope);
    const amount = values.amount as unknown as Money | undefined;
    const paidOn = values.paid_on;
    const result = await recordProof(scope.tx, debtor, scope.now, {
      invoiceIds: Array.isArray(values.invoices) ? values.invoices.map(Number) : [],
      slip: values.slip as ProofClaim['slip'],
      ...(amount && { amount: money(amount.minor, amount.currency) }),
      ...(typeof paidOn === 'string' && { paidOn }),
    });
    if (result.ok) {
      const { receiptNumber: receipt, invoiceNumbers } = result;
      const say: Slots = { receipt, numbers: { list: short(invoiceNumbers) }, count: invoiceNumbers.length };
      return { outcome: 'recorded', say };
    }
    if (result.reason === 'unreadable') {
      return { outcome: 'unreadable', replies: [reply('submit_proof.unreadable')] };
    }
    if (result.reason !== 'duplicate') return { outcome: result.reason };
    const at = { instant: result.receivedAt, timeZone: debtor.timeZone };
    const say: Slots = { receipt: result.receiptNumber, at };
    return { outcome: 'duplicate', say };
  },
});

/** What a flow may do about payments. */
export const paymentsActions: Actions<SapaScope> = {
  'payments.history': history,
  'payments.more_history': moreHistory,
  'payments.received': received,
  'payments.how_to_pay': pay,
  'payments.one_currency': oneCurrency,
  'payments.known_slip': knownSlip,
  'payments.record_proof': proof,
};
