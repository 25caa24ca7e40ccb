import type { FastifyInstance } from 'fastify';

/** Resolves to nothing when all is well, else to what is wrong, in words for an operator. */
export type HealthCheck = () => Promise<string | undefined>;

const CHECK_WITHIN_MS = 1_000;

/** `/healthz`: the process answers. `/readyz`: it can do its work; 503 names what it cannot. */
export function healthRoutes(app: FastifyInstance, checks: Record<string, HealthCheck>): void {
  const config = { unlimited: true };
  app.get('/healthz', { config }, async () => ({ status: 'ok' }));

  app.get('/readyz', { config }, async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const problem = await outcome(check);
        if (problem instanceof Error)
          request.log.error({ err: problem, check: name }, 'readiness check failed');
        return [name, problem instanceof Error ? 'failed' : (problem ?? 'ok')] as const;
      }),
    );
    const ready = results.every(([, result]) => result === 'ok');
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not_ready',
      checks: Object.fromEntries(results),
    });
  });
}

async function outcome(check: HealthCheck): Promise<string | Error | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer in time'), CHECK_WITHIN_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}
