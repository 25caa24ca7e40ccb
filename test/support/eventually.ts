const WITHIN_MS = 15_000;

/** Resolves with what `look` finds, as soon as that is something; rejects after 15 seconds. */
export async function eventually<T>(look: () => T | undefined | false, what: string): Promise<T> {
  const giveUpAt = Date.now() + WITHIN_MS;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > giveUpAt) throw new Error(`still waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
