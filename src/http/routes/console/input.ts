import { z } from 'zod';
import { HttpProblem } from '../../problem.ts';

/** Checks what a page sent; throws 422 `invalid` with a sentence per field. */
export function checked<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join('.') || 'body', issue.message]),
  );
  throw new HttpProblem(422, 'invalid', 'Some of what was sent cannot be used.', { fields });
}

const wholeId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** The `:id` of an address; 404 for what cannot be one. */
export function idOf(params: unknown): number {
  const parsed = wholeId.safeParse((params as { id?: unknown }).id);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

/** The same for what does not exist and for what this collector may not see: nothing is told apart. */
export function notFound(): HttpProblem {
  return new HttpProblem(404, 'not_found', 'There is nothing here that you can see.');
}

/** Keyset cursors: opaque to the page, checked on the way back. */
export function cursorOf(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor that `schema` accepts; 422 for anything else; undefined without one. */
export function fromCursor<T>(schema: z.ZodType<T>, cursor: string | undefined): T | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new HttpProblem(422, 'invalid', 'The page marker is none of ours.', {
      fields: { cursor: 'expected the `next` of an earlier page' },
    });
  }
}
