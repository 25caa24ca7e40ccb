import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openProgress } from '../../../src/receivables/import/progress.ts';

describe('the progress bar', () => {
  it('is drawn on a terminal and says nothing elsewhere', async () => {
    const stream = new PassThrough();
    const silent = await openProgress(false, 'data.csv', stream);
    silent.update(0.5);
    silent.stop();
    expect(stream.read()).toBeNull();

    const bar = await openProgress(true, 'data{bar}.csv', stream);
    bar.update(0.5);
    bar.update(1.2);
    bar.stop();
    const drawn = String(stream.read());
    expect(drawn).toContain('databar.csv [');
    expect(drawn).toMatch(/ (0|50|100)% · .* left/);
  });
});
