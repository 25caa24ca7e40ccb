import { type Actions, defineAction, type Value } from '../dialog/action.ts';
import type { Choice, Line, SlotValue } from '../dialog/reply.ts';
import { plainWords } from '../dialog/values/fit.ts';
import { openDisputes } from '../disputes/index.ts';
import {
  balanceOf,
  type Cursor,
  dueDatesOf,
  type InvoiceDetail,
  type InvoiceFilter,
  type InvoicePage,
  invoiceDetail,
  listInvoices,
  openInvoices,
  statementCsv,
  todayOf,
} from '../receivables/index.ts';
import { money } from '../shared/money.ts';
import { ageingLines, balanceLines, dueDateLines } from './balance-words.ts';
import { invoiceCard, invoiceChoice, invoiceSlots, line } from './invoice-words.ts';
import { type SapaScope, verified } from './scope.ts';
import { statusLine } from './status-words.ts';

const PAGE = 5;
const DUE_DATES = 5;
/** Lines of one invoice that are read in a chat; the rest stays on the document. */
const LINES = 20;

const seeInvoices: Choice = { label: { key: 'check_balance.see_invoices' }, value: 'flow:list_invoices' };
const seeHowToPay: Choice = { label: { key: 'check_balance.see_how_to_pay' }, value: 'flow:how_to_pay' };
const seeMore: Choice = { label: { key: 'list_invoices.see_more' }, value: 'command:more' };
const seeAll: Choice = { label: { key: 'list_invoices.see_all' }, value: 'flow:all_invoices' };
const seeStatement: Choice = { label: { key: 'list_invoices.see_statement' }, value: 'flow:statement' };

const balance = defineAction({
  outcomes: ['told', 'nothing'],
  needs: [],
  verified: true,
  async run(scope: SapaScope) {
    const debtor = verified(scope);
    const balances = await balanceOf(scope.tx, debtor, scope.now);
    if (balances.length === 0) {
      return { outcome: 'nothing', say: { asOf: asOf(scope) } };
    }
    const lines = balanceLines(balances, scope.now, debtor.timeZone);
    return { outcome: 'told', replies: [{ lines, choices: [seeInvoices, seeHowToPay] }] };
  },
});

const invoiceStatus = defineAction({
  outcomes: ['told', 'not_found'],
  needs: ['invoice'],
  verified: true,
  async run(scope: SapaScope, values) {
    const detail = await detailOf(scope, values.invoice, 'invoice_status');
    if (!detail) return { outcome: 'not_found' };
    const { invoice, payments } = detail;
    const debtor = verified(scope);
    const disputes = invoice.disputed ? await openDisputes(scope.tx, debtor, scope.now) : [];
    const facts = {
      paidOn: payments.at(-1)?.receivedOn,
      caseNumber: disputes.find((one) => one.invoiceNumber === invoice.number)?.caseNumber,
    };
    const lines = [statusLine(invoice, facts, todayOf(debtor, scope.now), asOf(scope))];
    return { outcome: 'told', replies: [{ lines, cards: [invoiceCard(invoice)] }] };
  },
});

const dueDates = defineAction({
  outcomes: ['told', 'nothing'],
  needs: [],
  verified: true,
  async run(scope: SapaScope) {
    const due = await dueDatesOf(scope.tx, verified(scope), scope.now, DUE_DATES);
    if (due.overdue.length + due.upcoming.length === 0) {
      return { outcome: 'nothing', say: { asOf: asOf(scope) } };
    }
    return {
      outcome: 'told',
      replies: [
        {
          lines: dueDateLines(due, todayOf(verified(scope), scope.now), asOf(scope)),
          choices: [seeInvoices, seeHowToPay],
        },
      ],
    };
  },
});

/** A list can be asked for as a file; how that is said stands in the language's texts. */
const listForm = defineAction({
  outcomes: ['list', 'statement'],
  needs: [],
  verified: true,
  async run(scope: SapaScope, _values, heard) {
    const phrases = scope.text('statement.phrases').split(',').map(plainWords);
    const said = ` ${plainWords(heard.text)} `;
    const wanted = phrases.some((phrase) => phrase !== '' && said.includes(` ${phrase} `));
    return { outcome: wanted ? 'statement' : 'list' };
  },
});

