import { once } from 'node:events';
import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * One keep-alive HTTP/1.1 connection with one request at a time, as thin as can be: the load must not
 * be what is measured. Understands content-length and chunked answers.
 */
export class HttpConnection {
  #socket;
  #host;
  #received = [];
  #pending;

  static async open(port) {
    const connection = new HttpConnection();
    connection.#host = `127.0.0.1:${port}`;
    connection.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(connection.#socket, 'connect');
    connection.#socket.on('data', (chunk) => connection.#take(chunk));
    connection.#socket.on('error', (error) => connection.#fail(error));
    connection.#socket.on('close', () => connection.#fail(new Error('the server closed the connection')));
    return connection;
  }

  /** Sends JSON; `done(error, status, text)` once the whole answer is here. */
  post(path, headers, body, done) {
    if (this.#pending) throw new Error('one request at a time');
    this.#pending = done;
    this.#socket.write(
      `POST ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n${headers}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  /** The same as a promise of parsed JSON; throws for any status but 2xx. */
  json(path, headers, body) {
    return new Promise((resolve, reject) => {
      this.post(path, headers, JSON.stringify(body), (error, status, text) => {
        if (error) return reject(error);
        if (status < 200 || status > 299) return reject(new Error(`POST ${path}: ${status} ${text}`));
        resolve(text === '' ? undefined : JSON.parse(text));
      });
    });
  }

  close() {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  #fail(error) {
    const done = this.#pending;
    this.#pending = undefined;
    done?.(error);
  }

  #take(chunk) {
    this.#received.push(chunk);
    const data = this.#received.length === 1 ? chunk : Buffer.concat(this.#received);
    const head = data.indexOf(HEAD_END);
    if (head < 0) return;
    const headers = data.toString('latin1', 0, head).toLowerCase();
    const body = data.subarray(head + 4);
    const length = /\r\ncontent-length: *(\d+)/.exec(headers);
    let text;
    if (length) {
      if (body.length < Number(length[1])) return this.#keep(data);
      text = body.toString('utf8');
    } else if (headers.includes('transfer-encoding: chunked')) {
      text = unchunk(body);
      if (text === undefined) return this.#keep(data);
    } else {
      text = '';
    }
    this.#received = [];
    const done = this.#pending;
    this.#pending = undefined;
    done?.(undefined, Number(headers.slice(9, 12)), text);
  }

  #keep(data) {
    this.#received = [data];
  }
}

/** The text of a chunked body; undefined while its end is missing. */
function unchunk(body) {
  const parts = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(body.toString('latin1', at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (next > body.length) return undefined;
    if (size === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
}
