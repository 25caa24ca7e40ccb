import Fastify, { type FastifyInstance } from 'fastify';
import { WEBHOOK_PATH } from '../../../src/channels/whatsapp/cloud/webhook.ts';
import type { WhatsApp } from '../../../src/channels/whatsapp/index.ts';
import {
  type BusinessNumber,
  type Debtor,
  type Received,
  startGraphServer,
} from '../whatsapp-cloud/graph-server.ts';
import { type ChannelHarness, channelContract, type HarnessDebtor, type Seen } from './channel-contract.ts';
import { FIRM, HeardDebtor, whatsappSide } from './whatsapp-side.ts';

channelContract("whatsapp over Meta's Cloud API", cloudHarness);

async function cloudHarness(): Promise<ChannelHarness> {
  const meta = await startGraphServer();
  const number = meta.addNumber({ phone: FIRM });
  const { phoneNumberId, accessToken, appSecret, verifyToken } = number.settings;
  const cloud: NonNullable<Parameters<typeof whatsappSide>[0]['cloud']> = (secrets) => ({
    phoneNumberId,
    businessAccountId: null,
    sealedSecrets: secrets.seal(FIRM, { accessToken, appSecret, verifyToken }),
  });
  const side = await whatsappSide({ transport: 'cloud', cloud }, { graphUrl: meta.url });
  let channel: WhatsApp;
  let app: FastifyInstance;
  async function start(): Promise<void> {
    channel = side.make();
    app = Fastify({ logger: false });
    await app.register(channel.routes);
    number.webhook = `${await app.listen({ port: 0, host: '127.0.0.1' })}${WEBHOOK_PATH}`;
    await side.start(channel);
  }
  async function stop(): Promise<void> {
    await app.close();
    await channel.stop();
  }
  await start();
  let count = 0;
  return {
    host: side.host,
    taps: true,
    channel: () => channel,
    newDebtor: async () => {
      count++;
      const phone = `+62812345${String(count).padStart(5, '0')}`;
      return debtorOf(side, number, meta.debtor({ phone }));
    },
    restart: async () => {
      await stop();
      await start();
    },
    stop: async () => {
      await stop();
      await side.close();
      await meta.close();
    },
  };
}

function debtorOf(
  side: Awaited<ReturnType<typeof whatsappSide>>,
  number: BusinessNumber,
  phone: Debtor,
): HarnessDebtor {
  const debtor = new HeardDebtor();
  const took = async ({ id, status }: { id: string; status: number }) => {
    if (status !== 200) throw new Error(`the webhook answered ${status}`);
    debtor.note(await side.heard(id));
  };
  return {
    address: debtor.address,
    say: async (text, id) => {
      const message = phone.compose('text', { body: text });
      if (id !== undefined) message.id = `wamid.${id}`;
      await took({ id: message.id, status: await phone.posts(number, [message]) });
    },
    sendFile: async (fileName, bytes, caption) => {
      const picture = bytes.subarray(1, 4).toString() === 'PNG';
      const kind = picture ? 'image' : 'document';
      const mediaType = picture ? 'image/png' : 'application/pdf';
      await took(
        await phone.sends(number, { kind, bytes, mediaType, fileName, ...(caption && { caption }) }),
      );
      return 'accepted';
    },
    seen: async (count) => {
      await phone.receives(count);
      return phone.received.map(seenOf);
    },
    comeBack: async () => {},
  };
}

function seenOf({ text, buttons, document }: Received): Seen {
  const files = document ? [{ name: document.fileName ?? '', bytes: document.bytes }] : [];
  return { text: text || (document?.caption ?? ''), choices: buttons, files };
}
