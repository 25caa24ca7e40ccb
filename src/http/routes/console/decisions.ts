import { z } from 'zod';
import { money } from '../../../shared/money.ts';
import type { ConsoleLocale, FileRef, Money as ShownMoney } from '../../contract/console.ts';
import { HttpProblem } from '../../problem.ts';
import { fileRef } from './case-view.ts';
import { checked, fromCursor, notFound } from './input.ts';
import { shown } from './money.ts';

/** Rows of a page of proofs or disputes. */
export const PAGE = 50;

const listQuery = z.strictObject({
  state: z.enum(['open', 'decided']).default('open'),
  creditor: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  cursor: z.string().max(300).optional(),
});

/** What a list of cases may be asked for; `after` holds the values of an earlier page's `next`. */
export function listOf<T>(query: unknown, cursor: z.ZodType<T>) {
  const { state, creditor, cursor: given } = checked(listQuery, query);
  const after = fromCursor(cursor, given);
  return {
    state,
    limit: PAGE,
    ...(creditor !== undefined && { creditorId: creditor }),
    ...(after !== undefined && { after }),
  };
}

/** A file as a page links it; null where none was sent. */
export function fileOf(row: {
  fileToken: string | null;
  fileName: string | null;
  mediaType: string | null;
  fileSize: number | null;
}): FileRef | null {
  const { fileToken: token, fileName, mediaType, fileSize } = row;
  if (token === null) return null;
  return fileRef({ token, name: fileName ?? '', mediaType: mediaType ?? '', size: fileSize ?? 0 });
}

/** Minor units of a currency in the collector's language. */
export function amount(minor: number, currency: string, locale: ConsoleLocale): ShownMoney {
  return shown(money(minor, currency), locale);
}

type Refusal =
  | { reason: 'not_found' | 'already_decided' | 'over_limit' | 'already_booked' }
  | { reason: 'invalid'; fields: Record<string, string> };

/** A refused decision as problem details. */
export function refused(refusal: Refusal): HttpProblem {
  switch (refusal.reason) {
    case 'not_found':
      return notFound();
    case 'already_decided':
      return new HttpProblem(409, 'already_decided', 'Somebody has decided this already.');
    case 'over_limit':
      return new HttpProblem(403, 'over_limit', 'This is more than you may decide alone: ask a supervisor.');
    case 'already_booked':
      return new HttpProblem(409, 'already_booked', 'A payment with this reference is booked already.');
    case 'invalid': {
      const { fields } = refusal;
      return new HttpProblem(422, 'invalid', 'Some of what was sent cannot be used.', { fields });
    }
  }
}
