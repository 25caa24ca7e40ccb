import type { TurnScope, ValueKind } from '../action.ts';
import { plainWords } from './fit.ts';

/**
 * One of the `options` of the step. The value is the option's `value`. Exact labels and numbers are
 * picked by the engine; here a label is found inside a longer answer, or by a part that only it has.
 */
export const choice: ValueKind<TurnScope> = {
  async read(_scope, heard, offered) {
    const said = plainWords(heard.text);
    if (said.length < 3) return { ok: false };
    const matches = offered.filter((one) => {
      const label = plainWords('verbatim' in one.label ? one.label.verbatim : '');
      return label !== '' && (contains(said, label) || contains(label, said));
    });
    return matches.length === 1 ? { ok: true, value: matches[0]!.value, fit: 'part' } : { ok: false };
  },
};

/** True when `part` stands in `all` as whole words. */
function contains(all: string, part: string): boolean {
  return ` ${all} `.includes(` ${part} `);
}
