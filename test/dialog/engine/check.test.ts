import { describe, expect, it } from 'vitest';
import { checkDialogs, formatProblem } from '../../../src/dialog/check-flows.ts';
import { parseDialogs, type SourceFile } from '../../../src/dialog/load-dialogs.ts';
import { addTexts, type DialogTexts, type TextEntry } from '../../../src/dialog/loading/load-texts.ts';
import type { Problem } from '../../../src/dialog/loading/problem.ts';
import { allTexts, shopPatterns, sources } from './support/conversation.ts';
import { FLOWS } from './support/flows.ts';
import { shopActions, shopKinds } from './support/shop.ts';

/** The shop's flows without some, and one of the test's own; texts as given or all there are. */
function check(
  flow: string,
  options: { without?: string[]; texts?: DialogTexts; patterns?: SourceFile[] } = {},
) {
  const flows = { ...FLOWS };
  for (const name of options.without ?? []) delete flows[name];
  const name = /^flow: (\w+)/m.exec(flow)?.[1] ?? 'mine';
  flows[name] = flow;
  const files = sources(flows);
  const patterns = options.patterns ?? shopPatterns();
  const texts = options.texts ?? allTexts([...files, ...patterns], flows);
  return checkDialogs(parseDialogs({ flows: files, patterns, texts }), {
    actions: shopActions,
    valueKinds: shopKinds,
  });
}

const places = (problems: Problem[]) => problems.map(({ file, line, what }) => `${file}:${line}: ${what}`);

const FREE = 'flow: mine\nstart_when: { intent: payment_received }\nsteps:\n';
const LOCKED = FREE.replace('start_when', 'requires: verified\nstart_when');

