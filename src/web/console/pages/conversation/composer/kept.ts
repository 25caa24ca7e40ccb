/** What this tab keeps, by account: a colleague who signs in after finds nothing of another's. */
export function kept<T>(name: string, collectorId: number, conversationId: number) {
  const key = `sapa-console-${name}:${collectorId}:${conversationId}`;
  return {
    /** Undefined when nothing is kept, or it cannot be read. */
    read(): T | undefined {
      try {
        return (JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null) ?? undefined;
      } catch {
        return undefined;
      }
    },
    /** `undefined` forgets it. */
    write(value: T | undefined): void {
      try {
        if (value === undefined) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Full or forbidden: then it lives as long as the page does.
      }
    },
  };
}
