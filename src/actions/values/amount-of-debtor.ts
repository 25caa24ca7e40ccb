import type { ValueKind, Values } from '../../dialog/action.ts';
import { say } from '../../dialog/reply.ts';
import { fitOf, theOne } from '../../dialog/values/fit.ts';
import { invoicesById, sumOfInvoices } from '../../receivables/index.ts';
import { type Money, money, sumByCurrency } from '../../shared/money.ts';
import { outstandingOf } from '../invoice-words.ts';
import { type SapaScope, verified } from '../scope.ts';
import { minorIn } from './amounts.ts';

/**
 * How much the debtor says they paid, `{ minor, currency }`, in the currency of the invoices in slot
 * `invoices`. Their whole sum is offered as a button.
 */
export const amountOfDebtor: ValueKind<SapaScope> = {
  verified: true,
  upFront: true,
  async offer(scope, values) {
    const sums = await sumOfInvoices(scope.tx, verified(scope), scope.now, idsOf(values));
    const [sum] = sums;
    if (!sum || sums.length > 1) return [];
    return [{ label: { key: 'submit_proof.whole_amount', slots: { amount: sum } }, value: 'sum' }];
  },
  picked: async (scope, _value, values) => {
    const sum = await sumOf(scope, values);
    return sum ? { minor: sum.minor, currency: sum.currency } : null;
  },
  async read(scope, heard, _offered, values) {
    const amount = theOne(heard, 'amount', (one) => `${one.minor} ${one.currency ?? ''}`);
    if (!amount) return { ok: false };
    const currency = (await sumOf(scope, values))?.currency ?? amount.currency ?? scope.currency;
    const minor = minorIn(amount, scope.currency, currency);
    if (minor === undefined) {
      return { ok: false, refused: say('submit_proof.other_currency', { currency }) };
    }
    if (minor <= 0) return { ok: false, refused: say('submit_proof.amount_positive') };
    return { ok: true, value: { minor, currency }, fit: fitOf(heard, amount) };
  },
};

/** What is outstanding on the chosen invoices; undefined when they are in several currencies. */
async function sumOf(scope: SapaScope, values: Values): Promise<Money | undefined> {
  const invoices = await invoicesById(scope.tx, verified(scope), scope.now, idsOf(values));
  const sums = sumByCurrency(invoices.map(outstandingOf));
  const [sum] = sums;
  return sums.length === 1 && sum ? money(sum.minor, sum.currency) : undefined;
}

function idsOf(values: Values): number[] {
  return Array.isArray(values.invoices) ? values.invoices.map(Number) : [];
}
