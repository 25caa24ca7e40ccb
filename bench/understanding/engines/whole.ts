import { createUnderstanding } from '../../../src/dialog/understanding/create-understanding.ts';
import { trainModel } from '../../../src/dialog/understanding/train-model.ts';
import { isLocale } from '../../../src/shared/locale.ts';
import type { Engine } from './engine.ts';

/** The whole of understanding as shipped: it trains on locales/ and ignores the rows. */
export const whole: Engine = {
  name: 'Sapa, as shipped',
  async train(_rows, locale) {
    const model = await trainModel('locales');
    const understanding = createUnderstanding({ model, policy: { act: 0, margin: 0, clarify: 0 } });
    return (text) => {
      const context = { today: '2026-03-11', ...(isLocale(locale) ? { locale } : {}) };
      const [best] = understanding.understand(text, context).intents;
      return { label: best!.intent, confidence: best!.confidence };
    };
  },
};
