import { type Actions, defineAction, type Value } from '../dialog/action.ts';
import { type Choice, type Line, say } from '../dialog/reply.ts';
import { decisionOn, openDisputes } from '../disputes/index.ts';
import { dueDatesOf, type InvoiceDetail, invoiceDetail, todayOf } from '../receivables/index.ts';
import { money } from '../shared/money.ts';
import { dueDateLines } from './balance-words.ts';
import { invoiceCard, invoiceSlots, line } from './invoice-words.ts';
import { seeHowToPay, seeInvoices } from './receivables.ts';
import { asOf, type SapaScope, verified } from './scope.ts';
import { dueLine, statusLine } from './status-words.ts';

const DUE_DATES = 5;
/** Lines of one invoice that are read in a chat; the rest stays on the document. */
const LINES = 20;
/** Invoices told of in one answer. */
const AT_ONCE = 8;

const status = defineAction({
  outcomes: ['told'],
  needs: ['invoices'],
  verified: true,
  async run(scope: SapaScope, values) {
    const debtor = verified(scope);
    const details = await detailsOf(scope, values.invoices);
    if (details.length === 0) return { outcome: 'told', replies: [say('invoice_status.not_found')] };
    const disputed = details.some((one) => one.invoice.disputed);
    const disputes = disputed ? await openDisputes(scope.tx, debtor, scope.now) : [];
    const lines: Line[] = [];
    for (const { invoice, payments } of details) {
      const facts = {
        paidOn: payments.findLast((one) => one.kind === 'money')?.receivedOn,
        caseNumber: disputes.find((one) => one.invoiceNumber === invoice.number)?.caseNumber,
      };
      lines.push(statusLine(invoice, facts, todayOf(debtor, scope.now), asOf(scope)));
      const decided = invoice.disputed
        ? undefined
        : await decisionOn(scope.tx, debtor, scope.now, invoice.id);
      // Slots as a decision queues them for the outbox: of the dialog's shapes.
      if (decided) lines.push(...(decided as Line[]));
    }
    const cards = details.map((one) => invoiceCard(one.invoice));
    return { outcome: 'told', replies: [{ lines, cards }] };
  },
});

const dueDates = defineAction({
  outcomes: ['told', 'nothing'],
  needs: [],
  takes: ['invoices'],
  verified: true,
  async run(scope: SapaScope, values) {
    const today = todayOf(verified(scope), scope.now);
    const named = await detailsOf(scope, values.invoices);
    if (named.length > 0) {
      const lines = named.map((one) => dueLine(one.invoice, today, asOf(scope)));
      return { outcome: 'told', replies: [{ lines, cards: named.map((one) => invoiceCard(one.invoice)) }] };
    }
    const due = await dueDatesOf(scope.tx, verified(scope), scope.now, DUE_DATES);
    if (due.overdue.length + due.upcoming.length === 0) {
      return { outcome: 'nothing', say: { asOf: asOf(scope) } };
    }
    const lines = dueDateLines(due, today, asOf(scope));
    return { outcome: 'told', replies: [{ lines, choices: [seeInvoices, seeHowToPay] }] };
  },
});

const explain = defineAction({
  outcomes: ['told'],
  needs: ['invoice'],
  verified: true,
  async run(scope: SapaScope, values) {
    const id = Number(values.invoice);
    const detail = await invoiceDetail(scope.tx, verified(scope), scope.now, id, 'invoice_lines');
    if (!detail) return { outcome: 'told', replies: [say('explain_invoice.not_found')] };
    const { invoice, lines: items, payments } = detail;
    const { currency } = invoice;
    const lines = [
      line('explain_invoice.head', invoiceSlots(invoice)),
      ...(invoice.contractNumber
        ? [line('explain_invoice.contract', { number: invoice.contractNumber })]
        : []),
      ...(items.length === 0 && invoice.description
        ? [line('explain_invoice.about', { description: invoice.description })]
        : []),
      ...items.slice(0, LINES).map((one) =>
        line(one.quantity === '1' ? 'invoice.line' : 'invoice.line_quantity', {
          position: one.position,
          description: one.description,
          quantity: one.quantity,
          amount: money(one.amountMinor, currency),
        }),
      ),
      ...(items.length > LINES ? [line('explain_invoice.more_lines', { count: items.length - LINES })] : []),
      ...(items.length === 0 && !invoice.description ? [line('explain_invoice.no_lines')] : []),
      ...payments.map((one) =>
        line(one.kind === 'credit_note' ? 'explain_invoice.credited' : 'explain_invoice.paid', {
          amount: money(one.amountMinor, currency),
          date: { date: one.receivedOn },
        }),
      ),
      line(invoice.outstandingMinor > 0 ? 'explain_invoice.open' : 'explain_invoice.settled', {
        ...invoiceSlots(invoice),
        asOf: asOf(scope),
      }),
    ];
    const choices: Choice[] =
      invoice.outstandingMinor > 0
        ? [
            {
              label: { key: 'explain_invoice.see_dispute' },
              value: `flow:dispute_invoice {"invoice":${invoice.id}}`,
            },
          ]
        : [];
    const cards = [invoiceCard(invoice, { button: false })];
    return { outcome: 'told', replies: [{ lines, cards, choices }] };
  },
});

async function detailsOf(scope: SapaScope, ids: Value | undefined): Promise<InvoiceDetail[]> {
  const details: InvoiceDetail[] = [];
  for (const id of Array.isArray(ids) ? ids.slice(0, AT_ONCE) : []) {
    const detail = await invoiceDetail(scope.tx, verified(scope), scope.now, Number(id), 'invoice_status');
    if (detail) details.push(detail);
  }
  return details;
}

/** What a flow may do with single invoices. */
export const invoiceActions: Actions<SapaScope> = {
  'receivables.invoice_status': status,
  'receivables.due_dates': dueDates,
  'receivables.explain_invoice': explain,
};
