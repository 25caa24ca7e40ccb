import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DemoInboxMessage } from '../../src/http/contract/webchat.ts';
import { httpServer, webFolder } from '../support/http-server.ts';

const SCRIPT = `console.log('${'sapa '.repeat(500)}')`;
const files = {
  'widget.js': SCRIPT,
  'cards-3f9a2c1b.js': 'cards',
  'demo/shop.html': '<!doctype html><title>Toko</title>',
  'demo/shop.css': 'body{}',
  'demo/inbox.html': '<!doctype html><title>Kotak masuk</title>',
  'notes.txt': 'not for the web',
};
const mail: DemoInboxMessage = {
  to: 'a@b.example',
  channel: 'email',
  subject: 's',
  text: 't',
  at: '2026-03-11T10:00:00Z',
};
const demo = { inbox: async () => [mail] };

describe('the widget', () => {
  it('is loaded by any page, compressed, and asked for again only when it has changed', async () => {
    const folder = webFolder(files);
    const app = await httpServer({ config: { webFolder: folder } });
    const get = (headers: Record<string, string>) => app.inject({ url: '/widget.js', headers });
    const br = await get({ 'accept-encoding': 'gzip, deflate, br' });
    expect(br.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    });
    expect(br.headers['cache-control']).toMatch(/^public, max-age=300/);
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(SCRIPT);
    expect(gunzipSync((await get({ 'accept-encoding': 'gzip, br;q=0' })).rawPayload).toString()).toBe(SCRIPT);
    expect((await get({})).body).toBe(SCRIPT);
    const etag = String(br.headers.etag);
    const again = await get({ 'accept-encoding': 'br', 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    writeFileSync(join(folder, 'widget.js'), 'mended');
    utimesSync(join(folder, 'widget.js'), new Date(), new Date(Date.now() + 5_000));
    const mended = await get({ 'if-none-match': etag });
    expect([mended.statusCode, mended.body]).toEqual([200, 'mended']);
  });

  it('has parts that never change, where their name has a hash', async () => {
    const app = await httpServer({ config: { webFolder: webFolder(files) } });
    const part = await app.inject('/cards-3f9a2c1b.js');
    expect(part.headers['cache-control']).toContain('immutable');
  });

  it('is all that can be had: no other file, no way out of the folder, no demonstration', async () => {
    const app = await httpServer({ config: { webFolder: webFolder(files) } });
    for (const url of [
      '/notes.txt',
      '/../package.json',
      '/%2e%2e/package.json',
      '/demo/shop',
      '/demo/inbox.json',
      '/',
      '/demo/shop.html',
    ])
      expect((await app.inject(url)).statusCode).toBe(404);
  });
});

describe('the demonstration', () => {
  it('shows its pages under a strict policy', async () => {
    const app = await httpServer({ config: { webFolder: webFolder(files) }, demo });
    for (const url of ['/demo/shop', '/demo/inbox', '/demo/shop/']) {
      const page = await app.inject(url);
      expect(page.statusCode).toBe(200);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      const policy = String(page.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(page.headers['x-frame-options']).toBeDefined();
    }
    expect((await app.inject('/demo/shop.css')).headers['content-type']).toContain('text/css');
    expect((await app.inject('/')).headers.location).toBe('/demo/shop');
  });

  it('has its inbox as JSON', async () => {
    const app = await httpServer({ config: { webFolder: webFolder(files) }, demo });
    const inbox = await app.inject('/demo/inbox.json');
    expect(inbox.json()).toEqual([mail]);
    expect(inbox.headers['cache-control']).toBe('no-store');
    expect(inbox.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('answers that are data', () => {
  it('tell browsers to do nothing with them', async () => {
    const plain = (await (await httpServer()).inject('/healthz')).headers;
    expect(plain).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(plain['strict-transport-security']).toBeUndefined();
    const secure = await httpServer({ config: { publicUrl: 'https://bot.example' } });
    expect((await secure.inject('/healthz')).headers['strict-transport-security']).toContain('max-age=');
  });
});
