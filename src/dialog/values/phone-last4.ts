import type { TurnScope, ValueKind } from '../action.ts';
import { say } from '../reply.ts';
import { entitiesOf, fitOf } from './fit.ts';

/** The last four digits of a phone number. The value is four digits; of a whole number the last four. */
export const phoneLast4: ValueKind<TurnScope> = {
  async read(_scope, heard) {
    const groups = [...heard.text.matchAll(/\d+/g)];
    const four = groups.filter((one) => one[0].length === 4);
    if (four.length === 1 && groups.length === 1) {
      const span = { start: four[0]!.index, end: four[0]!.index + 4 };
      return { ok: true, value: four[0]![0], fit: fitOf(heard, span) };
    }
    const phone = entitiesOf(heard, 'phone')[0];
    if (phone) return { ok: true, value: phone.e164.slice(-4), fit: fitOf(heard, phone) };
    const letters = heard.text.replace(/[^\p{L}]/gu, '');
    if (groups.length > 0 && letters.length <= 12) {
      return { ok: false, refused: say('values.four_digits') };
    }
    return { ok: false };
  },
};
