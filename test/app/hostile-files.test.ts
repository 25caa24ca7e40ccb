import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { testApp } from '../support/app.ts';
import { png } from '../support/files.ts';
import { everythingStored } from '../support/stored.ts';
import { type Activity, Visitor } from '../support/visitor.ts';
import { shown } from '../transcripts/run.ts';

let app: App;
afterEach(() => app.stop());

async function verified(number = 'D-2001', site = 'demo-en'): Promise<Visitor> {
  app ??= await testApp();
  const visitor = new Visitor(app);
  await visitor.open(site, 'en');
  await visitor.say('what do I owe');
  await visitor.say(number);
  await visitor.say(visitor.code()!);
  return visitor;
}

const stored = (column: string) =>
  everythingStored(app.config.DATA_DIR).filter((line) => line.startsWith(`${column}: `));

describe('an upload', () => {
  const refused: [name: string, file: string, bytes: Buffer][] = [
    ['a program named as a picture', 'slip.png', Buffer.from('MZ\x90\x00 this program cannot be run')],
    ['a page named as a picture', 'slip.png', Buffer.from('<!doctype html><script>alert(1)</script>')],
    [
      'a drawing with a script',
      'slip.png',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ['XML before the drawing', 'slip.svg', Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>')],
    ['a ZIP named as a PDF', 'slip.pdf', Buffer.from('PK\x03\x04\x14\x00\x00\x00\x08\x00', 'latin1')],
    [
      'a page that pretends to be a picture',
      'slip.gif',
      Buffer.from('GIF89a/*<script>alert(1)</script>*/=0'),
    ],
    ['nothing at all', 'slip.png', Buffer.alloc(0)],
    ['words', 'slip.pdf', Buffer.from('I paid, believe me')],
    [
      'one byte more than 10 MB',
      'slip.png',
      Buffer.concat([png(), Buffer.alloc(10 * 1024 * 1024 + 1 - png().length)]),
    ],
  ];

  it('of anything but a picture or a PDF, or too large, is refused with the reason and kept nowhere', async () => {
    app = await testApp();
    const visitor = await verified();
    for (const [name, file, bytes] of refused) {
      const answer = await visitor.uploadBytes(file, bytes);
      expect(answer[0]?.type, name).toBe('refusal');
      expect(shown(answer), name).not.toMatch(/undefined|Error:|\n\s+at /);
    }
    expect(stored('attachments.id')).toEqual([]);
  }, 30_000);

  it('of exactly 10 MB is taken', async () => {
    app = await testApp();
    const visitor = await verified();
    const full = Buffer.concat([png(), Buffer.alloc(10 * 1024 * 1024 - png().length, 7)]);
    expect(shown(await visitor.uploadBytes('slip.png', full))).toContain('Which invoice');
  });

  it('that is a picture and a page at once is only ever served as a picture, and not to be run', async () => {
    app = await testApp();
    const visitor = await verified();
    const polyglot = Buffer.concat([png(), Buffer.from('<html><script>alert(1)</script></html>')]);
    await visitor.uploadBytes('slip.html', polyglot);
    const { url } = await seenFile(visitor);
    const answer = await app.server.inject({ url });
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'|sandbox/);
  });

  it('under a name that is an attack is kept under a harmless one', async () => {
    app = await testApp();
    const visitor = await verified();
    const names = [
      '../../../etc/passwd',
      '..\\..\\boot.ini',
      '<img src=x onerror=alert(1)>.png',
      'gpj\u202e.exe.png',
      'a'.repeat(300),
      'slip\u0000.png',
      '...',
      'CON "quoted"; filename*=x.png',
      '4111 1111 1111 1111.png',
    ];
    for (const [index, name] of names.entries()) {
      await visitor.say('cancel');
      const encoded = name.replaceAll('"', '%22').replaceAll('\u0000', '%00');
      const heard = await visitor.uploadBytes(encoded, png(index + 10));
      expect(shown(heard), name).not.toMatch(/went wrong/);
    }
    const kept = stored('attachments.file_name').map((line) => line.slice('attachments.file_name: '.length));
    expect(kept.length).toBe(names.length);
    for (const name of kept) {
      expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}]|^\.+$/u);
      expect(name.length).toBeLessThanOrEqual(120);
      expect(name).not.toContain('4111');
    }
  });

  it('can be read only with its own unguessable address, and lies encrypted', async () => {
    app = await testApp();
    const visitor = await verified();
    const bytes = Buffer.concat([png(), Buffer.from('ZEBRA-CONTENT')]);
    await visitor.uploadBytes('slip.png', bytes);
    expect(everythingStored(app.config.DATA_DIR).join('\n')).not.toContain('ZEBRA-CONTENT');
    const { url } = await seenFile(visitor);
    const own = await app.server.inject({ url });
    expect(own.rawPayload.equals(bytes)).toBe(true);
    const path = new URL(url, 'http://x').pathname;
    const [token, name] = path.split('/').slice(-2) as [string, string];
    for (const guess of [
      token.slice(0, -1),
      `${token.slice(0, -4)}AAAA`,
      token.toLowerCase(),
      '1',
      name,
      '..%2f',
    ]) {
      const other = path.replace(token, guess);
      const answer = await app.server.inject({ url: other });
      expect(answer.statusCode, other).toBe(404);
      expect(answer.body).not.toContain('ZEBRA');
    }
  });
});

