import type { Flow } from '../flow-schema.ts';
import { baseKey, type DialogTexts } from '../loading/load-texts.ts';
import { suggest } from '../loading/problem.ts';
import { type Checking, type Path, report } from './report.ts';

/** Every text a flow or pattern uses is there in every language. */
export function checkTextsUsed(checking: Checking): void {
  for (const flow of checking.dialogs.flows.values()) {
    want(checking, flow, ['flow'], `${flow.name}.title`);
    flow.steps.forEach((step, position) => {
      const at = ['steps', position];
      if ('say' in step) {
        wantAll(checking, flow, [...at, 'say'], step.say);
        step.choices?.forEach((one, index) => {
          if (one.label) want(checking, flow, [...at, 'choices', index, 'label'], one.label);
        });
      }
      if ('ask' in step) {
        wantAll(checking, flow, [...at, 'prompt'], step.prompt);
        if (step.again) wantAll(checking, flow, [...at, 'again'], step.again);
        if (step.not_understood) want(checking, flow, [...at, 'not_understood'], step.not_understood);
        if (step.help) want(checking, flow, [...at, 'help'], step.help);
        step.options?.forEach((one, index) => {
          want(checking, flow, [...at, 'options', index, 'label'], one.label);
        });
      }
    });
  }
  for (const pattern of checking.dialogs.patterns.values()) {
    for (const [situation, key] of Object.entries(pattern.say))
      want(checking, pattern, ['say', situation], key);
  }
}

function wantAll(checking: Checking, flow: Flow, path: Path, keys: string | string[]): void {
  if (typeof keys === 'string') want(checking, flow, path, keys);
  else keys.forEach((key, index) => void want(checking, flow, [...path, index], key));
}

function want(checking: Checking, at: Pick<Flow, 'file' | 'lineOf'>, path: Path, key: string): void {
  const missing = [...checking.texts].filter(([, keys]) => !keys.has(key)).map(([locale]) => locale);
  if (missing.length === 0) return;
  const [namespace = '', ...rest] = key.split('.');
  const everywhere = missing.length === checking.texts.size;
  const all = new Set([...checking.texts.values()].flatMap((keys) => [...keys]));
  const close = everywhere ? suggest(key, all) : '';
  const files = missing.map((locale) => `locales/${locale}/${namespace}.json`).join(' and ');
  const fix = `add "${rest.join('.')}" to ${files}${close.startsWith('did') ? `, or ${close.replace(/\?$/, '')}` : ''}`;
  report(
    checking,
    at,
    path,
    `the text "${key}" is missing in ${missing.join(', ')}`,
    'there would be nothing to say',
    fix,
  );
}

/** Every text has the same places to fill in every language, and none stands in one language alone. */
export function checkTextPairs(checking: Checking, texts: DialogTexts): void {
  const merged = new Map([...texts].map(([locale, entries]) => [locale, mergeForms(entries)]));
  const keys = new Set([...merged.values()].flatMap((one) => [...one.keys()]));
  for (const key of keys) {
    const present = [...merged].filter(([, entries]) => entries.has(key));
    const all = new Set(present.flatMap(([, entries]) => [...entries.get(key)!.slots]));
    for (const [locale, entries] of merged) {
      const mine = entries.get(key);
      if (!mine) {
        const [other, theirs] = present[0]!;
        const place = theirs.get(key)!.entry;
        const [namespace = '', ...rest] = key.split('.');
        checking.problems.push({
          file: place.file,
          line: place.line(),
          what: `the text "${key}" stands in ${other} but not in ${locale}`,
          why: 'a debtor who speaks that language would get no words',
          fix: `add "${rest.join('.')}" to locales/${locale}/${namespace}.json, or remove it here`,
        });
        continue;
      }
      for (const slot of [...all].filter((one) => !mine.slots.has(one))) {
        const other = present.find(([, one]) => one.get(key)!.slots.has(slot))![0];
        checking.problems.push({
          file: mine.entry.file,
          line: mine.entry.line(),
          what: `"${key}" has no {{${slot}}} in ${locale}, but has it in ${other}`,
          why: 'one language would leave out a fact that the other tells',
          fix: `put {{${slot}}} into this text, or take it out of the other`,
        });
      }
    }
  }
}

type Entry = DialogTexts extends ReadonlyMap<unknown, ReadonlyMap<string, infer E>> ? E : never;

function mergeForms(entries: ReadonlyMap<string, Entry>): Map<string, { entry: Entry; slots: Set<string> }> {
  const merged = new Map<string, { entry: Entry; slots: Set<string> }>();
  for (const [key, entry] of entries) {
    const base = baseKey(key);
    const one = merged.get(base) ?? { entry, slots: new Set<string>() };
    for (const match of entry.text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)) one.slots.add(match[1]!);
    merged.set(base, one);
  }
  return merged;
}
