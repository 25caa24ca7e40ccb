import { beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../support/clock.ts';
import { makeCollector, PASSWORD, type TestCollector } from '../../support/collectors.ts';
import { consoleServer } from '../../support/console-server.ts';
import { addConversation, addCreditor, all, run, testDatabase } from '../../support/debtor.ts';
import { SignInPage } from '../../support/sign-in-page.ts';

let world: Awaited<ReturnType<typeof consoleServer>>;
let creditors: number[];
let admin: TestCollector;

beforeEach(async () => {
  world = await consoleServer(testDatabase(), new TestClock('2026-11-20T09:00:00+07:00'));
  creditors = await world.database.write(async (tx) =>
    ['satu', 'dua', 'tiga'].map((slug) => addCreditor(tx, slug)),
  );
  admin = await makeCollector(world.database, { role: 'admin', email: 'admin@pt.example' });
});

async function as(account: TestCollector): Promise<SignInPage> {
  const { cookie, csrf } = await world.signIn(account);
  return Object.assign(new SignInPage(world.server), { cookie, csrf });
}
const newcomer = (more: object = {}) => ({
  email: 'Budi@PT.example',
  name: 'Petugas Baru',
  firstName: 'Baru',
  role: 'collector',
  teamId: null,
  creditorIds: [creditors[0]],
  locale: 'id',
  ...more,
});

describe('accounts', () => {
  it('are added with a password told once, and begin with everything to set up', async () => {
    const page = await as(admin);
    const added = await page.send('POST', '/team/collectors', newcomer());
    expect(added.body).toMatchObject({
      collector: {
        email: 'budi@pt.example',
        creditorIds: [creditors[0]],
        secondFactor: false,
        disabled: false,
      },
    });
    const theirs = new SignInPage(world.server);
    const password = String(added.body.password);
    expect((await theirs.password('budi@pt.example', password)).body).toEqual({ step: 'enrol' });
    expect((await theirs.enrol(world.clock.now())).body).toMatchObject({ next: { step: 'change_password' } });
    const twice = await page.send('POST', '/team/collectors', newcomer());
    expect(twice).toMatchObject({ status: 422, body: { fields: { email: 'taken' } } });
    for (const [wrong, field] of [
      [{ email: 'no mail' }, 'email'],
      [{ firstName: '\u202Ex' }, 'firstName'],
      [{ role: 'root' }, 'role'],
      [{ teamId: 99 }, 'teamId'],
      [{ creditorIds: [99] }, 'creditorIds'],
    ] as const) {
      const answer = await page.send(
        'POST',
        '/team/collectors',
        newcomer({ ...{ email: 'c@pt.example' }, ...wrong }),
      );
      expect([answer.status, Object.keys(answer.body.fields as object)]).toEqual([422, [field]]);
    }
    expect(await what()).toContain('collector_added');
  });

  it('lose their sessions with their role, on reset and when disabled; not with a new name', async () => {
    const page = await as(admin);
    const other = await makeCollector(world.database, { role: 'collector' });
    const change = (body: object) => page.send('PATCH', `/team/collectors/${other.id}`, body);
    for (const [body, status] of [
      [{ name: 'Nama Lain' }, 200],
      [{ role: 'supervisor' }, 401],
      [{ disabled: true }, 401],
    ] as const) {
      const theirs = await as(other);
      expect((await theirs.send('GET', '/session')).status).toBe(200);
      expect((await change(body)).status).toBe(200);
      expect((await theirs.send('GET', '/session')).status, JSON.stringify(body)).toBe(status);
    }
    await change({ disabled: false });
    const theirs = await as(other);
    const reset = await page.send('POST', `/team/collectors/${other.id}/reset`);
    expect(reset.body).toMatchObject({ collector: { secondFactor: false } });
    expect((await theirs.send('GET', '/session')).status).toBe(401);
    expect((await theirs.password(other.email, PASSWORD)).status).toBe(401);
    expect((await theirs.password(other.email, String(reset.body.password))).body).toEqual({ step: 'enrol' });
  });

  it('see a changed set of creditors at once', async () => {
    const page = await as(admin);
    const other = await makeCollector(world.database, { role: 'collector', creditorIds: [creditors[0]!] });
    const theirs = await as(other);
    const sees = async () =>
      ((await theirs.send('GET', '/session')).body.creditors as { id: number }[]).map((one) => one.id);
    expect(await sees()).toEqual([creditors[0]]);
    await page.send('PATCH', `/team/collectors/${other.id}`, { creditorIds: creditors.slice(1) });
    expect((await sees()).sort()).toEqual(creditors.slice(1));
  });

  it('keep the last administrator, and nobody changes their own standing', async () => {
    const page = await as(admin);
    for (const own of [{ role: 'collector' }, { disabled: true }])
      expect((await page.send('PATCH', `/team/collectors/${admin.id}`, own)).body).toMatchObject({
        code: 'own_role',
      });
    expect((await page.send('POST', `/team/collectors/${admin.id}/reset`)).status).toBe(409);
    const scoped = await makeCollector(world.database, { role: 'admin', creditorIds: creditors.slice(0, 1) });
    const second = await makeCollector(world.database, { role: 'admin' });
    expect(
      (await (await as(second)).send('PATCH', `/team/collectors/${admin.id}`, { disabled: true })).status,
    ).toBe(200);
    const last = await (await as(scoped)).send('PATCH', `/team/collectors/${second.id}`, { disabled: true });
    expect(last.status).toBe(404);
    const { changeAccount } = await import('../../../src/collectors/index.ts');
    for (const change of [{ disabled: true }, { role: 'auditor' as const }])
      expect(await world.database.write((tx) => changeAccount(tx, null, second.id, change, 0))).toEqual({
        ok: false,
        reason: 'last_admin',
      });
  });
});

describe('an administrator of some creditors', () => {
  it('gives away and touches no more than they see', async () => {
    const page = await as(
      await makeCollector(world.database, { role: 'admin', creditorIds: creditors.slice(0, 2) }),
    );
    const add = (more: object) => page.send('POST', '/team/collectors', newcomer(more));
    expect((await add({})).status).toBe(200);
    expect((await add({ email: 'x@pt.example', creditorIds: [creditors[2]] })).status).toBe(403);
    expect((await add({ email: 'x@pt.example', role: 'admin', creditorIds: [] })).status).toBe(403);
    const foreign = await makeCollector(world.database, { role: 'collector', creditorIds: [creditors[2]!] });
    expect((await page.send('PATCH', `/team/collectors/${foreign.id}`, { name: 'x' })).status).toBe(404);
    expect((await page.send('POST', `/team/collectors/${foreign.id}/reset`)).status).toBe(404);
    const team = await page.send('POST', '/team/teams', { name: 'Tiga', creditorIds: [creditors[2]] });
    expect(team.status).toBe(403);
    const seen = (await page.send('GET', '/team')).body as {
      collectors: { id: number }[];
      creditors: { id: number }[];
    };
    expect(seen.collectors.map((one) => one.id)).not.toContain(foreign.id);
    expect(seen.creditors.map((one) => one.id).sort()).toEqual(creditors.slice(0, 2));
  });
});

describe('the team', () => {
  it('is shown to everybody, addresses only to who manages it', async () => {
    const supervisor = await makeCollector(world.database, {
      role: 'supervisor',
      creditorIds: creditors.slice(0, 1),
    });
    const seen = (await (await as(supervisor)).send('GET', '/team')).body as {
      collectors: { id: number; email: string | null }[];
    };
    expect(seen.collectors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: admin.id, email: null, openHandoffs: 0, online: false }),
        expect.objectContaining({ id: supervisor.id, email: supervisor.email }),
      ]),
    );
  });

  it('counts of a colleague only what the viewer may see', async () => {
    const [own, other] = creditors as [number, number];
    const colleague = await makeCollector(world.database, { creditorIds: [own, other] });
    const viewer = await as(await makeCollector(world.database, { creditorIds: [own] }));
    await world.database.write(async (tx) => {
      for (const [creditorId, name] of [
        [own, 'mine'],
        [other, 'theirs'],
        [other, 'theirs-too'],
      ] as const)
        run(
          tx,
          `INSERT INTO handoffs (creditor_id, conversation_id, reason, summary, context, created_at, collector_id, state)
           VALUES (@creditorId, @conversationId, 'asked', '', '{}', 0, @collectorId, 'answered')`,
          {
            creditorId,
            conversationId: addConversation(tx, creditorId, name),
            collectorId: colleague.id,
          },
        );
    });
    const { collectors } = (await viewer.send('GET', '/team')).body as { collectors: { id: number }[] };
    expect(collectors.find((one) => one.id === colleague.id)).toMatchObject({ openHandoffs: 1 });
    // Whoever is disabled keeps nothing: debtors would write to nobody.
    await (await as(admin)).send('PATCH', `/team/collectors/${colleague.id}`, { disabled: true });
    const held = await world.database.read(async (tx) =>
      all(tx as never, 'SELECT id FROM handoffs WHERE collector_id IS NOT NULL'),
    );
    expect(held).toEqual([]);
  });

  it('gets teams whose creditors their members see', async () => {
    const page = await as(admin);
    const made = await page.send('POST', '/team/teams', {
      name: ' Tim Timur ',
      creditorIds: creditors.slice(0, 2),
    });
    const [team] = made.body.teams as { id: number; name: string; creditorIds: number[] }[];
    expect(team).toMatchObject({ name: 'Tim Timur', creditorIds: creditors.slice(0, 2) });
    expect(
      (await page.send('POST', '/team/teams', { name: 'Tim Timur', creditorIds: [] })).body,
    ).toMatchObject({
      fields: { name: 'taken' },
    });
    const auditor = newcomer({ role: 'auditor', teamId: team!.id, creditorIds: [] });
    const added = await page.send('POST', '/team/collectors', auditor);
    const theirs = await as({ ...admin, id: (added.body.collector as { id: number }).id });
    await world.database.write(async (tx) =>
      tx.connection.sqlite.exec('UPDATE collectors SET must_change_password = 0'),
    );
    const sees = async () => ((await theirs.send('GET', '/session')).body.creditors as unknown[]).length;
    expect(await sees()).toBe(2);
    await page.send('PATCH', `/team/teams/${team!.id}`, { name: 'Tim Timur', creditorIds: creditors });
    expect(await sees()).toBe(3);
    expect((await page.send('PATCH', '/team/teams/99', { name: 'x', creditorIds: [] })).status).toBe(404);
  });
});

function what(): Promise<string[]> {
  return world.database.write(async (tx) =>
    all<{ what: string }>(tx, 'SELECT what FROM collector_audit').map((row) => row.what),
  );
}
