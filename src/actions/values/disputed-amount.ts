import type { Reading, Value, ValueKind, Values } from '../../dialog/action.ts';
import { type Choice, say } from '../../dialog/reply.ts';
import { entitiesOf, fitOf, theOne } from '../../dialog/values/fit.ts';
import { type InvoiceLine, invoiceDetail, invoicesById, linesOf } from '../../receivables/index.ts';
import { money } from '../../shared/money.ts';
import { outstandingOf } from '../invoice-words.ts';
import { type SapaScope, verified } from '../scope.ts';
import { minorIn } from './amounts.ts';

const LINES_OFFERED = 8;

/**
 * How much of the invoice in slot `invoice` is disputed: `{ whole: true }`, `{ amountMinor }` up to what
 * is outstanding, or `{ lines: [2, 3] }` by position.
 */
export const disputedAmount: ValueKind<SapaScope> = {
  verified: true,
  async offer(scope, values) {
    const id = Number(values.invoice);
    const detail = await invoiceDetail(scope.tx, verified(scope), scope.now, id, 'invoice_lines');
    if (!detail) return [];
    const { invoice, lines } = detail;
    const choices: Choice[] = lines.slice(0, LINES_OFFERED).map((one) => ({
      label: {
        key: 'invoice.line',
        slots: {
          position: one.position,
          description: one.description,
          amount: money(one.amountMinor, invoice.currency),
        },
      },
      value: `line:${one.position}`,
    }));
    // Last, so that "2" picks the line of that number.
    choices.push({
      label: { key: 'dispute_invoice.whole', slots: { amount: outstandingOf(invoice) } },
      value: 'whole',
    });
    return choices;
  },
  picked: (_scope, value): Value =>
    value === 'whole' ? { whole: true } : { lines: [Number(value.slice('line:'.length))] },
  async read(scope, heard, _offered, values): Promise<Reading> {
    const { invoice, lines } = await subject(scope, values);
    if (!invoice) return { ok: false };
    const all = entitiesOf(heard, 'all');
    if (all.length > 0) return { ok: true, value: { whole: true }, fit: fitOf(heard, all[0]!) };
    const amount = theOne(heard, 'amount', (one) => `${one.minor} ${one.currency ?? ''}`);
    if (!amount) {
      const numbered = lineNumbers(heard.text, lines);
      if (numbered === 'unknown') {
        return { ok: false, refused: say('dispute_invoice.no_such_line', { count: lines.length }) };
      }
      return numbered ? { ok: true, value: { lines: numbered }, fit: 'part' } : { ok: false };
    }
    const outstanding = outstandingOf(invoice);
    const minor = minorIn(amount, scope.currency, invoice.currency);
    if (minor === undefined || minor <= 0 || minor > outstanding.minor) {
      return { ok: false, refused: say('dispute_invoice.too_much', { outstanding }) };
    }
    return { ok: true, value: { amountMinor: minor }, fit: fitOf(heard, amount) };
  },
};

async function subject(scope: SapaScope, values: Values) {
  const debtor = verified(scope);
  const [invoice] = await invoicesById(scope.tx, debtor, scope.now, [Number(values.invoice)]);
  return { invoice, lines: invoice ? await linesOf(scope.tx, debtor, scope.now, invoice.id) : [] };
}

/** "2", "baris 2 dan 3", "1,2": asked only where no amount of money was understood. */
function lineNumbers(text: string, lines: readonly InvoiceLine[]): number[] | 'unknown' | undefined {
  if (lines.length === 0) return undefined;
  const said = [...text.matchAll(/(?<![\p{L}\p{N}])\d{1,3}(?![\p{L}\p{N}])/gu)].map((one) => Number(one[0]));
  if (said.length === 0) return undefined;
  const wanted = [...new Set(said)];
  return wanted.every((one) => lines.some((line) => line.position === one)) ? wanted : 'unknown';
}
