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
 * Evidence of a transfer: a file that came with the message, `{ attachmentId }` (several photos of one
 * message are one submission: `more` holds the others), or the transfer's reference number, `{ reference }`. A number that is one of the debtor's invoices is not a reference.
 */
export const attachmentOrReference: ValueKind<SapaScope> = {
  verified: true,
  upFront: true,
  async read(scope, heard): Promise<Reading> {
    const [file, ...others] = heard.files;
    if (file) {
      const more = others.map((one) => one.id);
      const value = { attachmentId: file.id, ...(more.length > 0 && { more }) };
      return { ok: true, value, fit: 'whole' };
    }
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

/**
 * The number a message gives as a reference: alone in it (in groups too: "TRX-998 877"), or with letters
 * or a label. What can only be an amount is none.
 */
function referenceIn(heard: Heard): Span | undefined {
  const references: Span[] = entitiesOf(heard, 'reference');
  const whole = heard.text.trim();
  const start = heard.text.indexOf(whole);
  if (/^\S*\d\S*(?:\s+\S*\d\S*)*$/.test(whole)) {
    const money = heard.understood.entities.some((one) => one.type === 'amount' || one.type === 'date');
    if (references.length > 0 || !money) return { start, end: start + whole.length, raw: whole };
    return undefined;
  }
  // Digits alone inside a sentence may be an amount, a date or an account.
  return references.find((one) => /\p{L}/u.test(one.raw)) ?? references.find((one) => labelledDigits(one));
}

function labelledDigits(span: Span & { labelled?: boolean }): boolean {
  return span.labelled === true || referenceKey(span.raw).length >= 10;
}
