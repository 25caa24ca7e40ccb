import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadDialogs } from '../../src/dialog/load-dialogs.ts';
import { projectRoot } from '../../src/shared/project-root.ts';
import { runTranscript } from './run.ts';
import { readTranscript } from './transcript.ts';

const root = projectRoot();
const here = join(root, 'test', 'transcripts');
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yml'))
  .sort();
const ran = new Set<string>();

describe('transcripts', () => {
  for (const name of files) {
    it(name.replace(/\.yml$/, ''), async () => {
      await runTranscript(readTranscript(join(here, name)), (flow, step) => ran.add(`${flow}.${step}`));
    });
  }

  it('run every step of every flow', () => {
    const dialogs = loadDialogs({ dialogsDir: join(root, 'dialogs'), localesDir: join(root, 'locales') });
    const steps = [...dialogs.flows.values()].flatMap((flow) =>
      flow.steps.map((step) => `${flow.name}.${step.id}`),
    );
    const missing = steps.filter((step) => !ran.has(step));
    console.info(`flow steps covered by transcripts: ${steps.length - missing.length} of ${steps.length}`);
    expect(missing, `not run by any transcript in ${relative(root, here)}`).toEqual([]);
  });

  afterAll(() => ran.clear());
});
