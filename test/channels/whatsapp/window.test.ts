import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { ANDI, type ChannelWorld, channelWorld, SARI, type WorldOptions } from './world.ts';

const HOUR_MS = 3_600_000;
const message = { conversationId: 5, seq: 2 };

async function met(options: WorldOptions = {}): Promise<ChannelWorld> {
  const world = await channelWorld({ transport: 'cloud', ...options });
  world.host.answer = () => [];
  world.wire().arrive(ANDI, { text: 'halo' });
  await world.quiet();
  return world;
}

const templates = (world: ChannelWorld) =>
  world.wire().sent.flatMap(({ message }) => (message.kind === 'template' ? [message] : []));

describe("Meta's 24 hours", () => {
  it('let everything through while they last', async () => {
    const world = await met();
    world.clock.advance(24 * HOUR_MS - 60_000);
    expect(await world.deliver()).toEqual({ ok: true });
  });

  it('once over end a message for good where no template stands, and never silently', async () => {
    const world = await met();
    world.clock.advance(24 * HOUR_MS);
    expect(await world.deliver({ message })).toEqual({ ok: false, retry: false, reason: 'outside_window' });
    expect(world.host.receipts).toMatchObject([{ ...message, state: 'failed', reason: 'outside_window' }]);
    expect(world.wire().sent).toEqual([]);
  });

  it('are opened again by one template, and what waits goes when they answer', async () => {
    const world = await met({ templates: ['reopen'] });
    world.clock.advance(25 * HOUR_MS);
    const waiting = { ok: false, retry: true, reason: 'waiting_for_answer' };
    expect(await world.deliver({ message })).toMatchObject(waiting);
    expect(await world.deliver({ id: 'm2' })).toMatchObject(waiting);
    expect(await world.deliver({ message })).toMatchObject(waiting);
    await world.restart();
    expect(await world.deliver({ message })).toMatchObject(waiting);
    expect(world.wires.flatMap(({ sent }) => sent).map((one) => one.message)).toEqual([
      { kind: 'template', name: 'sapa_reopen', language: 'id', parameters: ['PT Contoh'] },
    ]);
    world.wire().arrive(ANDI, { text: 'ya?' });
    await world.quiet();
    expect(await world.deliver({ message })).toEqual({ ok: true });
    expect(world.wire().said()).toEqual(['Halo']);
    // The next silence is another one.
    world.clock.advance(25 * HOUR_MS);
    expect(await world.deliver({ id: 'm3' })).toMatchObject(waiting);
    expect(templates(world)).toHaveLength(1);
  });

  it('are waited for a week, then it is told', async () => {
    const world = await met({ templates: ['reopen'] });
    world.clock.advance(25 * HOUR_MS);
    await world.deliver({ message });
    world.clock.advance(7 * 24 * HOUR_MS + 1);
    expect(await world.deliver({ message })).toEqual({ ok: false, retry: false, reason: 'expired' });
    expect(world.host.receipts).toMatchObject([{ reason: 'expired' }]);
  });

  it('stay closed when the template is refused, at once or later', async () => {
    const world = await met({ templates: ['reopen'] });
    world.clock.advance(25 * HOUR_MS);
    await world.deliver({ message });
    const { id } = world.wire().sent[0]!;
    world.wire().env.events.receipt({ messageId: `wamid.${id}`, state: 'failed', at: 1, reason: '131026' });
    expect(await world.deliver({ message })).toMatchObject({ retry: false, reason: 'outside_window' });
    world.wire().arrive(SARI, { text: 'halo' });
    await world.quiet();
    world.clock.advance(25 * HOUR_MS);
    world.wire().outcomes.push({ how: 'final', reason: 'template' });
    const second = await world.deliver({ id: 'm2', to: 'wa-2', message });
    expect(second).toMatchObject({ retry: false, reason: 'outside_window' });
  });

  it('are over when Meta says so, whatever we counted', async () => {
    const world = await met({ templates: ['reopen'] });
    world.wire().outcomes.push({ how: 'window', reason: '131047' });
    expect(await world.deliver()).toMatchObject({ reason: 'waiting_for_answer' });
    expect(templates(world)).toHaveLength(1);
  });

  it('do not stop a code that has a template of its own', async () => {
    const world = await channelWorld({ transport: 'cloud', templates: ['code'] });
    expect(await world.deliver({ to: SARI, purpose: 'code', code: '482913' })).toEqual({ ok: true });
    expect(templates(world)).toEqual([
      { kind: 'template', name: 'sapa_code', language: 'id', parameters: ['482913'], code: '482913' },
    ]);
    const without = await channelWorld({ transport: 'cloud', templates: ['reopen'] });
    const refused = await without.deliver({ to: SARI, purpose: 'code', code: '482913' });
    expect(refused).toMatchObject({ retry: false, reason: 'outside_window' });
  });

  it('let a reminder go by its template alone, in one line', async () => {
    const world = await met({ templates: ['reminder', 'reopen'], reminders: true });
    world.clock.advance(25 * HOUR_MS);
    const body = { text: 'Faktur INV-1\njatuh tempo besok.', locale: 'id' } as const;
    expect(await world.deliver({ purpose: 'reminder', body })).toEqual({ ok: true });
    expect(templates(world)).toMatchObject([
      { name: 'sapa_reminder', parameters: ['Faktur INV-1 jatuh tempo besok.'] },
    ]);
  });
});

describe('numbers on file', () => {
  it('are taken up and left while running', async () => {
    const world = await channelWorld();
    const { channel } = world;
    const second = await world.addNumber('+62215550200');
    await eventually(() => channel().stats().accounts.length === 2, 'the second number');
    const wire = world.wires[1]!;
    wire.arrive(SARI, { text: 'halo' });
    await world.heard(1, 'wa-1');
    expect(world.host.heard('wa-1')[0]?.address.account).toBe('+62215550200');
    await world.removeNumber(second);
    await eventually(() => !wire.running, 'the second number to be left');
    expect(
      channel()
        .stats()
        .accounts.map(({ accountId }) => accountId),
    ).toEqual([world.accountId]);
    expect(await world.deliver()).toMatchObject({ retry: false });
  });

  it('keep their connection when a switch is turned, and get a new one for a new token', async () => {
    const world = await channelWorld({ transport: 'cloud' });
    await world.switchReminders(world.accountId, true);
    await world.channel().refresh();
    expect(world.wires).toHaveLength(1);
    await world.addNumber('+62215550100', 'another token');
    await world.channel().refresh();
    expect(world.wires.map(({ running }) => running)).toEqual([false, true]);
  });

  it('alert once when they need a person, and are asked for a sign of life', async () => {
    const world = await channelWorld({ policy: { healthEveryMs: 10 } });
    await eventually(() => world.channel().stats().accounts[0]?.roundTripMs === 12, 'the round trip');
    expect(world.store.statuses.read(world.accountId)).toMatchObject({ state: 'linked', roundTripMs: 12 });
    const { status } = world.wire().env.events;
    status({ state: 'replaced', reason: 'other_process' });
    expect(world.alerts).toEqual([]);
    status({ state: 'linked' });
    status({ state: 'unlinked', reason: 'logged_out' });
    status({ state: 'unlinked', reason: 'logged_out' });
    expect(world.alerts).toMatchObject([{ kind: 'unlinked', reason: 'logged_out' }]);
    await world.channel().stop();
  });
});
