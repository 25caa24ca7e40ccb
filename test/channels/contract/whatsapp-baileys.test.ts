import { BufferJSON } from '@whiskeysockets/baileys';
import type { ReceivedMessage } from '../../whatsapp/phone/inbox.ts';
import type { Phone } from '../../whatsapp/phone/phone.ts';
import { LoopbackWhatsApp } from '../../whatsapp/server/index.ts';
import { type ChannelHarness, channelContract, type HarnessDebtor, type Seen } from './channel-contract.ts';
import { FIRM, HeardDebtor, whatsappSide } from './whatsapp-side.ts';

channelContract('whatsapp over Baileys', baileysHarness);

async function baileysHarness(): Promise<ChannelHarness> {
  const server = await LoopbackWhatsApp.start();
  const creds = await server.linkedCreds(FIRM);
  const side = await whatsappSide({ transport: 'baileys' }, server.surroundings());
  side.store.auth.saveCreds(side.accountId, JSON.stringify(creds, BufferJSON.replacer));
  let channel = await side.start(side.make());
  let count = 0;
  return {
    host: side.host,
    taps: false,
    channel: () => channel,
    newDebtor: async () => {
      count++;
      return debtorOf(side, await server.newPhone(`+62812345${String(count).padStart(5, '0')}`));
    },
    restart: async () => {
      await channel.stop();
      channel = await side.start(side.make());
    },
    stop: async () => {
      await channel.stop();
      await side.close();
      await server.stop();
    },
  };
}

function debtorOf(side: Awaited<ReturnType<typeof whatsappSide>>, phone: Phone): HarnessDebtor {
  const debtor = new HeardDebtor();
  const heard = async (id: string) => debtor.note(await side.heard(id));
  return {
    address: debtor.address,
    say: async (text, id) => heard(await phone.say(text, id === undefined ? {} : { id })),
    sendFile: async (fileName, bytes, caption) => {
      const picture = bytes.subarray(1, 4).toString() === 'PNG';
      const file = { bytes, ...(caption && { caption }) };
      await heard(picture ? await phone.sendImage(file) : await phone.sendDocument({ ...file, fileName }));
      return 'accepted';
    },
    seen: async (count) => {
      const shown = () => phone.received.filter((one) => !one.fromMe);
      await phone.until(`${count} answers`, () => shown().length >= count);
      return Promise.all(shown().map((one) => seenOf(phone, one)));
    },
    // It was there all along.
    comeBack: async () => {},
  };
}

async function seenOf(phone: Phone, message: ReceivedMessage): Promise<Seen> {
  const content = message.raw.message;
  const document = content?.documentMessage ?? content?.documentWithCaptionMessage?.message?.documentMessage;
  const files = document ? [{ name: document.fileName ?? '', bytes: await phone.download(message) }] : [];
  return { text: message.text, choices: [], files };
}
