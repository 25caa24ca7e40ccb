import type { ValueKind } from '../../dialog/action.ts';
import { plainWords } from '../../dialog/values/fit.ts';
import { DISPUTE_REASONS } from '../../disputes/index.ts';
import type { SapaScope } from '../scope.ts';

const SHORT = 6;
const STORY = 5;

/**
 * Why an invoice is disputed. The value is one of DISPUTE_REASONS. What a debtor may say for each stands
 * in the language's own file, phrases separated by commas (`dispute_reason.<reason>_phrases`).
 */
export const disputeReason: ValueKind<SapaScope> = {
  upFront: true,
  offer: async () =>
    DISPUTE_REASONS.map((reason) => ({ label: { key: `dispute_reason.${reason}` }, value: reason })),
  async read(scope, heard, offered) {
    const said = ` ${plainWords(heard.text)} `;
    const matches = DISPUTE_REASONS.filter((reason) =>
      scope
        .text(`dispute_reason.${reason}_phrases`)
        .split(',')
        .map(plainWords)
        .some((phrase) => phrase !== '' && said.includes(` ${phrase} `)),
    );
    const words = said.trim().split(' ').length;
    if (matches.length !== 1) {
      // Once it was asked, a story that fits none of our words is a reason of its own.
      const asked = offered.some((one) => one.value === 'other');
      const story = words >= STORY && !heard.text.trim().endsWith('?');
      return asked && story ? { ok: true, value: 'other', fit: 'part' } : { ok: false };
    }
    // A short message with the very words of a reason is that reason, whatever else it resembles.
    return { ok: true, value: matches[0]!, fit: words <= SHORT ? 'whole' : 'part' };
  },
};
