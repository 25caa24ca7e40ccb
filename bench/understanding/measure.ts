// Child process of main.ts: trains one engine, predicts a test set, prints one JSON line. A process each,
// so that memory and warm caches are its own.
import { readFileSync } from 'node:fs';
import type { Row } from './data.ts';
import type { Engine } from './engines/engine.ts';
import { type Prediction, score } from './score.ts';

const [name, dataFile, locale] = process.argv.slice(2) as [string, string, string];
const { train, test } = JSON.parse(readFileSync(dataFile, 'utf8')) as { train: Row[]; test: Row[] };

async function load(): Promise<Engine> {
  if (name === 'whole') return (await import('./engines/whole.ts')).whole;
  if (name === 'classifier') return (await import('./engines/sapa.ts')).sapaClassifier;
  if (name === 'bayes') return (await import('./engines/natural-bayes.ts')).naturalBayes;
  if (name === 'nlpjs') return (await import('./engines/nlpjs.ts')).nlpjs;
  throw new Error(`unknown engine ${name}: whole, classifier, bayes or nlpjs`);
}

const engine = await load();
const started = performance.now();
const predict = await engine.train(train, locale);
const trainingMs = performance.now() - started;
for (const { text } of test.slice(0, 50)) await predict(text);
const predictions: Prediction[] = [];
const micros: number[] = [];
for (const { text } of test) {
  const from = performance.now();
  const one = predict(text);
  predictions.push(one instanceof Promise ? await one : one);
  micros.push((performance.now() - from) * 1000);
}
const rssMb = process.memoryUsage.rss() / 2 ** 20;
const result = { name: engine.name, trainingMs, rssMb, ...score(test, predictions, micros), predictions };
console.log(JSON.stringify(result));
