import { afterEach, describe, expect, it } from 'vitest';
import { type CloudWorld, cloudWorld } from './world.ts';

const HERS = '+6281234567890';
let world: CloudWorld;
afterEach(() => world.close());

describe('the handshake', () => {
  const ask = (token: string, more: Record<string, string> = {}) =>
    fetch(
      `${world.webhook}?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444', ...more })}`,
    );

  it('repeats the challenge to whoever knows the token of any of our numbers', async () => {
    world = await cloudWorld({ numbers: [{ phone: '+622150001000' }, { phone: '+622150002000' }] });
    for (const { account } of world.offices) {
      const response = await ask(account.cloud!.verifyToken);
      expect([response.status, await response.text()]).toEqual([200, '1158201444']);
      expect(response.headers.get('content-type')).toContain('text/plain');
    }
  });

  it('refuses another token, none, another mode and a challenge that is none', async () => {
    world = await cloudWorld();
    const token = world.office.account.cloud!.verifyToken;
    expect((await ask(`${token}x`)).status).toBe(403);
    expect((await ask('')).status).toBe(403);
    expect((await ask(token, { 'hub.mode': 'unsubscribe' })).status).toBe(400);
    expect((await ask(token, { 'hub.challenge': '<script>alert(1)</script>' })).status).toBe(400);
  });
});

