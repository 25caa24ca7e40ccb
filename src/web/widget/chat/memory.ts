/** A conversation as the browser remembers it over a reload. */
export interface SavedSession {
  token: string;
  conversationId: string;
  /** Last watermark processed; history is replayed from the start, this tells where it ends. */
  watermark: string;
  creditorName: string;
  botName: string;
  locale: string;
  /** The server was told that somebody is here, so it has greeted. */
  joined: boolean;
  unread: number;
}

/** A message not yet acknowledged, kept so that a reload does not lose it. */
export interface SavedMessage {
  clientActivityID: string;
  text: string;
  label?: string;
  /** Set when it was a file: the bytes cannot be kept, only that it was tried. */
  fileName?: string;
  /** Order of writing: milliseconds since 1970, made strictly rising. */
  order: number;
}

/** The browser's own memory of one site's chat; all of it may be forbidden or full, then nothing is kept. */
export function memory(base: string, siteKey: string) {
  const prefix = `sapa:${base}:${siteKey}:`;
  const outPrefix = `${prefix}out:`;
  return {
    session: () => read<SavedSession>(`${prefix}session`),
    saveSession: (session: SavedSession) => write(`${prefix}session`, session),
    forgetSession: () => remove(`${prefix}session`),
    /** One key per message, so that two tabs cannot overwrite each other's. */
    keep: (message: SavedMessage) => write(outPrefix + message.clientActivityID, message),
    drop: (clientActivityID: string) => remove(outPrefix + clientActivityID),
    unsent: (): SavedMessage[] =>
      keys(outPrefix)
        .map((key) => read<SavedMessage>(key))
        .filter((message) => message !== undefined)
        .sort((a, b) => a.order - b.order),
    forgetUnsent: () => keys(outPrefix).forEach(remove),
  };
}

export type Memory = ReturnType<typeof memory>;

function read<T>(key: string): T | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private mode or a full disk: the chat still works until the page is left.
  }
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // As above.
  }
}

function keys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
