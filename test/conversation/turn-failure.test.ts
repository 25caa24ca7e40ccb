import { afterEach, describe, expect, it } from 'vitest';
import { actions } from '../../src/actions/index.ts';
import { type TurnWorld, turnWorld, words } from './turn-world.ts';

let world: TurnWorld;
afterEach(() => world.database.close());

const request = actions['handoff.request']!;
const handoffs = () => world.query<{ reason: string }>('SELECT reason FROM handoffs');

describe('a bug inside an action', () => {
  async function withBug() {
    world = await turnWorld({
      actions: {
        'handoff.request': {
          ...request,
          async run(scope, values, heard) {
            await request.run(scope, values, heard);
            throw new Error('bug');
          },
        },
      },
    });
  }

  it('leaves the message, an apology and a call for a person, and nothing half-written', async () => {
    await withBug();
    const message = world.message('a', 'mau bicara dengan petugas, kode saya 123456');
    const received = await world.receive(message);
    expect(received).toMatchObject({ ok: true, seq: 1, duplicate: false });
    const rows = await world.transcript('a');
    expect(words(rows)[0]).toBe(`debtor: mau bicara dengan petugas, kode saya ${'•'.repeat(6)}`);
    expect(words(rows)[1]).toMatch(/^bot: Maaf/);
    expect(rows).toHaveLength(2);
    expect(JSON.parse(rows[1]!.body).handoff).toEqual({ state: 'initiated', reason: 'system_error' });
    // The action's own handoff is undone; this is the apology's.
    expect(await handoffs()).toEqual([{ reason: 'system_error' }]);
    const conversation = await world.conversation('a');
    expect(conversation).toMatchObject({ owner: 'queue', last_seq: 2 });
    expect(JSON.parse(conversation!.state!)).toMatchObject({
      stack: [],
      handedOff: { reason: 'system_error' },
    });
    expect(world.outcomes).toEqual(['failed']);
    expect(String(world.errors)).toBe('Error: bug');
    // Delivered again it is the same message, not another try.
    expect(await world.receive(message)).toEqual({ ...received, duplicate: true });
    expect(await world.transcript('a')).toHaveLength(2);
  });

  it('is no end of the conversation, and calls nobody twice', async () => {
    await withBug();
    await world.say('a', 'petugas');
    await world.say('a', 'petugas');
    await world.say('a', 'bagaimana cara bayar');
    expect(world.outcomes).toEqual(['failed', 'failed', 'answered']);
    expect(await handoffs()).toHaveLength(1);
    expect((await world.transcript('a')).map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('keeps the file that came with the message', async () => {
    await withBug();
    const at = { ...world.message('a', ''), text: '' };
    const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n%%EOF');
    const saved = await world.host.saveAttachment(at, { bytes: pdf, fileName: 'slip.pdf' });
    if (!saved.ok) throw new Error(saved.reason);
    await world.say('a', 'petugas', { attachmentIds: [saved.file.id] });
    expect(world.outcomes).toEqual(['failed']);
    const [inbound] = await world.transcript('a');
    expect(JSON.parse(inbound!.body).attachments).toMatchObject([{ name: 'slip.pdf' }]);
  });
});

describe('trouble with the disk', () => {
  it('stores nothing and says nothing: the message comes again and is answered as it should be', async () => {
    let full = true;
    world = await turnWorld({
      scope: (real) => async (facts) => {
        if (full) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        return real(facts);
      },
    });
    const message = world.message('a', 'halo');
    await expect(world.receive(message)).rejects.toThrow('disk is full');
    expect(await world.conversation('a')).toBeUndefined();
    full = false;
    expect(await world.receive(message)).toMatchObject({ seq: 1, duplicate: false });
    expect(await world.transcript('a')).toHaveLength(2);
    expect(await handoffs()).toEqual([]);
    expect(world.outcomes).toEqual(['failed', 'answered']);
  });
});
