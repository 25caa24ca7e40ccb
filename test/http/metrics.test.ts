import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createMetrics, startMetricsServer } from '../../src/http/index.ts';
import { httpServer } from '../support/http-server.ts';

describe('metrics', () => {
  it('are served on a port of their own, and nowhere else', async () => {
    const metrics = createMetrics({
      outboxByState: async () => ({ pending: 2, dead: 1 }),
      outboxOldestSeconds: async () => 12.5,
      openSockets: () => 7,
    });
    const app = await httpServer({ metrics });
    await app.inject('/healthz');
    await app.inject('/healthz');
    await app.inject('/secret/path?t=token');
    metrics.turn(0.004, { channel: 'webchat', outcome: 'answered' });
    const server = await startMetricsServer(metrics, { host: '127.0.0.1', port: 0 });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await fetch(`${url}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const lines = (await answer.text()).split('\n');
    for (const line of [
      'sapa_http_requests_total{method="GET",route="/healthz",status="200"} 2',
      'sapa_http_requests_total{method="GET",route="unknown",status="404"} 1',
      'sapa_turns_total{channel="webchat",outcome="answered"} 1',
      'sapa_turn_seconds_bucket{le="0.005",channel="webchat"} 1',
      'sapa_turn_seconds_bucket{le="0.002",channel="webchat"} 0',
      'sapa_websockets_open 7',
      'sapa_outbox_messages{state="pending"} 2',
      'sapa_outbox_messages{state="dead"} 1',
      'sapa_outbox_oldest_seconds 12.5',
    ])
      expect(lines).toContain(line);
    expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true);
    expect(lines.join('')).not.toContain('token');
    // Looked at twice, counted once.
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('route="/healthz",status="200"} 2');
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await app.inject('/metrics')).statusCode).toBe(404);
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  it('answer 500 without a text when a source fails', async () => {
    const metrics = createMetrics({
      outboxByState: async () => {
        throw new Error('disk at private/place is gone');
      },
    });
    const server = await startMetricsServer(metrics, { host: '127.0.0.1', port: 0 });
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('private');
    server.close();
    server.closeAllConnections();
  });
});