describe('the signature', () => {
  it('lets what Meta signed in, and answers after it is stored', async () => {
    world = await cloudWorld();
    const hers = world.meta.debtor({ phone: HERS });
    expect((await hers.writes(world.office.number, 'tagihan saya berapa ya')).status).toBe(200);
    expect(world.office.inbox()).toMatchObject([
      { kind: 'text', text: 'tagihan saya berapa ya', author: 'debtor', party: { phone: HERS } },
    ]);
    expect(world.office.arrivals).toBe(1);
  });

  it.each(['bad', 'missing'] as const)('turns a %s one away, and stores nothing', async (sign) => {
    world = await cloudWorld();
    const { number } = world.office;
    const message = world.meta.debtor({ phone: HERS }).compose('text', { body: 'halo' });
    expect(await number.post([number.change({ messages: [message] })], { sign })).toBe(401);
    expect(world.office.inbox()).toEqual([]);
  });

  it('turns away what one number signed for another, and takes nothing of it', async () => {
    world = await cloudWorld({ numbers: [{ phone: '+622150001000' }, { phone: '+622150002000' }] });
    const [one, other] = world.offices as [(typeof world.offices)[0], (typeof world.offices)[0]];
    const hers = world.meta.debtor({ phone: HERS });
    const changes = [one, other].map(({ number }) =>
      number.change({ messages: [hers.compose('text', { body: 'halo' })] }),
    );
    expect(await one.number.post(changes)).toBe(401);
    expect([one.inbox(), other.inbox()]).toEqual([[], []]);
  });

  it('is over the bytes: the same JSON written differently is another message', async () => {
    world = await cloudWorld();
    const response = await fetch(world.webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      body: '{"object":"whatsapp_business_account","entry":[]}',
    });
    expect(response.status).toBe(401);
  });

  it('refuses a body larger than any of Meta', async () => {
    world = await cloudWorld();
    const response = await fetch(world.webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      body: ' '.repeat(3 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
  });
});

describe('knocking', () => {
  it('is logged once a minute, however often', async () => {
    world = await cloudWorld();
    const { number } = world.office;
    const knock = async () => {
      await number.post([number.change({ messages: [] })], { sign: 'bad', copies: 3 });
      await number.post([number.change({ messages: [] })], { sign: 'missing', copies: 3 });
    };
    await knock();
    world.clock.advance(60_000);
    await knock();
    expect(world.logged.map(({ message }) => message)).toEqual([
      expect.stringContaining('valid signature'),
      expect.stringContaining('valid signature'),
    ]);
  });

  it('as often as Meta likes is not limited by address', async () => {
    world = await cloudWorld({ perAddress: 5 });
    const hers = world.meta.debtor({ phone: HERS });
    for (let nth = 0; nth < 30; nth++)
      expect((await hers.writes(world.office.number, `${nth}`)).status).toBe(200);
    expect(world.office.inbox().map(({ text }) => text)).toEqual(
      Array.from({ length: 30 }, (_, n) => `${n}`),
    );
  });
});

describe('a batch', () => {
  it('brings messages of several people and numbers, in order, each once', async () => {
    const appSecret = 'one app, two numbers';
    world = await cloudWorld({
      numbers: [
        { phone: '+622150001000', appSecret },
        { phone: '+622150002000', appSecret },
      ],
    });
    const [one, other] = world.offices as [(typeof world.offices)[0], (typeof world.offices)[0]];
    const [hers, his] = [HERS, '+6281355501234'].map((phone) => world.meta.debtor({ phone }));
    const text = (who: typeof hers, body: string) => who!.compose('text', { body });
    const changes = [
      one.number.change({ messages: [text(hers, 'satu'), text(his, 'dua')] }),
      other.number.change({ messages: [text(hers, 'tiga')] }),
      one.number.change({ messages: [text(hers, 'empat')] }),
    ];
    expect(await one.number.post(changes, { copies: 3 })).toBe(200);
    expect(one.inbox().map(({ text }) => text)).toEqual(['satu', 'dua', 'empat']);
    expect(other.inbox().map(({ text }) => text)).toEqual(['tiga']);
    expect([one.arrivals, other.arrivals]).toEqual([2, 1]);
  });

  it('keeps what can be read when other parts cannot, and logs no content', async () => {
    world = await cloudWorld();
    const { number } = world.office;
    const hers = world.meta.debtor({ phone: HERS });
    const good = hers.compose('text', { body: 'rahasia sekali' });
    const bad = [
      null,
      'text',
      { type: 'text', text: { body: 'rahasia tanpa id' }, from: '6281234567890' },
      { ...hers.compose('text', { body: 'rahasia tanpa nomor' }), from: 'javascript:1', from_user_id: 7 },
      { ...hers.compose('text', null) },
      { ...hers.compose('image', { id: '../../me', mime_type: 'image/png' }) },
    ];
    const change = number.change({ messages: [...bad, good], statuses: [1, {}], errors: 'x', contacts: 5 });
    const other = number.change({}, 'phone_number_quality_update');
    const foreign = { field: 'messages', value: { metadata: { phone_number_id: '1' }, messages: [good] } };
    expect(await number.post([null, 7, { field: 'messages' }, foreign, change, other] as never)).toBe(200);
    expect(world.office.inbox().map(({ text }) => text)).toEqual(['rahasia sekali']);
    const log = JSON.stringify(world.logged);
    expect(log).toContain('cannot be read');
    expect(log).not.toMatch(/rahasia|6281234567890/);
  });

  it('is answered with 500 when it cannot be stored, so that Meta brings it again', async () => {
    world = await cloudWorld();
    const hers = world.meta.debtor({ phone: HERS });
    const put = world.store.inbox.put;
    const messages = ['satu', 'dua'].map((body) => hers.compose('text', { body }));
    world.store.inbox.put = (...given) => {
      if (given[2].text === 'dua') throw new Error('disk full');
      return put(...given);
    };
    expect(await hers.posts(world.office.number, messages)).toBe(500);
    expect([world.office.inbox(), world.office.arrivals]).toEqual([[], 0]);
    world.store.inbox.put = put;
    expect(await hers.posts(world.office.number, messages)).toBe(200);
    expect(world.office.inbox().map(({ text }) => text)).toEqual(['satu', 'dua']);
  });
});

describe('news of the account', () => {
  it('a ban and a restriction change how all of its numbers stand', async () => {
    world = await cloudWorld({ start: true });
    const { number, statuses, transport } = world.office;
    const news = (value: object) => number.post([{ field: 'account_update', value } as never]);
    await news({ event: 'ACCOUNT_RESTRICTION', restriction_info: [] });
    expect(statuses.at(-1)).toEqual({ state: 'restricted', reason: 'policy' });
    await news({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } });
    expect(statuses.at(-1)).toEqual({ state: 'banned', reason: 'policy' });
    expect(await transport.send({ phone: HERS }, { kind: 'text', text: 'halo' }, 'a')).toEqual({
      how: 'stop',
      reason: 'policy',
    });
  });
});
