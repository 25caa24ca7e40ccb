import type { Heard, ValueKind } from '../../dialog/action.ts';
import { type Choice, say } from '../../dialog/reply.ts';
import { entitiesOf } from '../../dialog/values/fit.ts';
import { offerInvoices, openInvoices } from '../../receivables/index.ts';
import { invoiceChoice } from '../invoice-words.ts';
import { type SapaScope, verified } from '../scope.ts';
import { fitOfAll, namedInvoices } from './named-invoices.ts';

/** As many as a phone shows without scrolling twice. */
const OFFERED = 8;
/** More open invoices than one slip ever pays. */
const ALL = 1000;

/** One or several of the debtor's open invoices. The value is an array of invoice ids. */
export const openInvoicesKind: ValueKind<SapaScope> = {
  verified: true,
  upFront: true,
  async offer(scope) {
    const debtor = verified(scope);
    const invoices = await offerInvoices(scope.tx, debtor, scope.now, { limit: OFFERED });
    const choices: Choice[] = invoices.map(invoiceChoice);
    if (invoices.length > 1) choices.push({ label: { key: 'invoice.choice_all' }, value: 'all' });
    return choices;
  },
  picked: async (scope, value) => (value === 'all' ? allOpen(scope) : [Number(value)]),
  async read(scope, heard, offered) {
    const named = await namedInvoices(scope, heard);
    if (named.ok) {
      const open = named.invoices.filter((invoice) => invoice.outstandingMinor > 0);
      if (open.length === 0) {
        const number = { list: named.invoices.map((one) => one.number) };
        return { ok: false, refused: say('invoice.paid_already', { number }) };
      }
      return { ok: true, value: open.map((invoice) => invoice.id), fit: named.fit };
    }
    const all = entitiesOf(heard, 'all');
    const ordinals = entitiesOf(heard, 'ordinal');
    const picks = ordinals.flatMap((one) => pickAt(offered, one.position) ?? []);
    if (picks.includes('all') || all.length > 0) {
      return { ok: true, value: await allOpen(scope), fit: fitOfAll(heard, [...all, ...ordinals]) };
    }
    if (picks.length > 0) {
      return { ok: true, value: [...new Set(picks.map(Number))], fit: fitOfAll(heard, ordinals) };
    }
    if (named.refused) return { ok: false, refused: named.refused };
    return offered.length === 1 && affirmed(heard)
      ? { ok: true, value: [Number(offered[0]!.value)], fit: 'part' }
      : { ok: false };
  },
};

/** "Yes" to the only one offered. */
export function affirmed(heard: Heard): boolean {
  const { intents, decision } = heard.understood;
  return decision !== 'reject' && intents[0]?.intent === 'affirm';
}

/** The offered choice at a place (1 is the first, -1 the last), if it is an invoice or all of them. */
export function pickAt(offered: readonly Choice[], position: number): string | undefined {
  const invoices = offered.filter((one) => /^\d+$/.test(one.value));
  const choice = position > 0 ? offered[position - 1] : invoices.at(position);
  return choice && /^(\d+|all)$/.test(choice.value) ? choice.value : undefined;
}

async function allOpen(scope: SapaScope): Promise<number[]> {
  const invoices = await openInvoices(scope.tx, verified(scope), scope.now, ALL);
  return invoices.map((invoice) => invoice.id);
}
