import type { FastifyInstance } from 'fastify';
import { generate } from 'otplib';

/** The sign-in page without its looks: keeps the cookie as a browser does and sends its Origin. */
export class SignInPage {
  readonly server: FastifyInstance;
  readonly origin: string;
  cookie = '';
  /** The whole Set-Cookie header of the newest answer that had one. */
  setCookie = '';
  csrf = '';
  address = '10.0.0.1';
  /** Base32, once enrolled. */
  secret = '';
  recoveryCodes: string[] = [];

  constructor(server: FastifyInstance, origin = 'http://sapa.test') {
    this.server = server;
    this.origin = origin;
  }

  async send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) {
    const answer = await this.server.inject({
      method,
      url: `/console/api${path}`,
      remoteAddress: this.address,
      headers: {
        origin: this.origin,
        'user-agent': 'Test/1.0',
        ...(this.cookie && { cookie: this.cookie }),
        ...(this.csrf && { 'x-sapa-csrf': this.csrf }),
      },
      ...(payload && { payload }),
    });
    const set = answer.headers['set-cookie'];
    if (typeof set === 'string') {
      this.setCookie = set;
      this.cookie = /max-age=0/i.test(set) ? '' : set.split(';')[0]!;
    }
    const body = answer.body === '' ? {} : (answer.json() as Record<string, unknown>);
    const session = (body.session ?? (body.next as { session?: unknown } | undefined)?.session) as
      | { csrf: string }
      | undefined;
    if (session) this.csrf = session.csrf;
    return { status: answer.statusCode, body, headers: answer.headers };
  }

  password(email: string, password: string) {
    return this.send('POST', '/session', { email, password });
  }

  code(code: string) {
    return this.send('POST', '/session/code', { code });
  }

  /** Reads the picture and types the app's code; `now` in epoch ms. */
  async enrol(now: number) {
    const { body } = await this.send('GET', '/session/enrolment');
    this.secret = String(body.secret).replaceAll(' ', '');
    const done = await this.send('POST', '/session/enrolment', { code: await this.appCode(now) });
    this.recoveryCodes = done.body.recoveryCodes as string[];
    return done;
  }

  appCode(now: number): Promise<string> {
    return generate({ secret: this.secret, epoch: Math.floor(now / 1000) });
  }
}
