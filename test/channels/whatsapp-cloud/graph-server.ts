import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudSettings } from '../../../src/channels/whatsapp/ports.ts';
import { type Clock, systemClock } from '../../../src/shared/clock.ts';
import { checkContent, parametersOf } from './graph-check.ts';
import { type Debtor, debtorPhone, type Received, type StoredMedia } from './graph-debtor.ts';
import { errorBody, httpOf, Refusal } from './graph-errors.ts';
import { type BusinessNumber, businessNumber, type Json, someId, wamid } from './graph-number.ts';

export type { Debtor, MediaFile, Received } from './graph-debtor.ts';
export type { BusinessNumber } from './graph-number.ts';

const DAY_MS = 24 * 3600_000;

/**
 * How the next call of a kind is bent. `hangs_up`: not done, the line is cut; `hangs_up_after`, `silent`,
 * `garbage`: done, and the answer never comes (or is a page of some gateway); `gateway`: not done, such a page.
 */
export type Mood =
  | { code: number; http?: number }
  | 'hangs_up'
  | 'hangs_up_after'
  | 'silent'
  | 'garbage'
  | 'gateway';

export interface GraphServer {
  /** For Surroundings.graphUrl. */
  readonly url: string;
  readonly media: Map<string, StoredMedia>;
  /** Every call: method, path, and the JSON it brought. */
  readonly calls: { method: string; path: string; body?: Json }[];
  addNumber(given: { phone: string; webhook?: string } & Partial<CloudSettings>): BusinessNumber;
  debtor(who: { phone?: string; bsuid?: string; name?: string }): Debtor;
  /** Used up one by one by calls of that kind. */
  next(mood: Mood, kind?: 'messages' | 'media' | 'get' | 'file'): void;
  close(): Promise<void>;
}

/**
 * What Meta documents of the Cloud API, on a loopback port: it refuses what Meta would refuse, keeps what
 * debtors' phones would show, and plays the debtors. `lateErrors`: a closed window and an unknown number are
 * told by the webhook, after the message was accepted, as Meta mostly does.
 */