describe('a mistake in a flow', () => {
  const rows: [mistake: string, flow: string, found: string[]][] = [
    [
      'a question that lapses in a flow of the debtor, and with free words for an answer',
      `${FREE}  - id: a\n    ask: x\n    as: text\n    prompt: mine.a\n    lapses: true\n`,
      ['mine.yml:8: the question "a" cannot lapse', 'mine.yml:8: the question "a" cannot lapse'],
    ],
    [
      'a question that lapses behind a proof',
      `flow: mine\ncalled_only: true\nrequires: verified\nsteps:\n  - id: a\n    ask: x\n    as: number\n    prompt: mine.a\n    lapses: true\n`,
      ['mine.yml:9: the question "a" cannot lapse'],
    ],
    [
      'unknown step',
      `${FREE}  - id: a\n    say: mine.a\n    next: nowhere\n`,
      ['mine.yml:6: "nowhere" is no step of this flow'],
    ],
    [
      'unknown step behind a retry, a command and a branch',
      `${FREE}  - id: a
    ask: x
    as: yes_no
    prompt: mine.a
    commands: { back: gone }
    retry:
      max: 1
      next: lost
    next:
      affirmed: away
      denied: end
`,
      [
        'mine.yml:8: "gone" is no step of this flow',
        'mine.yml:11: "lost" is no step of this flow',
        'mine.yml:13: "away" is no step of this flow',
      ],
    ],
    [
      'unknown action',
      `${FREE}  - id: a\n    do: ledger.total\n    next: { told: end }\n`,
      ['mine.yml:5: there is no action "ledger.total"'],
    ],
    [
      'unknown kind of value',
      `${FREE}  - { id: a, ask: x, as: numbr, prompt: mine.a }\n`,
      ['mine.yml:4: there is no kind of value "numbr"'],
    ],
    [
      'unknown flow on a button',
      `${FREE}  - id: a\n    say: mine.a\n    choices: [{ flow: balanse }]\n`,
      ['mine.yml:6: there is no flow "balanse"'],
    ],
    [
      'outcome without a branch, branch without an outcome',
      `${LOCKED}  - id: a
    ask: invoice
    as: reference
    prompt: mine.a
  - id: b
    do: ledger.status
    with: [invoice]
    next:
      found: end
      missing: a
`,
      [
        'mine.yml:12: "ledger.status" can end "unknown", and no branch takes it up',
        'mine.yml:14: "ledger.status" never ends "missing"',
      ],
    ],
    [
      'answers without and with too many branches',
      `${FREE}  - id: a
    ask: x
    as: choice
    prompt: mine.a
    options: [{ value: tea, label: mine.tea }, { value: milk, label: mine.milk }]
    next: { tea: end, water: end }
`,
      [
        'mine.yml:9: the question "a" can end "milk", and no branch takes it up',
        'mine.yml:9: the question "a" never ends "water"',
      ],
    ],
    [
      'branches by answers that have no names',
      `${FREE}  - id: a\n    ask: x\n    as: number\n    prompt: mine.a\n    next: { one: end }\n`,
      ['mine.yml:8: the question "a" branches'],
    ],
    [
      'choice without options',
      `${FREE}  - { id: a, ask: x, as: choice, prompt: mine.a }\n`,
      ['mine.yml:4: the choice "a" has no options'],
    ],
    [
      'step that nothing reaches',
      `${FREE}  - { id: a, say: mine.a, next: end }\n  - { id: b, say: mine.b }\n`,
      ['mine.yml:5: no step leads to "b"'],
    ],
    [
      'talk without end',
      `${FREE}  - { id: a, say: mine.a }\n  - id: b\n    say: mine.b\n    next: a\n`,
      ['mine.yml:4: the steps from "a" lead back to it'],
    ],
    [
      'slot that nothing before can have filled',
      `${FREE}  - id: b
    do: proof.record
    with: [invoice, slip]
    next: { recorded: end, unreadable: s }
  - id: s
    ask: slip
    as: slip
    prompt: mine.s
    next: b
`,
      ['mine.yml:6: no step before "b" can have filled "invoice"'],
    ],
    [
      'need that is not given, gift that is not taken',
      `${FREE}  - id: a
    ask: slip
    as: slip
    prompt: mine.a
  - id: b
    do: proof.record
    with: [slip]
    args:
      shade: blue
    next: { recorded: end, unreadable: a }
`,
      ['mine.yml:8: "proof.record" needs "invoice"', 'mine.yml:12: "proof.record" takes no "shade"'],
    ],
    [
      'need whose question may be skipped',
      `${FREE}  - id: a
    ask: invoice
    as: reference
    optional: true
    prompt: mine.a
  - id: b
    ask: slip
    as: slip
    prompt: mine.b
  - id: c
    do: proof.record
    with: [invoice, slip]
    next: { recorded: end, unreadable: b }
`,
      ['mine.yml:15: "proof.record" needs "invoice", whose question "a" is optional'],
    ],
    [
      'two starts on one intent',
      `${FREE.replace('payment_received', 'submit_proof')}  - { id: a, say: mine.a }\n`,
      ['mine.yml:2: the intent "submit_proof" starts this flow and "proof"'],
    ],
    [
      'no way in',
      'flow: mine\nsteps:\n  - { id: a, say: mine.a }\n',
      ['mine.yml:1: neither "start_when" nor "called_only"'],
    ],
    [
      'a way into a flow that is only called',
      'flow: mine\ncalled_only: true\nstart_when: { intent: payment_received }\nsteps:\n  - { id: a, say: mine.a }\n',
      ['mine.yml:3: both "called_only" and "start_when"'],
    ],
    [
      'two steps with one id',
      `${FREE}  - { id: a, say: mine.a }\n  - { id: a, say: mine.b }\n`,
      ['mine.yml:5: two steps have the id "a"'],
    ],
    [
      'figures without proof',
      `${FREE}  - id: a
    ask: invoice
    as: own_invoice
    prompt: mine.a
  - id: b
    do: ledger.status
    with: [invoice]
    next: { found: end, unknown: a }
`,
      [
        'mine.yml:6: the kind of value "own_invoice" works only for a verified sender',
        'mine.yml:9: the action "ledger.status" works only for a verified sender',
      ],
    ],
    [
      'unknown keys, in the flow and in steps',
      `${FREE.replace('steps', 'startwhen: x\nsteps')}  - id: a\n    say: mine.a\n    chioces: []\n`,
      [
        'mine.yml:3: unknown key "startwhen" in the flow',
        'mine.yml:7: unknown key "chioces" in the say step "a"',
      ],
    ],
    [
      'a step that is none, and one that is two',
      `${FREE}  - id: a\n    tell: mine.a\n  - id: b\n    say: mine.b\n    do: ledger.balance\n`,
      ['mine.yml:4: a step is neither say, ask nor do', 'mine.yml:6: a step is both say and do'],
    ],
    [
      'a wrong type, a missing key',
      `${FREE}  - id: a\n    ask: x\n    as: number\n    optional: perhaps\n`,
      [
        'mine.yml:4: "prompt" in the ask step "a" is wrong: invalid input',
        'mine.yml:7: "optional" in the ask step "a" is wrong: invalid input: expected boolean, received string',
      ],
    ],
    [
      'a step named as a target',
      `${FREE}  - { id: end, say: mine.a }\n`,
      ['mine.yml:4: "end" is a target, not a step'],
    ],
  ];
  it.each(rows)('%s', (_, flow, found) => {
    expect(places(check(flow))).toEqual(found);
  });

  it('YAML that cannot be read', () => {
    const [problem] = check(`${FREE}  - id: a\n   say: mine.a\n`);
    expect(problem).toMatchObject({ file: 'mine.yml', line: 5 });
    expect(problem?.what).toMatch(/^not valid YAML: /);
  });
  it('a key given twice', () => {
    expect(places(check(`${FREE}  - id: a\n    say: mine.a\n    say: mine.b\n`))).toEqual([
      'mine.yml:6: not valid YAML: Map keys must be unique',
    ]);
  });
  it('the words on, yes and no are words', () => {
    const flow = `${FREE}  - id: a
    ask: x
    as: choice
    prompt: mine.a
    options: [{ value: yes, label: mine.y }, { value: no, label: mine.n }, { value: on, label: mine.o }]
    next: { yes: end, no: end, on: end }
`;
    expect(check(flow)).toEqual([]);
  });
  it('another name than its file', () => {
    const dialogs = parseDialogs({
      flows: [{ file: 'flows/his.yml', source: `${FREE}  - { id: a, say: mine.a }\n` }],
      patterns: [],
      texts: new Map(),
    });
    expect(places([...dialogs.problems])).toEqual([
      'flows/his.yml:1: the flow is called "mine" but its file "his"',
    ]);
  });
});

