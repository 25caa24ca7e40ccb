import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ExpectedError } from '../../shared/errors.ts';
import { INTENTS, type Intent, isIntent } from '../intents.ts';

export interface Utterance {
  text: string;
  intent: Intent;
}

const schema = z.record(z.string(), z.array(z.string().min(1)));

/** Reads `utterances.yml`: intent → sentences. Unknown or missing intents and repeated lines are named. */
export function readUtterances(file: string): Utterance[] {
  const checked = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!checked.success)
    throw new ExpectedError(
      'utterances_invalid',
      checked.error.issues.map(
        (issue) => `${file}: ${issue.path.join('.')}: ${issue.message} (quote numbers)`,
      ),
    );
  const wrong: string[] = [];
  const seen = new Map<string, string>();
  const all: Utterance[] = [];
  for (const intent of INTENTS)
    if (!checked.data[intent]?.length) wrong.push(`${file}: no sentences for the intent ${intent}.`);
  for (const [intent, texts] of Object.entries(checked.data)) {
    if (!isIntent(intent)) {
      wrong.push(`${file}: ${intent} is not an intent (see src/dialog/intents.ts).`);
      continue;
    }
    for (const text of texts) {
      const key = text.toLowerCase().trim();
      const before = seen.get(key);
      if (before) wrong.push(`${file}: "${text}" stands under ${before} and ${intent}: keep one.`);
      seen.set(key, intent);
      all.push({ text, intent });
    }
  }
  if (wrong.length > 0) throw new ExpectedError('utterances_invalid', wrong);
  return all;
}
