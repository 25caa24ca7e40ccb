import { badArgument } from './failures.ts';

/**
 * The user a backend names (`{user: {id}}`, or `from` of an activity); undefined when it names none.
 * Only ever called for the bearer of the secret: from anybody else it is a mere claim.
 */
export function namedUser(user: unknown): string | undefined {
  if (user === undefined || user === null) return undefined;
  const { id } = user as { id?: unknown };
  if (id === undefined) return undefined;
  if (typeof id !== 'string' || !/^[^\p{Cc}\p{Cs}]{1,128}$/u.test(id))
    throw badArgument('"user.id" must be text of 1 to 128 characters.');
  return id;
}

/** `body` as an object; an empty body is an empty one. */
export function objectBody(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw badArgument('The body must be a JSON object.');
  return body as Record<string, unknown>;
}
