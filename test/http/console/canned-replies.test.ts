import { beforeEach, describe, expect, it } from 'vitest';
import { seedCannedReplies } from '../../../src/collectors/index.ts';
import type { CannedReply } from '../../../src/http/contract/console.ts';
import { TestClock } from '../../support/clock.ts';
import { makeCollector, type TestCollector } from '../../support/collectors.ts';
import { consoleServer } from '../../support/console-server.ts';
import { addCreditor, all, testDatabase } from '../../support/debtor.ts';
import { SignInPage } from '../../support/sign-in-page.ts';

let world: Awaited<ReturnType<typeof consoleServer>>;
let creditors: number[];

beforeEach(async () => {
  world = await consoleServer(testDatabase(), new TestClock('2026-11-20T09:00:00+07:00'));
  creditors = await world.database.write(async (tx) => ['satu', 'dua'].map((slug) => addCreditor(tx, slug)));
});

async function as(account: TestCollector): Promise<SignInPage> {
  const { cookie, csrf } = await world.signIn(account);
  return Object.assign(new SignInPage(world.server), { cookie, csrf });
}
const list = async (page: SignInPage, query = '') =>
  (await page.send('GET', `/canned-replies${query}`)).body as unknown as CannedReply[];
const reply = (more: object = {}) => ({
  creditorId: creditors[0],
  locale: 'id',
  shortcut: 'terima',
  title: 'Terima kasih',
  body: 'Terima kasih, {{name}}.',
  ...more,
});

describe('canned replies', () => {
  it('ship in both languages, are put in once, and stay away when taken away', async () => {
    const page = await as(await makeCollector(world.database, { role: 'admin' }));
    await world.database.write(async (tx) => seedCannedReplies(tx, 0));
    const shipped = await list(page);
    for (const locale of ['id', 'en']) {
      const ours = shipped.filter((one) => one.locale === locale);
      expect(ours.length).toBeGreaterThanOrEqual(12);
      expect(new Set(ours.map((one) => one.shortcut)).size).toBe(ours.length);
    }
    for (const one of shipped) {
      expect(one.body.length).toBeLessThanOrEqual(600);
      expect(one.body).not.toMatch(/!|mohon pengertian|debitur/i);
      expect((await page.send('PATCH', `/canned-replies/${one.id}`, { body: one.body })).status).toBe(200);
    }
    await page.send('DELETE', `/canned-replies/${shipped[0]!.id}`);
    await world.database.write(async (tx) => seedCannedReplies(tx, 0));
    expect(await list(page)).toHaveLength(shipped.length - 1);
  });

  it('are seen by who sees their creditor, and listed by creditor and language', async () => {
    const page = await as(await makeCollector(world.database, { role: 'admin' }));
    for (const one of [
      reply(),
      reply({ creditorId: creditors[1] }),
      reply({ creditorId: null }),
      reply({ locale: 'en' }),
    ])
      expect((await page.send('POST', '/canned-replies', one)).status).toBe(200);
    const theirs = await as(await makeCollector(world.database, { creditorIds: [creditors[1]!] }));
    expect((await list(theirs)).map((one) => one.creditorId).sort()).toEqual([creditors[1], null].sort());
    expect(await list(page, `?creditor=${creditors[0]}&locale=id`)).toHaveLength(2);
    expect(await list(theirs, `?creditor=${creditors[0]}`)).toHaveLength(1);
  });

  it('are edited by supervisors of that creditor; those for everybody by who sees all', async () => {
    const supervisor = await as(
      await makeCollector(world.database, { role: 'supervisor', creditorIds: [creditors[0]!] }),
    );
    const head = await as(await makeCollector(world.database, { role: 'supervisor' }));
    const shared = (await head.send('POST', '/canned-replies', reply({ creditorId: null }))).body as {
      id: number;
    };
    const foreign = (await head.send('POST', '/canned-replies', reply({ creditorId: creditors[1] }))).body;
    const own = (await supervisor.send('POST', '/canned-replies', reply())).body as { id: number };
    const patch = (id: unknown, body: object) => supervisor.send('PATCH', `/canned-replies/${id}`, body);
    expect((await patch(own.id, { title: 'Lain' })).body).toMatchObject({
      title: 'Lain',
      shortcut: 'terima',
    });
    expect((await patch(shared.id, { title: 'Lain' })).status).toBe(403);
    expect((await patch(foreign.id, { title: 'Lain' })).status).toBe(404);
    expect((await patch(own.id, { creditorId: null })).status).toBe(403);
    expect((await patch(own.id, { creditorId: creditors[1] })).status).toBe(404);
    expect((await supervisor.send('DELETE', `/canned-replies/${foreign.id}`)).status).toBe(404);
    expect((await supervisor.send('DELETE', `/canned-replies/${own.id}`)).status).toBe(204);
    expect(
      await world.database.write(async (tx) =>
        all<{ what: string }>(tx, "SELECT what FROM collector_audit WHERE what LIKE 'canned%'").map(
          (r) => r.what,
        ),
      ),
    ).toEqual(['added', 'added', 'added', 'changed', 'removed'].map((word) => `canned_reply_${word}`));
  });

  it.each([
    [{ shortcut: 'Dengan Spasi' }, 'shortcut'],
    [{ body: 'Saldo {{balance}}' }, 'body'],
    [{ body: '  ' }, 'body'],
    [{ locale: 'xx' }, 'locale'],
    [{ title: 'x'.repeat(81) }, 'title'],
  ])('refuse %j', async (wrong, field) => {
    const page = await as(await makeCollector(world.database, { role: 'admin' }));
    const answer = await page.send('POST', '/canned-replies', reply(wrong));
    expect([answer.status, Object.keys(answer.body.fields as object)]).toEqual([422, [field]]);
  });

  it('have one shortcut each, per creditor and language', async () => {
    const page = await as(await makeCollector(world.database, { role: 'admin' }));
    await page.send('POST', '/canned-replies', reply());
    expect((await page.send('POST', '/canned-replies', reply())).body).toMatchObject({
      fields: { shortcut: 'taken' },
    });
    expect((await page.send('POST', '/canned-replies', reply({ locale: 'en' }))).status).toBe(200);
  });
});
