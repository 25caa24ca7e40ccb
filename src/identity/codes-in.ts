import type { ReadTx } from '../storage/database.ts';
import { recentChallenges } from './challenge-repository.ts';
import { type IdentitySecrets, sameHash } from './secrets.ts';

/** Digits with what people put between them. */
const RUN = /\p{Nd}(?:[^\p{L}\p{N}]{0,3}\p{Nd}){5,}/gu;
const LENGTH = 6;
/** Windows looked at: more digits than this are no message of a person. */
const MAX_WINDOWS = 120;

/**
 * Where in `text` a code stands that was sent for this conversation, used or not: six digits in a row,
 * signs between them aside. Spans in UTF-16 code units.
 */
export function codesIn(
  tx: ReadTx,
  secrets: IdentitySecrets,
  conversationId: number,
  text: string,
): { start: number; end: number }[] {
  const windows = windowsOf(text);
  if (windows.length === 0) return [];
  const sent = recentChallenges(tx, conversationId);
  return windows.filter(({ digits }) =>
    sent.some(({ nonce, code_hash: hash }) => sameHash(secrets.codeHash(nonce, digits), hash)),
  );
}

function windowsOf(text: string): { start: number; end: number; digits: string }[] {
  const windows: { start: number; end: number; digits: string }[] = [];
  for (const run of text.matchAll(RUN)) {
    const digits = [...run[0].matchAll(/\p{Nd}/gu)];
    for (let from = 0; from + LENGTH <= digits.length && windows.length < MAX_WINDOWS; from++) {
      const last = digits[from + LENGTH - 1]!;
      windows.push({
        start: run.index + digits[from]!.index,
        end: run.index + last.index + last[0].length,
        digits: digits
          .slice(from, from + LENGTH)
          .map((one) => one[0].normalize('NFKC'))
          .join(''),
      });
    }
  }
  return windows;
}
