import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PhoneClient } from './phone/client.ts';
import { memoryAuth } from './phone/memory-auth.ts';
import { LoopbackWhatsApp } from './server/index.ts';

const FIRM = '+62215550100';

let server: LoopbackWhatsApp;
beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
});
afterAll(() => server.stop());

describe('two plain Baileys clients', () => {
  it('exchange text both ways and learn of the delivery', async () => {
    const companion = new PhoneClient(memoryAuth(await server.linkedCreds(FIRM)), server.network());
    await companion.online();
    const phone = await server.newPhone('+6281234567890');
    await phone.say('tagihan saya berapa ya');
    const question = await companion.waitForMessage(/tagihan/);
    expect(question.raw.key).toMatchObject({
      remoteJid: `${phone.lid}@lid`,
      remoteJidAlt: '6281234567890@s.whatsapp.net',
    });
    const id = await companion.relay(question.chat, { conversation: 'Rp2.500.000' });
    expect((await phone.waitForMessage(/Rp/)).id).toBe(id);
    await companion.until('its delivery', () => companion.ticks.some((one) => one.id === id));
    await companion.offline();
  });
});
