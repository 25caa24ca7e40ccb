/** The cases before and after one in the list it was opened from; a decided one has left the list. */
export function neighbours<T extends { id: number }>(
  items: readonly T[],
  id: number,
): { before: T | undefined; after: T | undefined; position: number; next: T | undefined } {
  const at = items.findIndex((item) => item.id === id);
  const others = items.filter((item) => item.id !== id);
  return {
    before: at > 0 ? items[at - 1] : undefined,
    after: at === -1 ? others[0] : items[at + 1],
    position: at + 1,
    // After a decision: the one that followed, else from the top again.
    next: (at === -1 ? undefined : items[at + 1]) ?? others[0],
  };
}
