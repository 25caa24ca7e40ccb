import type { ValueKind } from '../../dialog/action.ts';
import { plainWords } from '../../dialog/values/fit.ts';
import { DISPUTE_REASONS } from '../../disputes/index.ts';
import type { SapaScope } from '../scope.ts';

const SHORT = 6;

/**
 * Why an invoice is disputed. The value is one of DISPUTE_REASONS. What a debtor may say for each stands
 * in the language's own file, phrases separated by commas (`dispute_reason.<reason>_phrases`).
 */
export const disputeReason: ValueKind<SapaScope> = {
  upFront: true,
  offer: async () =>
    DISPUTE_REASONS.map((reason) => ({ label: { key: `dispute_reason.${reason}` }, value: reason })),
  async read(scope, heard) {
    const said = ` ${plainWords(heard.text)} `;
    const matches = DISPUTE_REASONS.filter((reason) =>
      scope
        .text(`dispute_reason.${reason}_phrases`)
        .split(',')
        .map(plainWords)
        .some((phrase) => phrase !== '' && said.includes(` ${phrase} `)),
    );
    if (matches.length !== 1) return { ok: false };
    // A short message with the very words of a reason is that reason, whatever else it resembles.
    const short = said.trim().split(' ').length <= SHORT;
    return { ok: true, value: matches[0]!, fit: short ? 'whole' : 'part' };
  },
};
