import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/shared/project-root.ts';
import { sourceOf } from './source.ts';

const web = sourceOf(join(projectRoot(), 'src/web'));
const found = (pattern: RegExp) =>
  web.flatMap(({ path, code }) => (code.match(pattern) ?? []).map((what) => `${path}: ${what}`));

describe('what debtors and files say is text, and nothing but text', () => {
  it('is never given to the browser as markup or code', () => {
    expect(web.length).toBeGreaterThan(100);
    expect(
      found(
        /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcDoc|\beval\(|new Function\(/g,
      ),
    ).toEqual([]);
  });

  it('is never an address: a link leads to a page of ours or to a file by its own path', () => {
    const links = web.flatMap(({ path, code }) =>
      [...code.matchAll(/\b(?:href|xlinkHref|formAction|action)=\{([^}]*)\}/g)].map((found) => {
        const what = found[1]!.trim();
        const tag = code.slice(
          code.slice(0, found.index).search(/<[A-Za-z](?![\s\S]*<[A-Za-z])/),
          found.index,
        );
        // The router puts its own path before whatever it is given.
        const routed = /^<Link\b|component=\{Link\}/.test(tag);
        // Looked at before: one slash, so of this origin.
        const looked = code.includes(`const ${what} = /^\\/(?!\\/)/.test(`);
        return { path, what, fine: routed || looked || /^(`\/[\w-]+|'\/)/.test(what) };
      }),
    );
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter(({ fine }) => !fine)).toEqual([]);
  });

  it('reaches an old window by no link: target=_blank always says noopener', () => {
    for (const { path, code } of web) {
      const links = [...code.matchAll(/<[^<>]*target="_blank"[^<>]*>/g)].map(([tag]) => tag);
      expect({ path, bad: links.filter((tag) => !/rel="[^"]*noopener/.test(tag)) }).toEqual({
        path,
        bad: [],
      });
    }
  });

  it('is not turned into words by the translations either: no text holds markup', () => {
    const folder = join(projectRoot(), 'src/web/console/texts');
    for (const locale of ['id', 'en']) {
      for (const name of readdirSync(join(folder, locale)).filter((one) => one.endsWith('.json'))) {
        expect(readFileSync(join(folder, locale, name), 'utf8')).not.toMatch(/<\/?[a-z]/i);
      }
    }
  });
});
