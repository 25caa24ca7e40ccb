import type { ActivitySet } from '../../../http/contract/webchat.ts';

/** How a socket ended: `opened` tells whether it ever worked. */
export interface SocketEnd {
  opened: boolean;
}

export interface StreamSocket {
  ended: Promise<SocketEnd>;
  close: () => void;
}

const OPEN_WITHIN_MS = 10_000;
/** An empty frame this often keeps proxies from closing an idle stream. */
const KEEP_ALIVE_MS = 20_000;

/**
 * The address to open for a stream. The host is always the one the page was told to trust, whatever the
 * server believes its public name to be: a token never goes anywhere else.
 */
export function streamAddress(streamUrl: string, base: string): string {
  const home = new URL(base);
  const given = new URL(streamUrl, home);
  return `${home.protocol === 'https:' ? 'wss' : 'ws'}://${home.host}${given.pathname}${given.search}`;
}

/** Opens a Direct Line stream and hands on each set of activities; frames that are not sets are ignored. */
export function openSocket(
  address: string,
  on: { open: () => void; set: (set: ActivitySet) => void },
): StreamSocket {
  let finish: (end: SocketEnd) => void = () => {};
  const ended = new Promise<SocketEnd>((resolve) => {
    finish = resolve;
  });
  let socket: WebSocket;
  try {
    socket = new WebSocket(address);
  } catch {
    finish({ opened: false });
    return { ended, close: () => {} };
  }
  let opened = false;
  let alive: ReturnType<typeof setInterval>;
  const tooLate = setTimeout(() => stop(), OPEN_WITHIN_MS);
  const stop = () => {
    clearTimeout(tooLate);
    clearInterval(alive);
    // A socket whose network is gone may take minutes to close: what it still says must not count.
    socket.onmessage = socket.onopen = socket.onclose = null;
    socket.close();
    finish({ opened });
  };
  socket.onopen = () => {
    opened = true;
    clearTimeout(tooLate);
    alive = setInterval(() => socket.send(''), KEEP_ALIVE_MS);
    on.open();
  };
  socket.onmessage = (event) => {
    const set = setOf(event.data);
    if (set) on.set(set);
  };
  socket.onclose = stop;
  return { ended, close: stop };
}

function setOf(data: unknown): ActivitySet | undefined {
  if (typeof data !== 'string' || data === '') return undefined;
  try {
    const value = JSON.parse(data) as ActivitySet | null;
    return Array.isArray(value?.activities) ? value : undefined;
  } catch {
    return undefined;
  }
}
