import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import { contentDisposition } from '../../../src/shared/content-disposition.ts';
import { testApp } from '../../support/app.ts';
import { run } from '../../support/debtor.ts';
import { fileNamed, png } from '../../support/files.ts';
import type { Visitor } from '../../support/visitor.ts';
import { idsOf, type Reader, reader, rows, verifiedVisitor } from './casefile-world.ts';

let app: App;
let own: Reader;
let visitor: Visitor;
let creditorId: number;

beforeAll(async () => {
  app = await testApp();
  ({ creditorId } = await idsOf(app, 'D-2001'));
  own = await reader(app, { creditorIds: [creditorId] });
  visitor = await verifiedVisitor(app);
});
afterAll(() => app.stop());

/** Sends a file as the debtor; resolves with its address in the console. */
async function uploaded(name: string, bytes: Buffer): Promise<string> {
  await visitor.uploadBytes(name, bytes);
  const [row] = await rows<{ token: string }>(app, 'SELECT token FROM attachments ORDER BY id DESC LIMIT 1');
  return `/files/${row!.token}`;
}

describe('GET /files/:token', () => {
  it('shows a picture, and gives everything else out to be saved', async () => {
    const picture = await own.get(await uploaded('bukti "transfer" ü.png', png(3)));
    expect(picture.statusCode).toBe(200);
    expect(picture.rawPayload).toEqual(png(3));
    expect(picture.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(picture.headers['content-disposition']).toMatch(
      /^inline; filename="[\w .()-]+"; filename\*=UTF-8''/,
    );
    expect(picture.headers['access-control-allow-origin']).toBeUndefined();
    const pdf = await own.get(await uploaded('slip.pdf', fileNamed('slip.pdf')));
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="slip.pdf"; filename*=UTF-8''slip.pdf`,
    });
  });

  it('names no kind that it does not know', async () => {
    const url = await uploaded('page.png', png(4));
    for (const kind of [
      'text/html',
      'image/svg+xml',
      'text/xml',
      'application/xhtml+xml',
      'IMAGE/PNG',
      'text/html\r\nx: y',
    ]) {
      await app.database.write(async (tx) => {
        run(tx, 'UPDATE attachments SET media_type = @kind WHERE token = @token', {
          kind,
          token: url.slice(7),
        });
      });
      const answer = await own.get(url);
      expect(answer.headers['content-type'], kind).toBe('application/octet-stream');
      expect(answer.headers['content-disposition'], kind).toMatch(/^attachment; /);
    }
  });

  it('opens for nobody without a session, of another creditor, or with a guess', async () => {
    const url = await uploaded('mine.png', png(5));
    expect((await app.server.inject({ url: `/console/api${url}` })).statusCode).toBe(401);
    const [foreign] = await rows<{ id: number }>(app, 'SELECT id FROM creditors WHERE id <> ?', creditorId);
    const stranger = await reader(app, { creditorIds: [foreign!.id] });
    expect((await stranger.get(url)).statusCode).toBe(404);
    const last = url.at(-1) === 'A' ? 'B' : 'A';
    const guesses = [
      '/files/x',
      `/files/${'a'.repeat(32)}`,
      `${url.slice(0, -1)}${last}`,
      '/files/..%2f..%2fetc%2fpasswd',
    ];
    for (const guess of [...guesses, `/files/${'a'.repeat(299)}`, "/files/' OR 1=1 --      "]) {
      expect((await own.get(guess)).statusCode, guess).toBe(404);
    }
    const auditor = await reader(app, { role: 'auditor' });
    expect((await auditor.get(url)).statusCode).toBe(200);
  });

  it('is written down', async () => {
    const fresh = await reader(app, { creditorIds: [creditorId] });
    await fresh.get(await uploaded('seen.png', png(6)));
    expect(
      await rows(app, 'SELECT what, detail FROM collector_audit WHERE collector_id = ?', fresh.account.id),
    ).toEqual([{ what: 'attachment_opened', detail: null }]);
  });
});

describe('a file’s name in a header', () => {
  const names: [given: string, encoded: string][] = [
    ['bukti.pdf', 'bukti.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\slips\\a.png', 'a.png'],
    ['a"; filename=b.html', 'a%22%3B%20filename%3Db.html'],
    ['x\r\nSet-Cookie: a=b', 'xSet-Cookie%3A%20a%3Db'],
    ['x\u0000.exe', 'x.exe'],
    ['gpj.\u202eexe', 'gpj.exe'],
    ["it's (1)*!.pdf", 'it%27s%20%281%29%2A%21.pdf'],
    ['\u2028\u2029', 'file'],
    ['...', 'file'],
    ['', 'file'],
    ['half \ud800 a character', 'half%20%EF%BF%BD%20a%20character'],
    ['<svg onload=alert(1)>', '%3Csvg%20onload%3Dalert%281%29%3E'],
    ['%2e%2e%2f', '%252e%252e%252f'],
  ];
  it('stays a name', () => {
    for (const [given, encoded] of names) {
      const header = contentDisposition('attachment', given);
      expect(header, given).toMatch(/^attachment; filename="[\w.() -]+"; filename\*=UTF-8''[\w.%~-]+$/);
      expect(header.split("''")[1], given).toBe(encoded);
    }
    expect(contentDisposition('inline', '🙂'.repeat(5000)).length).toBeLessThan(4000);
  });
});
