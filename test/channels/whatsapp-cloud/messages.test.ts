import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type CloudWorld, cloudWorld } from './world.ts';

const HERS = '+6281234567890';
const BSUID = 'ID.1502576394655843';
let world: CloudWorld;
afterEach(() => world.close());

async function arrange(who: { phone?: string; bsuid?: string } = { phone: HERS }) {
  world = await cloudWorld();
  const { office, meta } = world;
  return { office, number: office.number, hers: meta.debtor(who) };
}

describe('who writes', () => {
  it('number and business-scoped id stand apart, as Meta gave them', async () => {
    const { office, number, hers } = await arrange({ phone: HERS, bsuid: BSUID });
    await hers.writes(number, 'halo');
    expect(office.inbox()[0]?.party).toEqual({ phone: HERS, bsuid: BSUID });
  });

  it('somebody with a user name has no number, and no name of theirs is taken for one', async () => {
    const { office, number, hers } = await arrange({ phone: HERS, bsuid: BSUID });
    hers.hidesNumber = true;
    await hers.writes(number, 'halo');
    const [arrived] = office.inbox();
    expect(arrived?.party).toEqual({ bsuid: BSUID });
    expect(JSON.stringify(arrived)).not.toContain('debitur.contoh');
  });

  it('the entry of contacts of somebody else lends nothing', async () => {
    const { office, number, hers } = await arrange();
    const message = hers.compose('text', { body: 'halo' });
    const contacts = [{ wa_id: '6281355501234', user_id: 'ID.999', profile: { name: 'Lain' } }];
    await number.post([number.change({ contacts, messages: [message] })]);
    expect(office.inbox()[0]?.party).toEqual({ phone: HERS });
  });

  it("the owner's own words from the firm's phone are the owner's; an echo of ours is nobody's", async () => {
    const { office, number, hers } = await arrange({ phone: HERS, bsuid: BSUID });
    await hers.writes(number, 'halo');
    await hers.hearsFromOwner(number, 'Selamat siang, saya bantu ya');
    expect(office.inbox().map(({ author, text }) => [author, text])).toEqual([
      ['debtor', 'halo'],
      ['owner', 'Selamat siang, saya bantu ya'],
    ]);
    expect(office.inbox()[1]?.party).toEqual({ phone: HERS, bsuid: BSUID });

    await office.transport.send({ phone: HERS }, { kind: 'text', text: 'dari Sapa' }, 'one');
    const sent = await hers.receives(1);
    world.store.sent.begin(office.account.id, {
      ...{ messageId: sent.id, chat: `phone:${HERS}`, outboundId: null, conversationId: null, seq: null },
      ...{ content: undefined, sentAt: world.clock.now() },
    });
    const echo = {
      id: sent.id,
      to: HERS.slice(1),
      type: 'text',
      text: { body: 'dari Sapa' },
      timestamp: '1',
    };
    await number.post([number.change({ message_echoes: [echo] }, 'smb_message_echoes')]);
    expect(office.inbox()).toHaveLength(2);
  });
});

describe('what is written', () => {
  it('text, replies and the time Meta gives', async () => {
    const { office, number, hers } = await arrange();
    await hers.writes(number, 'yang ini', { quotes: 'wamid.abc' });
    expect(office.inbox()[0]).toMatchObject({
      ...{ kind: 'text', text: 'yang ini', quotes: 'wamid.abc', at: world.clock.now() },
    });
  });

  it('a tapped button or row says its full label, a button of a template its words', async () => {
    const { office, number, hers } = await arrange();
    await hers.writes(number, 'halo');
    const labels = ['Cek tagihan', 'Unggah bukti transfer bulan Maret 2026'];
    await office.transport.send({ phone: HERS }, { kind: 'choices', text: 'Apa?', labels }, 'one');
    await hers.receives(1);
    await hers.taps(number, labels[1]!);
    const button = hers.compose('button', { payload: 'x1', text: 'Lanjutkan' });
    await hers.posts(number, [button]);
    expect(office.inbox().map(({ kind, text }) => [kind, text])).toEqual([
      ['text', 'halo'],
      ['text', labels[1]],
      ['text', 'Lanjutkan'],
    ]);
  });

  it.each([
    ['location', 'location'],
    ['contacts', 'contact'],
    ['unsupported', 'other'],
  ] as const)('a %s is announced as %s', async (what, kind) => {
    const { office, number, hers } = await arrange();
    await hers.shares(number, what);
    expect(office.inbox()).toMatchObject([{ kind, text: '' }]);
  });

  it('reactions and news of the system are nothing to answer', async () => {
    const { office, number, hers } = await arrange();
    await hers.shares(number, 'reaction');
    const moved = hers.compose('system', { type: 'user_changed_number', wa_id: '6281355501234' });
    await hers.posts(number, [moved]);
    expect([office.inbox(), office.arrivals]).toEqual([[], 0]);
  });

  it('what only the firm’s phone can show is undecryptable', async () => {
    const { office, number, hers } = await arrange();
    const hidden = { ...hers.compose('unsupported', {}), errors: [{ code: 131060 }] };
    await hers.posts(number, [hidden]);
    expect(office.inbox()).toMatchObject([{ kind: 'undecryptable' }]);
  });

  it('edits carry the new words, deletions the message meant', async () => {
    const { office, number, hers } = await arrange();
    const { id } = await hers.writes(number, 'dua juta');
    await hers.edits(number, id, 'tiga juta');
    await hers.deletes(number, id);
    expect(office.inbox().slice(1)).toMatchObject([
      { kind: 'edit', text: 'tiga juta', target: id },
      { kind: 'delete', text: '', target: id },
    ]);
  });

  it('files keep kind, name, caption and the hash of what was announced', async () => {
    const { office, number, hers } = await arrange();
    const bytes = Buffer.from('%PDF-1.4 slip');
    const pdf = { bytes, mediaType: 'application/pdf', fileName: 'bukti.pdf', caption: 'bukti saya' };
    await hers.sends(number, { kind: 'document', ...pdf });
    await hers.sends(number, { kind: 'audio', bytes, mediaType: 'audio/ogg; codecs=opus', voice: true });
    await hers.sends(number, { kind: 'audio', bytes, mediaType: 'audio/mpeg' });
    await hers.shares(number, 'sticker');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(office.inbox()).toMatchObject([
      {
        ...{ kind: 'media', text: 'bukti saya' },
        media: { kind: 'document', mediaType: 'application/pdf', fileName: 'bukti.pdf', sha256 },
      },
      { kind: 'media', text: '', media: { kind: 'voice' } },
      { kind: 'media', media: { kind: 'audio' } },
      { kind: 'media', media: { kind: 'sticker', mediaType: 'image/webp' } },
    ]);
  });
});
