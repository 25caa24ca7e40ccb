import { type Actions, defineAction, type Value } from '../dialog/action.ts';
import type { Choice, Line } from '../dialog/reply.ts';
import { plainWords } from '../dialog/values/fit.ts';
import {
  balanceOf,
  type Cursor,
  type InvoiceFilter,
  type InvoicePage,
  listInvoices,
  openInvoices,
  statementCsv,
} from '../receivables/index.ts';
import { ageingLines, balanceLines } from './balance-words.ts';
import { invoiceCard, invoiceChoice, line } from './invoice-words.ts';
import { asOf, type SapaScope, verified } from './scope.ts';

const PAGE = 5;

/** What most want to see after a figure. */
export const seeInvoices: Choice = {
  label: { key: 'check_balance.see_invoices' },
  value: 'flow:list_invoices',
};
export const seeHowToPay: Choice = {
  label: { key: 'check_balance.see_how_to_pay' },
  value: 'flow:how_to_pay',
};
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
    const head =
      filter === 'all'
        ? [line('all_invoices.head', { asOf: asOf(scope) })]
        : ageingLines(page.ageing, asOf(scope));
    return { outcome: 'listed', ...showPage(page, 0, filter, head, count) };
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
  // With totals above it, a single page needs no words of its own.
  const many = page.next !== undefined || before > 0 || lines.length === 0;
  const key = count > 0 ? 'list_invoices.page' : 'list_invoices.page_of_all';
  const intro = many || count === 0 ? [line(key, { from: before + 1, to: shown, all: count })] : [];
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

/** Whether anything is open; the only open invoice is the one that is meant, unless a number is named. */
const anyOpen = defineAction({
  outcomes: ['some', 'none'],
  needs: [],
  sets: ['invoices'],
  verified: true,
  async run(scope: SapaScope, _values, heard) {
    const [only, another] = await openInvoices(scope.tx, verified(scope), scope.now, 2);
    if (!only) return { outcome: 'none' };
    const named = heard.understood.entities.some((one) => one.type === 'reference');
    return { outcome: 'some', ...(!another && !named && { set: { invoices: [only.id] } }) };
  },
});

/** What a flow may do with the ledger of the debtor. */
export const receivablesActions: Actions<SapaScope> = {
  'receivables.balance': balance,
  'receivables.list_form': listForm,
  'receivables.list_invoices': list,
  'receivables.more_invoices': moreInvoices,
  'receivables.statement': statement,
  'receivables.any_open': anyOpen,
};
