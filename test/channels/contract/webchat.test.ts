import { expect } from 'vitest';
import { DirectLineDebtor } from '../../support/direct-line-debtor.ts';
import { EchoHost } from '../../support/echo-host.ts';
import { SHOP, startWebchat } from '../../support/webchat-server.ts';
import { type ChannelHarness, channelContract, type HarnessDebtor, type Seen } from './channel-contract.ts';

channelContract('webchat', webchatHarness);

async function webchatHarness(): Promise<ChannelHarness> {
  const host = new EchoHost();
  let server = await startWebchat({ host });
  const debtors: DirectLineDebtor[] = [];
  return {
    host,
    taps: true,
    channel: () => server.webchat,
    newDebtor: async () => {
      const line = await new DirectLineDebtor(server).open();
      debtors.push(line);
      return harnessDebtor(line, () => server);
    },
    restart: async () => {
      await server.stop();
      server = await startWebchat({ host });
    },
    stop: async () => {
      for (const debtor of debtors) debtor.close();
      await server.stop();
    },
  };
}

function harnessDebtor(line: DirectLineDebtor, server: () => DirectLineDebtor['server']): HarnessDebtor {
  return {
    address: () => line.address,
    say: async (text, id) => {
      expect((await line.say(text, id)).status).toBe(200);
    },
    sendFile: async (name, bytes, text) => {
      const { status } = await line.upload([{ name, bytes }], { type: 'message', text });
      return status === 200 ? 'accepted' : 'refused';
    },
    seen: async (count) => Promise.all((await line.answers(count)).map(seenOf)),
    comeBack: async () => {
      line.server = server();
      line.frames.length = 0;
      const answer = await fetch(`${line.server.base}/webchat/token`, {
        method: 'POST',
        headers: { origin: SHOP, 'content-type': 'application/json' },
        body: JSON.stringify({ siteKey: 'demo', token: line.token }),
      });
      line.token = ((await answer.json()) as { token: string }).token;
      const path = `/conversations/${line.conversationId}?watermark=`;
      const { body } = await line.call<{ streamUrl: string }>('GET', path);
      await line.connect(body.streamUrl);
    },
  };
}

async function seenOf(activity: DirectLineDebtor['activities'][number]): Promise<Seen> {
  const attached = (activity.attachments ?? []).filter((one) => one.contentUrl);
  return {
    text: activity.text ?? '',
    choices: (activity.suggestedActions?.actions ?? []).map((action) => action.title),
    files: await Promise.all(
      attached.map(async (one) => ({
        name: one.name ?? '',
        bytes: Buffer.from(await (await fetch(one.contentUrl!)).arrayBuffer()),
      })),
    ),
  };
}
