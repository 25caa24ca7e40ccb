import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../src/dialog/intents.ts';
import { evaluate, parseLabelled } from '../../../src/dialog/understanding/evaluate.ts';
import { understandCommand } from '../../../src/dialog/understanding/understand-command.ts';
import type { Understanding, Understood } from '../../../src/dialog/understanding/understanding.ts';
import { TODAY } from './readers.ts';

/** Answers from a table: measuring is what is tested here. */
function answering(table: Record<string, [Intent, Understood['decision']]>): Understanding {
  return {
    understand: (text) => ({
      locale: 'id',
      localeConfidence: 1,
      intents: [{ intent: table[text]![0], confidence: 0.9 }],
      decision: table[text]![1],
      entities: [],
      rest: text,
    }),
  };
}

const table = answering({
  a: ['greet', 'act'],
  b: ['thanks', 'act'],
  c: ['thanks', 'act'],
  d: ['greet', 'reject'],
  e: ['help', 'clarify'],
});
const lines = [
  { text: 'a', intent: 'greet' as const },
  { text: 'b', intent: 'greet' as const },
  { text: 'c', intent: 'goodbye' as const, accept: ['thanks' as const] },
  { text: 'd', intent: 'out_of_scope' as const },
  { text: 'e', intent: 'greet' as const },
];

describe('measuring', () => {
  it('counts an accepted intent as right and a rejected one as out of scope', () => {
    const result = evaluate(table, lines, { today: TODAY });
    expect(result).toMatchObject({
      lines: 5,
      accuracy: 0.6,
      wrongActed: 0.2,
      acted: 0.6,
      outOfScopeRecall: 1,
    });
    expect(result.perIntent['greet']).toMatchObject({ lines: 3, recall: 1 / 3, precision: 1 });
    expect(result.macroF1).toBeCloseTo((0.5 + 1 + 1) / 3);
    expect(result.confusions.map(({ intent, predicted, count }) => [intent, predicted, count])).toEqual([
      ['greet', 'thanks', 1],
      ['greet', 'help', 1],
    ]);
  });

  it('says what is wrong with a line', () => {
    expect(parseLabelled('{"text":"halo","intent":"greet","accept":["help","nope"]}')).toEqual({
      text: 'halo',
      intent: 'greet',
      accept: ['help'],
    });
    expect(parseLabelled('halo')).toBe('not JSON');
    expect(parseLabelled('{"text":"halo","intent":"hello"}')).toBe('unknown intent "hello"');
    expect(parseLabelled('{"intent":"greet"}')).toContain('"text"');
  });
});

describe('sapa understand', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sapa-understand-'));
  const run = async (options: Record<string, unknown>) => {
    const printed: string[] = [];
    await understandCommand(table, { ...options, print: (line) => printed.push(line) });
    return printed;
  };

  it('prints a text as JSON', async () => {
    const printed = await run({ text: 'a', locale: 'id' });
    expect(JSON.parse(printed.join('\n'))).toMatchObject({ intents: [{ intent: 'greet' }], decision: 'act' });
  });

  it('measures a file', async () => {
    const file = join(dir, 'lines.jsonl');
    writeFileSync(file, `\uFEFF${lines.map((line) => JSON.stringify(line)).join('\r\n')}\r\n\r\n`);
    const printed = await run({ file });
    expect(JSON.parse(printed[1]!)).toMatchObject({
      text: 'b',
      intent: 'greet',
      predicted: 'thanks',
      right: false,
    });
    expect(printed).toContain('lines 5');
    expect(printed).toContain('accuracy 60.0 %');
    expect(printed).toContain('  1 × greet → thanks: b');
  });

  it('names what it cannot do', async () => {
    writeFileSync(join(dir, 'bad.jsonl'), '{"text":"a","intent":"greet"}\nnonsense\n');
    await expect(run({ file: join(dir, 'bad.jsonl') })).rejects.toThrow(/bad\.jsonl:2: not JSON/);
    await expect(run({ file: join(dir, 'none.jsonl') })).rejects.toThrow(/Cannot read/);
    await expect(run({ text: '  ' })).rejects.toThrow(/Nothing to understand/);
    await expect(run({ text: 'a', locale: 'jv' })).rejects.toThrow(/Unknown locale "jv"/);
  });
});
