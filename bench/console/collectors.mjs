import { createHmac } from 'node:crypto';
import { WebSocket } from 'ws';

/**
 * A collector's browser without the pages: signs in over HTTP as anybody would, with a code from the
 * second factor, and listens to the live feed.
 */
export class Collector {
  constructor(origin) {
    this.origin = origin;
    this.cookies = new Map();
    this.csrf = '';
    this.onEvent = () => {};
  }

  async call(method, path, body) {
    const response = await fetch(`${this.origin}/console/api${path}`, {
      method,
      headers: {
        origin: this.origin,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(this.csrf && { 'x-sapa-csrf': this.csrf }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split(/=(.*)/s);
      this.cookies.set(name, value);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** The whole first sign-in: password, a password of one's own, second factor. */
  async signIn(email, password) {
    let next = await this.call('POST', '/session', { email, password });
    for (;;) {
      if (next.step === 'change_password')
        next = await this.call('POST', '/session/password', { password: `${password}-of-my-own` });
      else if (next.step === 'enrol') {
        const { secret } = await this.call('GET', '/session/enrolment');
        next = (await this.call('POST', '/session/enrolment', { code: codeOf(secret) })).next;
      } else if (next.step === 'done') {
        this.csrf = next.session.csrf;
        this.session = next.session;
        return;
      } else throw new Error(`cannot go on from ${next.step}`);
    }
  }

  /** Resolves when the feed has said hello. */
  listen() {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    this.socket = new WebSocket(`${this.origin.replace('http', 'ws')}/console/live`, {
      headers: { origin: this.origin, cookie },
    });
    return new Promise((resolve, reject) => {
      this.socket.on('error', reject);
      this.socket.on('message', (data) => {
        const event = JSON.parse(data.toString());
        if (event.type === 'hello') resolve();
        else this.onEvent(event);
      });
    });
  }

  watch(conversationId) {
    this.socket.send(JSON.stringify({ type: 'watching', conversationId }));
  }
}

/** RFC 6238 with the parameters every authenticator app uses: SHA-1, 30 seconds, six digits. */
export function codeOf(secret, now = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', base32(secret)).update(counter).digest();
  const at = digest[digest.length - 1] & 0x0f;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const letter of text.replace(/[\s=]/g, '').toUpperCase())
    bits += alphabet.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from(bits.match(/.{8}/g).map((octet) => Number.parseInt(octet, 2)));
}
