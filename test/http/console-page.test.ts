import { describe, expect, it } from 'vitest';
import { httpServer, webFolder } from '../support/http-server.ts';

const PAGE = '<!doctype html><meta name="style-nonce" content="__NONCE__"><div id="root"></div>';
const files = {
  'console/index.html': PAGE,
  'console/assets/index-0a1b2c3d.js': 'console.log(1)',
  'console/assets/icon-0a1b2c3d.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'console/.vite/manifest.json': '{"secret":true}',
};
const server = () => httpServer({ config: { webFolder: webFolder(files) } });

describe("the console's page", () => {
  it('answers at its address and every address below it, each time with a nonce of its own', async () => {
    const app = await server();
    const nonces = new Set<string>();
    for (const url of ['/console', '/console/', '/console/queue', '/console/conversations/7?x=1']) {
      const page = await app.inject(url);
      expect([url, page.statusCode, page.headers['content-type']]).toEqual([
        url,
        200,
        'text/html; charset=utf-8',
      ]);
      expect(page.headers['cache-control']).toBe('no-store');
      const nonce = /content="([\w-]{20,})"/.exec(page.body)?.[1];
      expect(page.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
      nonces.add(nonce!);
    }
    expect(nonces.size).toBe(4);
  });

  it('may run only scripts of ours, be framed by nobody, and send no form elsewhere', async () => {
    const { headers } = await (await server()).inject('/console');
    const policy = String(headers['content-security-policy']);
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "object-src 'none'",
    ]) {
      expect(policy.split('; ')).toContain(rule);
    }
    expect(policy).not.toMatch(/unsafe/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  it('has files that never change, and nothing else of its folder', async () => {
    const app = await server();
    const script = await app.inject('/console/assets/index-0a1b2c3d.js');
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.headers['content-type']).toContain('text/javascript');
    for (const url of [
      '/console/assets/none-0a1b2c3d.js',
      '/console/assets',
      '/console/api/none',
      '/console/live',
    ]) {
      const answer = await app.inject(url);
      expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([
        url,
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
    expect((await app.inject('/console/.vite/manifest.json')).body).not.toContain('secret');
    expect((await app.inject('/console/..%2f..%2fpackage.json')).body).not.toContain('"name"');
  });

  it('is not there when it was not built', async () => {
    const app = await httpServer({ config: { webFolder: webFolder({}) } });
    expect((await app.inject('/console')).statusCode).toBe(404);
  });
});
