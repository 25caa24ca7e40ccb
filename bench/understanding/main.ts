import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seededRandom, shuffle } from '../../src/dialog/understanding/random.ts';
import { readUtterances } from '../../src/dialog/understanding/utterances.ts';
import { printCurve } from './curve.ts';
import { type Row, readRows } from './data.ts';
import type { Prediction, Score } from './score.ts';

const { values } = parseArgs({
  options: {
    train: { type: 'string' },
    test: { type: 'string' },
    locale: { type: 'string' },
    seed: { type: 'string', default: '1' },
    engines: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(`npm run bench:understanding [-- options]
  --train FILE --test FILE  CSV or JSONL with a text and a label column; without --test a fifth is held out
  --locale id|en            whose stemmer to use (default: both of ours, en for a file)
  --engines a,b             whole, classifier, bayes, nlpjs
  --seed N                  order of the training rows (default 1)`);
  process.exit(0);
}

interface Result extends Score {
  name: string;
  trainingMs: number;
  rssMb: number;
  predictions: Prediction[];
}

function measure(engine: string, dataFile: string, locale: string): Result | undefined {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'engine.mjs');
  const child = spawnSync(process.execPath, [script, engine, dataFile, locale], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return child.status === 0 ? JSON.parse(child.stdout.trim().split('\n').pop()!) : undefined;
}

const percent = (share: number): string => (share * 100).toFixed(1).padStart(6);

function compare(title: string, train: Row[], test: Row[], locale: string, engines: readonly string[]): void {
  const dir = mkdtempSync(join(tmpdir(), 'sapa-bench-'));
  const dataFile = join(dir, 'data.json');
  writeFileSync(
    dataFile,
    JSON.stringify({ train: shuffle([...train], seededRandom(Number(values.seed))), test }),
  );
  console.log(`\n${title}: ${train.length} to train, ${test.length} to test, seed ${values.seed}`);
  console.log('                                acc %  F1 %   ECE %  µs p50   p95   train s  RSS MB');
  let shipped: Result | undefined;
  for (const engine of engines) {
    const result = measure(engine, dataFile, locale);
    if (!result) {
      console.log(`${engine} failed`);
      continue;
    }
    if (engine === 'whole') shipped = result;
    const cells = [percent(result.accuracy), percent(result.macroF1), percent(result.ece)];
    cells.push(result.p50.toFixed(0).padStart(7), result.p95.toFixed(0).padStart(5));
    cells.push((result.trainingMs / 1000).toFixed(1).padStart(8), result.rssMb.toFixed(0).padStart(7));
    console.log(result.name.padEnd(30), cells.join(' '));
  }
  rmSync(dir, { recursive: true });
  if (shipped) printCurve(test, shipped.predictions);
}

const wanted = values.engines?.split(',');
if (values.train) {
  let train = readRows(values.train);
  let test = values.test ? readRows(values.test) : [];
  if (test.length === 0) {
    train = shuffle(train, seededRandom(Number(values.seed)));
    test = train.splice(0, Math.floor(train.length / 5));
  }
  compare(values.train, train, test, values.locale ?? 'en', wanted ?? ['classifier', 'bayes', 'nlpjs']);
} else {
  for (const locale of values.locale ? [values.locale] : ['id', 'en']) {
    const train = readUtterances(join('locales', locale, 'utterances.yml')).map(({ text, intent }) => ({
      text,
      label: intent,
    }));
    const test = readRows(values.test ?? join('test/dialog/understanding', `heldout.${locale}.jsonl`));
    compare(`Sapa ${locale}`, train, test, locale, wanted ?? ['whole', 'classifier', 'bayes', 'nlpjs']);
  }
}
