import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltFile, buildWeb } from '../../scripts/build-web.mjs';

let outDir: string;
let files: BuiltFile[];
beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'sapa-build-'));
  ({ files } = await buildWeb({ outDir }));
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

const read = (name: string) => readFile(join(outDir, name), 'utf8');

describe('the built web pages', () => {
  it('keep the widget under 30 KB gzipped', () => {
    const widget = files.find((file) => file.name === 'widget.js');
    expect(widget?.gzipBytes).toBeLessThan(30 * 1024);
  });

  it('have no way to turn text into markup or code', async () => {
    for (const { name } of files.filter((file) => file.name.endsWith('.js'))) {
      const code = await read(name);
      expect(
        code.match(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc/g),
      ).toBeNull();
    }
  });

  it('name no source maps and no other servers', async () => {
    for (const { name } of files) {
      const text = await read(name);
      expect(text).not.toContain('sourceMappingURL');
      expect(text.replaceAll('http://www.w3.org/2000/svg', '').match(/https?:\/\/[\w.-]+/g)).toBeNull();
    }
  });

  it('need no inline script or style', async () => {
    for (const name of ['demo/shop.html', 'demo/inbox.html']) {
      const page = await read(name);
      expect(page.match(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/g)).toBeNull();
    }
  });
});
