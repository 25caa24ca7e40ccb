import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
};
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
/** The smallest picture a browser loads. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNg+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Serves the built widget and demonstration pages under a policy as strict as the real server's. */
export async function serveFile(assets: string, path: string, inbox: object, response: ServerResponse) {
  if (path === '/demo/inbox.json') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(inbox));
    return;
  }
  if (path.startsWith('/files/')) {
    response.writeHead(200, { 'content-type': path.endsWith('.pdf') ? 'application/pdf' : 'image/png' });
    response.end(PIXEL);
    return;
  }
  const file = /^\/demo\/(shop|inbox)$/.test(path) ? `${path}.html` : path;
  const content = await readFile(join(assets, file)).catch(() => undefined);
  if (!content) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': PAGE_POLICY,
  });
  response.end(content);
}

/** A page of somebody else's, on an origin of its own, that embeds the widget under a strict policy. */
export async function startHostPage(apiBase: string, attributes = 'data-site-key="demo" data-locale="id"') {
  const api = new URL(apiBase).host;
  const policy = [
    "default-src 'self'",
    `script-src http://${api}`,
    `connect-src http://${api} ws://${api}`,
    `img-src http://${api}`,
    "require-trusted-types-for 'script'",
  ].join('; ');
  const html = `<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Situs</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="${apiBase}/widget.js" ${attributes} defer></script></head>
<body><main><h1>Situs pelanggan</h1><p>Halaman biasa dengan <a href="#x">tautan</a>.</p></main></body></html>`;
  const server = createServer((request, response) => {
    if (request.url !== '/') return void response.writeHead(204).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
