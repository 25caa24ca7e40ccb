/** What a canned reply may hold. */
export const SLOTS = ['name', 'collector', 'creditor'] as const;
export type Slot = (typeof SLOTS)[number];

const SLOT = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The words with what stands for its slots; unknown slots stay as they are. */
export function fillReply(body: string, values: Record<Slot, string>): string {
  return body.replace(SLOT, (whole, name: string) => (isSlot(name) ? values[name] : whole));
}

/** Slots that nothing will be put into: most likely mistyped. */
export function unknownSlots(body: string): string[] {
  return [...body.matchAll(SLOT)].flatMap(([whole, name]) => (isSlot(name ?? '') ? [] : [whole]));
}

function isSlot(name: string): name is Slot {
  return (SLOTS as readonly string[]).includes(name);
}
