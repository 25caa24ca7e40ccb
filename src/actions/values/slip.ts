import type { Heard, Reading, ValueKind } from '../../dialog/action.ts';
import { say } from '../../dialog/reply.ts';
import { entitiesOf, fitOf } from '../../dialog/values/fit.ts';
import { findInvoice } from '../../receivables/index.ts';
import { referenceKey } from '../../shared/reference-key.ts';
import { type SapaScope, verified } from '../scope.ts';

/** Shorter ones would not name one transfer. */
const SHORTEST = 6;
const LONGEST = 64;

/**
 * Evidence of a transfer: a file that came with the message, `{ attachmentId }`, or the transfer's
 * reference number, `{ reference }`. A number that is one of the debtor's invoices is not a reference.
 */
export const attachmentOrReference: ValueKind<SapaScope> = {
  verified: true,
  upFront: true,
  async read(scope, heard): Promise<Reading> {
    const [file] = heard.files;
    if (file) return { ok: true, value: { attachmentId: file.id }, fit: 'part' };
    const span = referenceIn(heard);
    if (!span || span.raw.length > LONGEST) return { ok: false };
    const invoice = await findInvoice(scope.tx, verified(scope), scope.now, span.raw);
    if (invoice.ok || invoice.reason !== 'not_found') return { ok: false };
    if (referenceKey(span.raw).length < SHORTEST) {
      return { ok: false, refused: say('submit_proof.reference_too_short', { count: SHORTEST }) };
    }
    return { ok: true, value: { reference: span.raw }, fit: fitOf(heard, span) };
  },
};

interface Span {
  start: number;
  end: number;
  raw: string;
}

/** The number a message gives as a reference: alone in it, or with letters or signs no amount has. */
function referenceIn(heard: Heard): Span | undefined {
  const references: Span[] = entitiesOf(heard, 'reference');
  const whole = heard.text.trim();
  const alone = /^\S*\d\S*$/.test(whole)
    ? { start: heard.text.indexOf(whole), end: heard.text.indexOf(whole) + whole.length, raw: whole }
    : undefined;
  if (alone) return alone;
  // Digits alone inside a sentence may be an amount, a date or an account.
  return references.find((one) => /\p{L}/u.test(one.raw)) ?? references.find((one) => labelledDigits(one));
}

function labelledDigits(span: Span & { labelled?: boolean }): boolean {
  return span.labelled === true || referenceKey(span.raw).length >= 10;
}
