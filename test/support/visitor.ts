import { randomUUID } from 'node:crypto';
import type { App } from '../../src/app.ts';
import { fileNamed } from './files.ts';

export interface Activity {
  id: string;
  type: string;
  text?: string;
  from: { id: string; role?: string; name?: string };
  suggestedActions?: { actions: { title: string; value: string }[] };
  attachments?: { contentType: string; contentUrl?: string; name?: string; content?: unknown }[];
  channelData?: { clientActivityID?: string; sapa?: { cards?: unknown[] } };
}

/** A visitor of a page with the widget, speaking Direct Line to the whole application without a socket. */
export class Visitor {
  readonly app: App;
  token = '';
  conversationId = '';
  #watermark = '';
  /** The newest buttons. */
  choices: { title: string; value: string }[] = [];

  constructor(app: App) {
    this.app = app;
  }

  /** Gets a token, opens the conversation and joins; resolves with the greeting. */
  async open(site = 'demo', locale?: string): Promise<Activity[]> {
    const body = { siteKey: site, ...(locale && { locale }), ...(this.token && { token: this.token }) };
    const granted = await this.app.server.inject({
      method: 'POST',
      url: '/webchat/token',
      headers: { origin: this.app.config.PUBLIC_URL },
      payload: body,
    });
    if (granted.statusCode !== 200) throw new Error(`token: ${granted.statusCode} ${granted.body}`);
    const { token, conversationId } = granted.json() as { token: string; conversationId: string };
    const fresh = conversationId !== this.conversationId;
    this.token = token;
    this.conversationId = conversationId;
    if (fresh) this.#watermark = '';
    await this.#post('POST', '/v3/directline/conversations', {});
    return this.#send({ type: 'event', name: 'webchat/join' });
  }

  /** Says `text`; resolves with what the bot answered. `id` repeats an earlier delivery. */
  async say(text: string, id?: string): Promise<Activity[]> {
    return this.#send({ type: 'message', text }, id);
  }

  /** Sends several messages without waiting for an answer between them. */
  async sayAtOnce(texts: readonly string[]): Promise<Activity[]> {
    const url = `/v3/directline/conversations/${this.conversationId}/activities`;
    const sent = texts.map((text) => {
      const channelData = { clientActivityID: randomUUID() };
      return this.#post('POST', url, { type: 'message', text, from: { id: 'me' }, channelData });
    });
    for (const answer of await Promise.all(sent)) {
      if (answer.statusCode !== 200) throw new Error(`activity: ${answer.statusCode} ${answer.body}`);
    }
    return this.news();
  }

  /** Uploads a file of test/support/files with words beside it. */
  async upload(name: string, text = ''): Promise<Activity[]> {
    return this.uploadBytes(name, fileNamed(name), text);
  }

  /** Uploads these bytes under this name; a refusal comes back as one activity of type `refusal`. */
  async uploadBytes(name: string, bytes: Buffer, text = ''): Promise<Activity[]> {
    const activity = {
      type: 'message',
      text,
      channelData: { clientActivityID: randomUUID() },
      from: { id: 'me' },
    };
    const boundary = `----${randomUUID()}`;
    const part = (head: string, content: Buffer | string) =>
      Buffer.concat([
        Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
        Buffer.from(content),
        Buffer.from('\r\n'),
      ]);
    const payload = Buffer.concat([
      part(
        'Content-Disposition: form-data; name="activity"; filename="blob"\r\nContent-Type: application/vnd.microsoft.activity',
        JSON.stringify(activity),
      ),
      part(
        `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream`,
        bytes,
      ),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
    const answer = await this.app.server.inject({
      method: 'POST',
      url: `/v3/directline/conversations/${this.conversationId}/upload?userId=me`,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload,
    });
    // A refused file is answered with the reason, which the page shows beside it.
    if (answer.statusCode >= 500) throw new Error(`upload: ${answer.statusCode} ${answer.body}`);
    if (answer.statusCode >= 400) {
      const { error } = answer.json() as { error: { code: string; message: string } };
      return [{ id: '', type: 'refusal', text: `${error.code} ${error.message}`, from: { id: 'server' } }];
    }
    return this.news();
  }

  /** What came since the last look: the bot's and collectors' messages. */
  async news(): Promise<Activity[]> {
    await this.app.outbox.drain();
    const answer = await this.app.server.inject({
      method: 'GET',
      url: `/v3/directline/conversations/${this.conversationId}/activities?watermark=${this.#watermark}`,
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (answer.statusCode !== 200) throw new Error(`activities: ${answer.statusCode} ${answer.body}`);
    const set = answer.json() as { activities: Activity[]; watermark: string };
    this.#watermark = set.watermark;
    // What is told beside the words (the events of a hand-over) is for programs.
    const said = set.activities.filter((one) => one.from.role === 'bot' && one.type !== 'event');
    if (said.length > 0) this.choices = said.at(-1)?.suggestedActions?.actions ?? [];
    return said;
  }

  /** The newest code in the demonstration inbox; undefined when none came. */
  code(): string | undefined {
    for (const mail of this.app.demoInbox?.list() ?? []) {
      const found = /\b\d{6}\b/.exec(mail.text);
      if (found) return found[0];
    }
    return undefined;
  }

  async #send(activity: object, id: string = randomUUID()): Promise<Activity[]> {
    const posted = await this.#post(
      'POST',
      `/v3/directline/conversations/${this.conversationId}/activities`,
      { ...activity, from: { id: 'me' }, channelData: { clientActivityID: id } },
    );
    if (posted.statusCode !== 200) throw new Error(`activity: ${posted.statusCode} ${posted.body}`);
    return this.news();
  }

  #post(method: 'POST', url: string, payload: object) {
    return this.app.server.inject({
      method,
      url,
      headers: { authorization: `Bearer ${this.token}` },
      payload,
    });
  }
}
