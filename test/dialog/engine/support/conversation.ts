import { join } from 'node:path';
import type { Heard } from '../../../../src/dialog/action.ts';
import { checkDialogs, formatProblem } from '../../../../src/dialog/check-flows.ts';
import { createEngine, type TurnResult } from '../../../../src/dialog/engine.ts';
import { parseDialogs, readYamlDir, type SourceFile } from '../../../../src/dialog/load-dialogs.ts';
import type { DialogTexts } from '../../../../src/dialog/loading/load-texts.ts';
import type { Line, Reply, Slots, SlotValue } from '../../../../src/dialog/reply.ts';
import { type DialogState, newState } from '../../../../src/dialog/state.ts';
import { FLOWS } from './flows.ts';
import { scriptedUnderstanding } from './scripted-understanding.ts';
import { type Shop, scopeOf, shopActions, shopKinds } from './shop.ts';

const patternsDir = join(import.meta.dirname, '../../../../dialogs/patterns');

/** The real patterns, with the flow of this shop that verifies. */
export function shopPatterns(): SourceFile[] {
  return readYamlDir(patternsDir).map(({ file, source }) => ({
    file,
    source: source.replace('verify_identity', 'verify').replace('offer_call_back', 'call_back'),
  }));
}

export function sources(flows: Record<string, string>): SourceFile[] {
  return Object.entries(flows).map(([name, source]) => ({ file: `${name}.yml`, source: source.trimStart() }));
}

/** Every key in the sources with itself as text, in both languages. */
export function allTexts(files: readonly SourceFile[], flows: Record<string, string>): DialogTexts {
  const keys = files.flatMap(({ source }) =>
    [...source.matchAll(/\b[a-z_]+\.[a-z_]+\b/g)].map(([key]) => key),
  );
  const titles = Object.keys(flows).map((name) => `${name}.title`);
  const entries = new Map(
    [...keys, ...titles].map((key) => [key, { text: key, file: `${key}.json`, line: () => 1 }]),
  );
  return new Map([
    ['id', entries],
    ['en', entries],
  ]);
}

export function shopDialogs(flows: Record<string, string>) {
  const files = sources(flows);
  const patterns = shopPatterns();
  return parseDialogs({ flows: files, patterns, texts: allTexts([...files, ...patterns], flows) });
}

let usual: ReturnType<typeof makeEngine> | undefined;

/** An engine over the shop's flows; throws when the check finds anything. */
export function shopEngine(changes: Record<string, string | undefined> = {}) {
  if (Object.keys(changes).length > 0) return makeEngine(changes);
  usual ??= makeEngine({});
  return usual;
}

function makeEngine(changes: Record<string, string | undefined>) {
  const flows = Object.fromEntries(
    Object.entries({ ...FLOWS, ...changes }).filter((one): one is [string, string] => one[1] !== undefined),
  );
  const dialogs = shopDialogs(flows);
  const problems = checkDialogs(dialogs, { actions: shopActions, valueKinds: shopKinds });
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join('\n'));
  return createEngine({
    dialogs,
    actions: shopActions,
    valueKinds: shopKinds,
    understanding: scriptedUnderstanding,
  });
}

/** A conversation with the shop, whose answers read as `key(slot) + key [choice, choice] / next message`. */
export function conversation(
  options: { verified?: boolean; flows?: Record<string, string | undefined> } = {},
) {
  let engine = shopEngine(options.flows);
  const shop: Shop = {
    verified: options.verified ?? false,
    code: '123456',
    done: [],
    locale: 'id',
    now: Date.UTC(2026, 2, 11, 3),
    handoffOpen: false,
  };
  let state: DialogState = newState('id');
  let last: TurnResult | undefined;
  return {
    shop,
    get state() {
      return state;
    },
    set state(value: DialogState) {
      state = value;
    },
    get last() {
      return last!;
    },
    /** The same conversation after other flows were deployed. */
    redeploy(flows: Record<string, string | undefined>) {
      engine = shopEngine({ ...options.flows, ...flows });
    },
    async join(): Promise<string> {
      return this.take(await engine.turn(scopeOf(shop), state, { join: true }));
    },
    async begin(flow: string): Promise<string> {
      return this.take(await engine.turn(scopeOf(shop), state, { begin: flow }));
    },
    async say(text: string, ...fileNames: string[]): Promise<string> {
      return this.send(text, {}, ...fileNames);
    },
    /** The same with what a channel knows beside the words. */
    async send(
      text: string,
      more: Pick<Heard, 'unreadable' | 'quoted' | 'corrects'>,
      ...fileNames: string[]
    ): Promise<string> {
      const scope = scopeOf(shop);
      const files = fileNames.map((name, index) => ({
        id: index + 1,
        name,
        mediaType: 'image/png',
        size: 9,
      }));
      const understood = scriptedUnderstanding.understand(text, scope);
      const before = JSON.stringify(state);
      const result = await engine.turn(scope, state, { text, files, understood, ...more });
      if (JSON.stringify(state) !== before) throw new Error('the engine changed the state it was given');
      return this.take(result);
    },
    take(result: TurnResult): string {
      const stored = JSON.stringify(result.state);
      state = JSON.parse(stored) as DialogState;
      shop.locale = state.locale;
      last = result;
      return result.replies.map(replyText).join(' / ');
    },
  };
}

export function replyText(reply: Reply): string {
  const lines = reply.lines.map(lineText).join(' + ');
  const choices = reply.choices?.map(({ label }) => ('key' in label ? label.key : label.verbatim));
  return choices ? `${lines} [${choices.join(', ')}]` : lines;
}

function lineText(line: Line): string {
  if ('verbatim' in line) return line.verbatim;
  const task = taskOf(line.slots);
  return line.key.replace(/^patterns\./, '~') + (task ? `(${task})` : '');
}

function taskOf(slots: Slots | undefined): string | undefined {
  const task: SlotValue | undefined = slots?.task;
  return task && typeof task === 'object' && 'key' in task ? task.key.replace('.title', '') : undefined;
}
