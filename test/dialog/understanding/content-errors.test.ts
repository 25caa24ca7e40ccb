import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommands } from '../../../src/dialog/understanding/commands.ts';
import { readLexicon } from '../../../src/dialog/understanding/lexicon.ts';
import { decide, readUnderstandingPolicy } from '../../../src/dialog/understanding/policy.ts';
import { readUtterances } from '../../../src/dialog/understanding/utterances.ts';
import { ExpectedError } from '../../../src/shared/errors.ts';

const dir = mkdtempSync(join(tmpdir(), 'sapa-content-'));
function linesOf(name: string, content: string, readFile: (file: string) => unknown): string {
  const file = join(dir, name);
  writeFileSync(file, content);
  try {
    readFile(file);
  } catch (error) {
    if (error instanceof ExpectedError) return error.lines.join('\n').replaceAll(dir, '');
    throw error;
  }
  return 'accepted';
}

describe('wrong content is named', () => {
  it('an unknown intent, a missing one and a sentence under two', () => {
    const lines = linesOf(
      'utterances.yml',
      'greet: [halo]\nthanks: [halo]\nbuy_pizza: [pizza]\n',
      readUtterances,
    );
    expect(lines).toContain('buy_pizza is not an intent');
    expect(lines).toContain('"halo" stands under greet and thanks');
    expect(lines).toContain('no sentences for the intent check_balance');
  });

  it('a sentence that YAML reads as a number', () => {
    expect(linesOf('utterances.yml', 'greet: [12]\n', readUtterances)).toContain('greet.0');
  });

  it('a lexicon key that does not exist, and a value of the wrong kind', () => {
    expect(linesOf('lexicon.yml', 'slang: {}\nentities: {}\n', readLexicon)).toContain('slang');
    expect(linesOf('lexicon.yml', 'entities: { months: { maret: 13 } }\n', readLexicon)).toContain(
      'entities.months.maret',
    );
  });

  it('a command that does not exist', () => {
    expect(linesOf('commands.yml', 'jump: { whole: [lompat] }\n', readCommands)).toContain('jump');
  });

  it('thresholds in the wrong order or out of range', () => {
    expect(linesOf('p.yml', 'act: 0.3\nmargin: 0.1\nclarify: 0.5\n', readUnderstandingPolicy)).toContain(
      'clarify must not be above act',
    );
    expect(linesOf('p.yml', 'act: 60\nmargin: 0.1\nclarify: 0.5\n', readUnderstandingPolicy)).toContain(
      'act',
    );
  });
});

describe('what to do with a ranking', () => {
  const policy = { act: 0.6, margin: 0.2, clarify: 0.25 };
  it.each([
    [0.9, 0.05, 'act'],
    [0.61, 0.39, 'act'],
    [0.6, 0.41, 'clarify'],
    [0.59, 0.1, 'clarify'],
    [0.25, 0.2, 'clarify'],
    [0.24, 0.01, 'reject'],
  ] as const)('%d before %d: %s', (best, second, decision) => {
    expect(decide(policy, best, second)).toBe(decision);
  });
});