const list = defineAction({
  outcomes: ['listed', 'nothing'],
  needs: ['filter'],
  sets: ['cursor'],
  verified: true,
  async run(scope: SapaScope, values) {
    const filter: InvoiceFilter = values.filter === 'all' ? 'all' : 'open';
    const page = await listInvoices(scope.tx, verified(scope), scope.now, { filter, limit: PAGE });
    if (page.invoices.length === 0) return { outcome: 'nothing', say: { asOf: asOf(scope) } };
    const count = page.ageing.reduce((sum, one) => sum + one.count, 0);
    return { outcome: 'listed', ...showPage(page, 0, filter, ageingLines(page.ageing, asOf(scope)), count) };
  },
});

const moreInvoices = defineAction({
  outcomes: ['listed', 'no_more'],
  needs: ['filter'],
  takes: ['cursor'],
  sets: ['cursor'],
  verified: true,
  async run(scope: SapaScope, values) {
    const cursor = values.cursor as (Cursor & { shown: number; count: number }) | undefined;
    if (!cursor) return { outcome: 'no_more' };
    const filter: InvoiceFilter = values.filter === 'all' ? 'all' : 'open';
    const { dueDate, id, shown, count } = cursor;
    const query = { filter, after: { dueDate, id }, limit: PAGE };
    const page = await listInvoices(scope.tx, verified(scope), scope.now, query);
    if (page.invoices.length === 0) return { outcome: 'no_more', set: { cursor: null } };
    return { outcome: 'listed', ...showPage(page, shown, filter, [], count) };
  },
});

/** One page as cards, with what comes next; `count` of 0 when the number of all is not told. */
function showPage(page: InvoicePage, before: number, filter: InvoiceFilter, lines: Line[], count: number) {
  const shown = before + page.invoices.length;
  const many = page.next !== undefined || before > 0;
  const key = count > 0 ? 'list_invoices.page' : 'list_invoices.page_of_all';
  const intro = many ? [line(key, { from: before + 1, to: shown, all: count })] : [];
  const choices = [...(page.next ? [seeMore] : []), ...(filter === 'open' ? [seeAll] : []), seeStatement];
  const cursor: Value = page.next ? { ...page.next, shown, count } : null;
  return {
    replies: [{ lines: [...lines, ...intro], cards: page.invoices.map((one) => invoiceCard(one)), choices }],
    set: { cursor },
    listed: page.invoices.map(invoiceChoice),
  };
}

const statement = defineAction({
  outcomes: ['sent', 'nothing'],
  needs: [],
  verified: true,
  async run(scope: SapaScope) {
    const made = await statementCsv(scope.tx, verified(scope), scope.now, {
      column: (name) => scope.text(`statement.column_${name}`),
      status: (status) => scope.text(`status.${status}`),
    });
    if (made.count === 0) return { outcome: 'nothing' };
    const file = await scope.files.save({
      name: made.fileName,
      mediaType: 'text/csv; charset=utf-8',
      bytes: made.bytes,
    });
    const lines = [line('statement.here', { count: made.count, asOf: asOf(scope) })];
    return { outcome: 'sent', replies: [{ lines, attachments: [file] }] };
  },
});

const explain = defineAction({
  outcomes: ['told', 'not_found'],
  needs: ['invoice'],
  verified: true,
  async run(scope: SapaScope, values) {
    const detail = await detailOf(scope, values.invoice, 'invoice_lines');
    if (!detail) return { outcome: 'not_found' };
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
        line('explain_invoice.paid', {
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

const anyOpen = defineAction({
  outcomes: ['some', 'none'],
  needs: [],
  verified: true,
  async run(scope: SapaScope) {
    const open = await openInvoices(scope.tx, verified(scope), scope.now, 1);
    return { outcome: open.length > 0 ? 'some' : 'none' };
  },
});

/** "As of": the moment the figures were read, on the debtor's clock. */
function asOf(scope: SapaScope): SlotValue {
  return { instant: scope.now, timeZone: verified(scope).timeZone };
}

async function detailOf(
  scope: SapaScope,
  id: Value | undefined,
  what: 'invoice_status' | 'invoice_lines',
): Promise<InvoiceDetail | undefined> {
  return invoiceDetail(scope.tx, verified(scope), scope.now, Number(id), what);
}

/** What a flow may do with the ledger of the debtor. */
export const receivablesActions: Actions<SapaScope> = {
  'receivables.balance': balance,
  'receivables.invoice_status': invoiceStatus,
  'receivables.due_dates': dueDates,
  'receivables.list_form': listForm,
  'receivables.list_invoices': list,
  'receivables.more_invoices': moreInvoices,
  'receivables.statement': statement,
  'receivables.explain_invoice': explain,
  'receivables.any_open': anyOpen,
};