describe('a mistake in the texts', () => {
  const flow = `${FREE}  - id: a\n    say: [mine.one, mine.two]\n  - { id: b, ask: x, as: text, prompt: mine.ask }\n`;
  function texts(id: string, en: string): DialogTexts {
    const base = allTexts([...sources(FLOWS), ...shopPatterns()], FLOWS);
    return new Map(
      [...base].map(([locale, entries]) => {
        const all = new Map<string, TextEntry>(entries);
        addTexts(all, `locales/${locale}/mine.json`, locale === 'id' ? id : en, []);
        return [locale, all];
      }),
    );
  }
  const good = '{\n  "title": "t",\n  "one": "1",\n  "two": "2",\n  "ask": "?"\n}';

  it('none is none', () => expect(check(flow, { texts: texts(good, good) })).toEqual([]));
  it('missing in one language: said where it is used and where it stands alone', () => {
    const short = good.replace('  "two": "2",\n', '');
    const problems = check(flow, { texts: texts(good, short) });
    expect(places(problems)).toEqual([
      'locales/id/mine.json:4: the text "mine.two" stands in id but not in en',
      'mine.yml:5: the text "mine.two" is missing in en',
    ]);
    expect(problems[1]?.fix).toBe('add "two" to locales/en/mine.json');
  });
  it('missing in all, with the key that was meant', () => {
    const problems = check(flow.replace('mine.two', 'mine.tow'), { texts: texts(good, good) });
    expect(problems.map(formatProblem)).toEqual([
      'mine.yml:5: the text "mine.tow" is missing in id, en. there would be nothing to say. ' +
        'add "tow" to locales/id/mine.json and locales/en/mine.json, or did you mean "mine.two".',
    ]);
  });
  it('a title is missing', () => {
    const untitled = good.replace('  "title": "t",\n', '');
    expect(places(check(flow, { texts: texts(untitled, untitled) }))).toEqual([
      'mine.yml:1: the text "mine.title" is missing in id, en',
    ]);
  });
  it('plural forms count as the key, and may leave the number to the form', () => {
    const plural = good.replace('"two": "2"', '"two_one": "one",\n  "two_other": "{{count}} of them"');
    expect(check(flow, { texts: texts(good.replace('"2"', '"{{count}} buah"'), plural) })).toEqual([]);
  });
  it('a place to fill in is missing in one language', () => {
    const filled = good.replace('"2"', '"{{total}} dari {{count}}"');
    expect(places(check(flow, { texts: texts(filled, good.replace('"2"', '"{{ count }}"')) }))).toEqual([
      'locales/en/mine.json:4: "mine.two" has no {{total}} in en, but has it in id',
    ]);
  });
  it('a file that is no JSON', () => {
    const problems: Problem[] = [];
    addTexts(new Map(), 'locales/id/mine.json', '{\n  "a": "b",\n}', problems);
    expect(problems[0]).toMatchObject({ file: 'locales/id/mine.json', line: 3 });
  });
});

