import type { BaileysContext } from './context.ts';

/**
 * One message nobody foresaw must not take the others, or the connection, with it: it stays open in the
 * journal. Never logs more than the kind of error, whose words may hold what was written.
 */
export function guarded<T>(ctx: BaileysContext, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    const code = (error as { code?: unknown } | null)?.code;
    ctx.log.error(
      { error: kind, ...(typeof code === 'string' && { code }) },
      'a message could not be taken in',
    );
    return undefined;
  }
}
