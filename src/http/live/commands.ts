import { z } from 'zod';
import type { LiveCommand } from '../contract/console.ts';

const id = z.int().min(1);
const schema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('watching'), conversationId: id.nullable() }),
  z.strictObject({ type: z.literal('typing'), conversationId: id }),
  z.strictObject({ type: z.literal('away'), away: z.boolean() }),
]);

/** What a page said, or undefined for anything that is none of the three commands. */
export function readCommand(data: unknown): LiveCommand | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(String(data)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
