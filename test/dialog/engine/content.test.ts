import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions, valueKinds } from '../../../src/actions/index.ts';
import { checkDialogs, formatProblem } from '../../../src/dialog/check-flows.ts';
import { INTENTS } from '../../../src/dialog/intents.ts';
import { loadDialogs } from '../../../src/dialog/load-dialogs.ts';

const root = join(import.meta.dirname, '../../..');
const dialogs = loadDialogs({ dialogsDir: join(root, 'dialogs'), localesDir: join(root, 'locales') });

describe('what is shipped', () => {
  it('has no mistake the check can find', () => {
    expect(checkDialogs(dialogs, { actions, valueKinds }).map(formatProblem)).toEqual([]);
  });
  it('answers every intent with some flow', () => {
    const started = new Set(
      [...dialogs.flows.values()].flatMap((flow) => flow.startWhen.map((one) => one.intent)),
    );
    expect(INTENTS.filter((intent) => !started.has(intent))).toEqual([]);
  });
  it('greets, takes a file and a bare number, and ends a session', () => {
    const starts = [...dialogs.flows.values()].flatMap((flow) =>
      flow.startWhen.map((when) => ({ flow: flow.name, ...when })),
    );
    expect(starts.find((one) => one.join)?.flow).toBe('greet');
    expect(starts.find((one) => one.file)?.flow).toBe('submit_proof');
    expect(starts.find((one) => one.entity === 'reference')?.flow).toBe('invoice_status');
    expect(starts.find((one) => one.command === 'logout')?.flow).toBe('logout');
  });
  it('never shouts, threatens or blames in its own words', () => {
    for (const [locale, entries] of dialogs.texts) {
      for (const [key, { text }] of entries) {
        // Written to the owner of a number, not to a debtor.
        if (key.startsWith('whatsapp.alert_')) continue;
        expect(text, `${locale} ${key}`).not.toMatch(/!!|\b[A-Z]{6,}\b|kesalahan Anda|your fault|debitur/);
      }
    }
  });
});