/** The address under which the page sees the file the visitor sent last. */
async function seenFile(visitor: Visitor): Promise<{ url: string }> {
  const answer = await app.server.inject({
    url: `/v3/directline/conversations/${visitor.conversationId}/activities?watermark=0`,
    headers: { authorization: `Bearer ${visitor.token}` },
  });
  const { activities } = answer.json() as { activities: Activity[] };
  const url = activities
    .flatMap((one) => one.attachments ?? [])
    .findLast((one) => one.contentUrl)?.contentUrl;
  expect(url).toBeDefined();
  const { pathname, search } = new URL(url!, 'http://x');
  return { url: pathname + search };
}

describe('a slip', () => {
  it('of another debtor tells nobody that it was seen before', async () => {
    app = await testApp();
    const first = await verified('D-2001');
    for (const text of ['send proof of payment', '1']) await first.say(text);
    await first.uploadBytes('slip.png', png(77));
    await first.say('skip');
    expect(shown(await first.say('skip'))).toMatch(/receipt number P-\d+/);

    const second = await verified('D-2002');
    await second.say('send proof of payment');
    if (second.choices.length > 0) await second.say('1');
    await second.uploadBytes('slip.png', png(77));
    await second.say('skip');
    const heard = shown(await second.say('skip'));
    expect(heard).toMatch(/We have received your proof/);
    expect(heard).not.toMatch(/same proof|0502|Fictional/);

    // Sent again by the first: the same one, told with its number.
    await first.say('send proof of payment');
    await first.say('1');
    const again = shown(await first.uploadBytes('other-name.png', png(77)));
    expect(again).toMatch(/the same proof .* receipt number P-\d+/s);
  });

  it('cannot be put to the invoice of another debtor', async () => {
    app = await testApp();
    const visitor = await verified('D-2001');
    for (const text of [
      'proof of payment for INV-2026-0511',
      'INV-2026-0511',
      'INV-2026-0511 and INV-2026-0502',
    ]) {
      const heard = shown(await visitor.say(text));
      expect(heard, text).not.toMatch(/640|Sample|slip or/);
    }
    const linked = stored('payment_proof_invoices.invoice_id');
    expect(linked).toHaveLength(1);
  });

  it('before anybody was verified is kept, but for no debt', async () => {
    app = await testApp();
    const visitor = new Visitor(app);
    await visitor.open('demo-en', 'en');
    const heard = shown(await visitor.uploadBytes('slip.png', png(5), 'proof for INV-2026-0502'));
    expect(heard).toContain('If that number is registered');
    expect(heard).not.toMatch(/US\$|0502|received|receipt/);
  });
});
