import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en';
import { LangId } from '@nlpjs/lang-id';
import { Nlp } from '@nlpjs/nlp';
import type { Engine } from './engine.ts';

interface NlpManager {
  settings: Record<string, unknown>;
  addLanguage(locale: string): void;
  addDocument(locale: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(locale: string, text: string): Promise<{ intent: string; score: number }>;
}

/** nlp.js with its own stemmer and neural classifier. */
export const nlpjs: Engine = {
  name: 'nlp.js',
  async train(rows, locale) {
    const language = locale === 'id' ? 'id' : 'en';
    const container = await containerBootstrap();
    for (const plugin of [Nlp, LangEn, LangId]) container.use(plugin);
    const nlp = container.get<NlpManager>('nlp');
    Object.assign(nlp.settings, { autoSave: false, autoLoad: false, forceNER: false, log: false });
    Object.assign(nlp.settings, { nlu: { log: false, useNoneFeature: false } });
    nlp.addLanguage(language);
    for (const { text, label } of rows) nlp.addDocument(language, text, label);
    const { log } = console;
    console.log = () => {}; // its trainer prints every epoch
    await nlp.train();
    console.log = log;
    return async (text) => {
      const { intent, score } = await nlp.process(language, text);
      return { label: intent, confidence: score };
    };
  },
};
