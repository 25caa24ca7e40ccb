import type { TurnScope, ValueKind } from '../action.ts';

/** A confirmation. The value is true or false; branches are called `affirmed` and `denied`. */
export const yesNo: ValueKind<TurnScope> = {
  confirmation: true,
  outcomes: ['affirmed', 'denied'],
  offer: async () => [
    { label: { key: 'values.yes' }, value: 'affirmed' },
    { label: { key: 'values.no' }, value: 'denied' },
  ],
  picked: (_scope, value) => value === 'affirmed',
  async read(_scope, heard) {
    const { intents, decision } = heard.understood;
    const best = intents[0]?.intent;
    if (decision === 'reject' || (best !== 'affirm' && best !== 'deny')) return { ok: false };
    const words = heard.text.trim().split(/\s+/).length;
    // What only resembles a yes, or asks ("so it is settled now?"), is none.
    const asks = heard.text.trim().endsWith('?');
    if (words > 3 && (asks || decision !== 'act')) return { ok: false };
    // "ya, tapi yang 0012" says more than yes: let another reading go first.
    return { ok: true, value: best === 'affirm', fit: words <= 4 ? 'whole' : 'part' };
  },
};
