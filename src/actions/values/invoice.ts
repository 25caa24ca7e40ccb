import type { ValueKind } from '../../dialog/action.ts';
import { say } from '../../dialog/reply.ts';
import { entitiesOf } from '../../dialog/values/fit.ts';
import { offerInvoices } from '../../receivables/index.ts';
import { invoiceChoice } from '../invoice-words.ts';
import { type SapaScope, verified } from '../scope.ts';
import { fitOfAll, namedInvoices } from './named-invoices.ts';
import { affirmed, pickAt } from './open-invoices.ts';

const OFFERED = 8;

/** Exactly one invoice of the debtor, in any state. The value is its id. */
export const invoiceKind: ValueKind<SapaScope> = {
  verified: true,
  upFront: true,
  async offer(scope) {
    const query = { limit: OFFERED, orPaid: true };
    const invoices = await offerInvoices(scope.tx, verified(scope), scope.now, query);
    return invoices.map(invoiceChoice);
  },
  picked: (_scope, value) => Number(value),
  async read(scope, heard, offered) {
    const named = await namedInvoices(scope, heard);
    if (named.ok) {
      const [invoice, another] = named.invoices;
      if (another) return { ok: false, refused: say('invoice.one_at_a_time') };
      return { ok: true, value: invoice!.id, fit: named.fit };
    }
    const [position] = entitiesOf(heard, 'ordinal');
    const picked = position && pickAt(offered, position.position);
    if (picked && picked !== 'all') {
      return { ok: true, value: Number(picked), fit: fitOfAll(heard, [position]) };
    }
    if (named.refused) return { ok: false, refused: named.refused };
    const only = offered.length === 1 && affirmed(heard) ? Number(offered[0]!.value) : Number.NaN;
    return Number.isSafeInteger(only) ? { ok: true, value: only, fit: 'part' } : { ok: false };
  },
};

/** One or several of the debtor's invoices, in any state. The value is an array of ids. */
export const invoicesKind: ValueKind<SapaScope> = {
  ...invoiceKind,
  picked: (_scope, value) => [Number(value)],
  async read(scope, heard, offered, values) {
    const named = await namedInvoices(scope, heard);
    if (named.ok) return { ok: true, value: named.invoices.map((one) => one.id), fit: named.fit };
    const reading = await invoiceKind.read(scope, heard, offered, values);
    return reading.ok ? { ...reading, value: [reading.value] } : reading;
  },
};

/**
 * The invoices a message names, or none: for questions that can be about some invoices but need not be
 * ("when is it due?"), so that nobody is asked for one.
 */
export const invoicesIfNamed: ValueKind<SapaScope> = {
  verified: true,
  upFront: true,
  async read(scope, heard, offered, values) {
    const reading = await invoicesKind.read(scope, heard, offered, values);
    return reading.ok || 'refused' in reading ? reading : { ok: true, value: [], fit: 'part' };
  },
};

/** Stands for "no invoice was named". */
export const NO_INVOICE = 0;

/**
 * The invoice a message names, or 0 when it names none: for questions that can be about one invoice but
 * need not be ("has my payment arrived?"), so that nobody is asked for one.
 */
export const invoiceIfNamed: ValueKind<SapaScope> = {
  verified: true,
  upFront: true,
  async read(scope, heard, offered, values) {
    const reading = await invoiceKind.read(scope, heard, offered, values);
    return reading.ok || 'refused' in reading ? reading : { ok: true, value: NO_INVOICE, fit: 'part' };
  },
};