export async function startGraphServer(
  options: { clock?: Clock; version?: string; lateErrors?: boolean } = {},
): Promise<GraphServer> {
  const { clock = systemClock, version = 'v23.0', lateErrors = false } = options;
  const numbers = new Map<string, BusinessNumber>();
  const debtors: Debtor[] = [];
  const media = new Map<string, StoredMedia>();
  const calls: GraphServer['calls'] = [];
  const accepted = new Map<string, { to: Json; callback?: string }>();
  const moods: Record<'messages' | 'media' | 'get' | 'file', Mood[]> = {
    ...{ messages: [], media: [], get: [], file: [] },
  };

  function numberOf(request: IncomingMessage, id: string | undefined): BusinessNumber {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const owner = [...numbers.values()].find((one) => one.settings.accessToken === token);
    if (!owner?.tokenValid) throw new Refusal(190, 'Error validating access token: session has expired.');
    if (id !== undefined && id !== owner.settings.phoneNumberId)
      throw new Refusal(100, 'Unsupported request. Object does not exist or permissions are missing.', 33);
    return owner;
  }

  function addressee(body: Json): { debtor?: Debtor; to: Json; byId: boolean } {
    const { to, recipient } = body;
    if (typeof to === 'string') {
      if (!/^\+?[1-9]\d{5,14}$/.test(to)) throw new Refusal(131009, 'Parameter to is not a phone number.');
      const phone = `+${to.replace('+', '')}`;
      const found = debtors.find((one) => one.phone === phone);
      return { debtor: found, to: { recipient_id: phone.slice(1) }, byId: false };
    }
    if (typeof recipient !== 'string') throw new Refusal(100, 'The parameter to is required.');
    if (!/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/.test(recipient)) throw new Refusal(131009, 'Not a user id.');
    const found = debtors.find((one) => one.bsuid === recipient);
    return { debtor: found, to: { recipient_user_id: recipient }, byId: true };
  }

  function receive(number: BusinessNumber, body: Json): object {
    if (body.status === 'read') return markRead(number, body);
    const { debtor, to, byId } = addressee(body);
    const own = (id: string) => media.get(id)?.ownerId === number.settings.phoneNumberId;
    checkContent(body, number.templates, own);
    const id = wamid();
    const shown = shownOf(number, id, body);
    if (shown.template?.code && byId) throw new Refusal(131062, 'Codes are not sent to user ids.');
    const wrote = debtor?.lastWrote.get(number.settings.phoneNumberId);
    const open = wrote !== undefined && clock.now() - wrote <= DAY_MS;
    const code = !debtor ? 131026 : shown.template || open ? undefined : 131047;
    if (code && !lateErrors) throw new Refusal(code, 'Message failed to send.');
    const callback = body.biz_opaque_callback_data;
    accepted.set(id, { to, ...(typeof callback === 'string' && { callback }) });
    if (code) setImmediate(() => void number.status(id, 'failed', code).catch(() => undefined));
    else debtor?.received.push(shown);
    return {
      messaging_product: 'whatsapp',
      contacts: [
        { input: body.to ?? body.recipient, ...(byId ? { user_id: body.recipient } : { wa_id: body.to }) },
      ],
      messages: [{ id, message_status: 'accepted' }],
    };
  }

  function markRead(number: BusinessNumber, body: Json): object {
    const id = String(body.message_id);
    const writer = debtors.find((one) => one.lastWrote.has(number.settings.phoneNumberId));
    if (!id.startsWith('wamid.') || !writer) throw new Refusal(131009, 'message_id is not known.');
    for (const debtor of debtors) {
      debtor.seenRead.push(id);
      if ((body.typing_indicator as Json | undefined)?.type === 'text') debtor.seenTyping.push(id);
    }
    return { success: true };
  }

  function shownOf(number: BusinessNumber, id: string, body: Json): Received {
    const own = body[String(body.type)] as Json;
    const action = own.action as { buttons?: Json[]; sections?: { rows: Json[] }[] } | undefined;
    const rows = action?.sections?.flatMap((section) => section.rows) ?? [];
    const replies = action?.buttons?.map((one) => one.reply as Json) ?? [];
    const file = body.type === 'document' ? media.get(String(own.id)) : undefined;
    const [code] = body.type === 'template' ? parametersOf(own, 'button') : [];
    return {
      id,
      type: body.type === 'interactive' ? String(own.type) : String(body.type),
      text: String((own.body as Json | undefined)?.text ?? own.body ?? own.caption ?? ''),
      buttons: [...replies, ...rows].map((one) => String(one.id)),
      from: number.phone,
      ...(typeof body.biz_opaque_callback_data === 'string' && { callback: body.biz_opaque_callback_data }),
      ...(file && {
        document: {
          ...{ bytes: file.bytes, mediaType: file.mediaType },
          ...{ fileName: own.filename as string, caption: own.caption as string },
        },
      }),
      ...(body.type === 'template' && {
        template: {
          ...{ name: String(own.name), language: String((own.language as Json).code) },
          parameters: parametersOf(own, 'body'),
          ...(code && { code }),
        },
      }),
    };
  }

  async function upload(number: BusinessNumber, request: IncomingMessage, raw: Buffer): Promise<object> {
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('multipart/form-data')) throw new Refusal(100, 'A form is required.');
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof Blob))
      throw new Refusal(100, 'messaging_product and file are required.');
    if (file.type !== form.get('type') || file.type === 'application/octet-stream')
      throw new Refusal(131053, 'Unsupported media type.');
    const id = someId();
    const bytes = Buffer.from(await file.arrayBuffer());
    media.set(id, { bytes, mediaType: file.type, ownerId: number.settings.phoneNumberId });
    return { id };
  }

  function mediaAnswer(request: IncomingMessage, id: string): object {
    const number = numberOf(request, undefined);
    const file = media.get(id);
    if (!file || file.ownerId !== number.settings.phoneNumberId)
      throw new Refusal(100, 'Object does not exist.', 33);
    return {
      ...{ messaging_product: 'whatsapp', id, mime_type: file.mediaType, file_size: file.bytes.length },
      url: file.url ?? `${url}/file/${id}`,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      ...file.claims,
    };
  }

  async function answer(request: IncomingMessage, path: string, raw: Buffer, query: URLSearchParams) {
    const [given, id, kind] = path.split('/').slice(1);
    if (given !== version) throw new Refusal(2500, 'Unknown path components.');
    if (request.method === 'POST' && kind === 'messages') {
      return receive(numberOf(request, id), JSON.parse(raw.toString('utf8')) as Json);
    }
    if (request.method === 'POST' && kind === 'media') return upload(numberOf(request, id), request, raw);
    if (request.method !== 'GET' || !id || kind) throw new Refusal(2500, 'Unknown path components.');
    if (!numbers.has(id)) return mediaAnswer(request, id);
    const { profile } = numberOf(request, id);
    const fields = query.get('fields')?.split(',') ?? ['id'];
    return Object.fromEntries([...fields, 'id'].map((field) => [field, profile[field]]));
  }

  function serveFile(request: IncomingMessage, response: ServerResponse, id: string): void {
    const number = numberOf(request, undefined);
    const file = media.get(id);
    if (!file || file.ownerId !== number.settings.phoneNumberId) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.mediaType }).end(file.bytes);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://graph.test');
    const raw = Buffer.concat(await request.toArray());
    const json = request.headers['content-type'] === 'application/json';
    const body = json ? (JSON.parse(raw.toString('utf8')) as Json) : undefined;
    calls.push({ method: request.method ?? '', path: pathname, ...(body && { body }) });
    const last = pathname.split('/').at(-1);
    const kind = pathname.startsWith('/file/') ? 'file' : request.method === 'GET' ? 'get' : last;
    // Ticks and signs of typing are not what a test bends.
    const mood = body?.status === 'read' ? undefined : moods[kind as keyof typeof moods]?.shift();
    const page = (status: number) => response.writeHead(status).end('<html>some gateway</html>');
    const refuse = (error: Refusal, http?: number) =>
      response
        .writeHead(http ?? httpOf(error.code), { 'content-type': 'application/json' })
        .end(JSON.stringify(errorBody(error)));
    if (mood === 'hangs_up') return void request.socket.destroy();
    if (mood === 'gateway') return void page(502);
    if (typeof mood === 'object') return void refuse(new Refusal(mood.code, 'As wished.'), mood.http);
    try {
      if (kind === 'file' && last) return serveFile(request, response, last);
      const content = await answer(request, pathname, raw, searchParams);
      if (mood === 'silent') return;
      if (mood === 'hangs_up_after') return void request.socket.destroy();
      if (mood === 'garbage') return void page(200);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    } catch (error) {
      refuse(error instanceof Refusal ? error : new Refusal(1, String(error)));
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ url, media, calls },
    addNumber(given) {
      const number = businessNumber(given, clock, (id) => accepted.get(id));
      numbers.set(number.settings.phoneNumberId, number);
      return number;
    },
    debtor(who) {
      const debtor = debtorPhone(who, clock, media);
      debtors.push(debtor);
      return debtor;
    },
    next(mood, kind = 'messages') {
      moods[kind].push(mood);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