describe('a mistake in a pattern', () => {
  const flow = `${FREE}  - { id: a, say: mine.a }\n`;
  const change = (name: string, edit: (source: string) => string | undefined) =>
    shopPatterns().flatMap(({ file, source }) => {
      const changed = file.endsWith(`/${name}.yml`) ? edit(source) : source;
      return changed === undefined ? [] : [{ file: file.replace(/.*\//, 'patterns/'), source: changed }];
    });
  const rows: [string, string, (source: string) => string | undefined, string[]][] = [
    ['missing', 'skip', () => undefined, ['dialogs/patterns/skip.yml:1: the pattern "skip" is missing']],
    [
      'unknown',
      'skip',
      (source) => source.replace('pattern: skip', 'pattern: skp'),
      ['patterns/skip.yml:2: there is no pattern "skp"'],
    ],
    [
      'situation without words, words without situation',
      'cancel',
      (source) => source.replace('cancelled:', 'canceled:'),
      [
        'patterns/cancel.yml:3: pattern "cancel" has no text for "cancelled"',
        'patterns/cancel.yml:4: pattern "cancel" has no situation "canceled"',
      ],
    ],
    [
      'flow that is not there',
      'verify',
      (source) => source.replace('flow: verify', 'flow: verifi'),
      ['patterns/verify.yml:3: there is no flow "verifi"'],
    ],
    [
      'flow that a debtor could start',
      'verify',
      (source) => source.replace('flow: verify', 'flow: person'),
      ['person.yml:1: "person" is not "called_only"'],
    ],
    [
      'action that is not there',
      'human',
      (source) => source.replace('handoff.start', 'handoff.begin'),
      ['patterns/human.yml:3: there is no action "handoff.begin"'],
    ],
  ];
  it.each(rows)('%s', (_, name, edit, found) => {
    expect(places(check(flow, { patterns: change(name, edit) }))).toEqual(found);
  });
});

it('everything wrong is told at once, sorted, each with its reason and remedy', () => {
  const flow = `${FREE}  - id: a\n    say: mine.a\n    next: nowhere\n  - id: b\n    do: no.such\n    next: {}\n`;
  const problems = check(flow, { without: ['proof'] });
  expect(places(problems)).toEqual([
    'mine.yml:6: "nowhere" is no step of this flow',
    'mine.yml:7: no step leads to "b"',
    'mine.yml:8: there is no action "no.such"',
  ]);
  for (const { why, fix } of problems) expect(why.length * fix.length).toBeGreaterThan(0);
});
