import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryDir } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';

interface Activity {
  id: string;
  text?: string;
  replyToId?: string;
  from: { role?: string };
  channelData?: { clientActivityID?: string };
}

/** A client that never gives up: the same message under the same id until the server has said yes. */
class Client {
  readonly base: string;
  readonly sent: string[] = [];
  #token = '';
  #conversationId = '';

  constructor(base: string) {
    this.base = base;
  }

  async open(): Promise<void> {
    const granted = await this.#insist('/webchat/token', { siteKey: 'demo' });
    ({ token: this.#token, conversationId: this.#conversationId } = granted as {
      token: string;
      conversationId: string;
    });
    await this.#insist('/v3/directline/conversations', {});
  }

  async say(text: string): Promise<void> {
    const id = randomUUID();
    this.sent.push(id);
    await this.#insist(`/v3/directline/conversations/${this.#conversationId}/activities`, {
      type: 'message',
      text,
      from: { id: 'me' },
      channelData: { clientActivityID: id },
    });
  }

  async transcript(): Promise<Activity[]> {
    const answer = await fetch(
      `${this.base}/v3/directline/conversations/${this.#conversationId}/activities?watermark=`,
      { headers: { authorization: `Bearer ${this.#token}` } },
    );
    return ((await answer.json()) as { activities: Activity[] }).activities;
  }

  async #insist(path: string, body: object): Promise<unknown> {
    for (;;) {
      try {
        const answer = await fetch(`${this.base}${path}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            origin: this.base,
            ...(this.#token && { authorization: `Bearer ${this.#token}` }),
          },
          body: JSON.stringify(body),
        });
        if (answer.ok) return await answer.json();
        if (answer.status < 500) throw new Refused(`${path}: ${answer.status} ${await answer.text()}`);
      } catch (error) {
        if (error instanceof Refused) throw error;
        // The server is down: try again as soon as the event loop has turned.
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }
}

class Refused extends Error {}

describe('kill -9 under load', () => {
  let server: ServerProcess | undefined;
  afterEach(() => server?.kill());

  it('loses no message and answers none twice', async () => {
    server = await ServerProcess.start(temporaryDir());
    const running = server;
    const clients = Array.from({ length: 16 }, () => new Client(running.url));
    await Promise.all(clients.map((client) => client.open()));

    const perClient = 30;
    let done = 0;
    const load = Promise.all(
      clients.map(async (client) => {
        for (let n = 0; n < perClient; n++) {
          await client.say(n % 2 === 0 ? 'halo' : 'terima kasih');
          done++;
        }
      }),
    );
    // Kill it three times, each when another quarter of the messages has been acknowledged.
    const total = clients.length * perClient;
    for (const share of [0.25, 0.5, 0.75]) {
      while (done < total * share) await new Promise((resolve) => setImmediate(resolve));
      await running.kill();
      await running.start();
    }
    await load;

    for (const client of clients) {
      const activities = await client.transcript();
      const heard = activities.filter((one) => one.channelData?.clientActivityID);
      expect(heard.map((one) => one.channelData?.clientActivityID)).toEqual(client.sent);
      const answered = activities.filter((one) => one.from.role === 'bot').map((one) => one.replyToId);
      for (const message of heard) {
        expect(
          answered.filter((id) => id === message.id),
          message.id,
        ).toHaveLength(1);
      }
      expect(new Set(activities.map((one) => one.id)).size).toBe(activities.length);
    }
  });

  it('stops in good order when asked to', async () => {
    server = await ServerProcess.start(temporaryDir());
    expect(await server.stop()).toBe(0);
  });
});
