import type { Line } from '../dialog/reply.ts';
import { type ForbiddenKind, forbiddenNumbers, maskSpans } from '../shared/forbidden-number.ts';

/** Where a code stands in a text, in UTF-16 code units. */
export interface CodeSpan {
  start: number;
  end: number;
}

/** One message, cut down to what may be read and what may be kept. */
export interface Hearing {
  /** What the dialog reads. */
  text: string;
  /** What the transcript keeps. */
  kept: string;
  /** What was taken out before anybody read it: said first. */
  notice?: Line;
  /** Takes this message's codes out of anything the turn is about to store. */
  withoutCodes<T>(stored: T): T;
}

const NOTICES: Record<ForbiddenKind, Line> = {
  card: { key: 'system.forbidden_card' },
  national_id: { key: 'system.forbidden_national_id' },
};

/**
 * Identity-card and card numbers are taken out before anything reads the message. A code is read where
 * one is waited for (`awaitsSecret`) and nowhere else, and is kept nowhere: `codesIn` finds those that
 * were sent for this conversation.
 */
export async function hear(
  said: string,
  options: { awaitsSecret: boolean; codesIn(text: string): Promise<CodeSpan[]> },
): Promise<Hearing> {
  const typed = withoutInvisible(said);
  const forbidden = forbiddenNumbers(typed);
  const text = maskSpans(typed, forbidden);
  const codes = /\p{Nd}/u.test(text) ? await options.codesIn(text) : [];
  const withoutCode = maskSpans(text, codes);
  const notice = forbidden[0] && NOTICES[forbidden[0].kind];
  const raw = codes.map(({ start, end }) => text.slice(start, end));
  return {
    text: options.awaitsSecret ? text : withoutCode,
    kept: options.awaitsSecret ? maskSecrets(withoutCode) : withoutCode,
    ...(notice && { notice }),
    withoutCodes: (stored) => (raw.length > 0 ? scrub(stored, spellings(raw)) : stored),
  };
}

/** Hides every run of four or more digits, whatever signs stand inside it: codes are kept nowhere. */
export function maskSecrets(text: string): string {
  return text.replace(/\p{Nd}(?:[^\p{L}\p{N}]{0,3}\p{Nd}){3,}/gu, (digits) =>
    '•'.repeat(digits.match(/\p{Nd}/gu)!.length),
  );
}

/** Marks that nobody sees and that split words: zero-width spaces, soft hyphens, direction marks. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;

function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** A code as it was typed and as it was understood. */
function spellings(raw: readonly string[]): string[] {
  return raw.flatMap((one) => [one, one.normalize('NFKC').replace(/\D/g, '')]);
}

function scrub<T>(value: T, secrets: readonly string[]): T {
  if (typeof value === 'string') {
    let text: string = value;
    for (const secret of secrets) text = text.replaceAll(secret, '•'.repeat(6));
    return text as T & string;
  }
  if (Array.isArray(value)) return value.map((one) => scrub(one, secrets)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, scrub(one, secrets)])) as T;
}
