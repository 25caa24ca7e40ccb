import type { TurnScope, ValueKind } from '../action.ts';
import type { Choice } from '../reply.ts';
import { plainWords } from './fit.ts';

/**
 * One of the `options` of the step. The value is the option's `value`. Exact labels and numbers are
 * picked by the engine; here a label is found inside a longer answer, or by a part that only it has.
 */
export const choice: ValueKind<TurnScope> = {
  async read(_scope, heard, offered) {
    const said = plainWords(heard.text);
    if (said.length < 3) return { ok: false };
    const labelOf = (one: Choice) => plainWords('verbatim' in one.label ? one.label.verbatim : '');
    const near = offered.filter((one) => {
      const label = labelOf(one);
      return label !== '' && (contains(said, label) || contains(label, said));
    });
    // "Sangat membantu sekali" is not the "membantu" inside it.
    const matches = near.filter((one) => {
      const around = (other: Choice) => other !== one && contains(labelOf(other), labelOf(one));
      return !near.some((other) => around(other) && contains(said, labelOf(other)));
    });
    return matches.length === 1 ? { ok: true, value: matches[0]!.value, fit: 'part' } : { ok: false };
  },
};

/** True when `part` stands in `all` as whole words. */
function contains(all: string, part: string): boolean {
  return ` ${all} `.includes(` ${part} `);
}
