import { join } from 'node:path';
import { contentPaths } from '../../../src/content-paths.ts';
import { deliverToConversation } from '../../../src/conversation/host.ts';
import { createOutbox } from '../../../src/conversation/outbox.ts';
import { wordPayload } from '../../../src/conversation/outbox-words.ts';
import { createTexts } from '../../../src/conversation/texts.ts';
import { createWording } from '../../../src/conversation/wording.ts';
import { loadTexts } from '../../../src/dialog/loading/load-texts.ts';
import { createIdentityService, readOtpPolicy } from '../../../src/identity/index.ts';
import { readDecisionLimits } from '../../../src/payments/index.ts';
import type { Announcement } from '../../../src/shared/announcement.ts';
import { scriptedChannel } from '../../conversation/outbox-world.ts';
import { TestClock } from '../../support/clock.ts';
import { makeCollector } from '../../support/collectors.ts';
import { consoleServer } from '../../support/console-server.ts';
import { testDatabase } from '../../support/database.ts';
import { addConversation, addCreditor, addDebtor, all, run, verifyDebtor } from '../../support/debtor.ts';

/** Saturday 21 November 2026, 10:00 in Jakarta. */
export const NOW = '2026-11-21T10:00:00+07:00';

const wording = createWording(createTexts(loadTexts(join(contentPaths().localesDir)).texts));
const policies = join(contentPaths().dialogsDir, 'policies');

/**
 * The routes of proofs and disputes behind the real guard, on a real database with one creditor, one
 * verified debtor and their conversation; the outbox words and delivers into the transcript.
 */
export async function decisionsWorld(options: { locale?: 'id' | 'en' } = {}) {
  const clock = new TestClock(NOW);
  const database = testDatabase();
  const identity = createIdentityService({
    otpSecret: Buffer.alloc(32, 1),
    policy: readOtpPolicy(join(policies, 'otp.yml')),
  });
  const chat = scriptedChannel('webchat');
  const newOutbox = () =>
    createOutbox({
      database,
      clock,
      channels: new Map([['webchat', chat.adapter]]),
      word: (payload, { code }) => wordPayload(wording, payload, code),
      resolveSecret: async () => undefined,
      deliverToConversation: (tx, message) => deliverToConversation(tx, () => chat.adapter, message),
      log: { warn() {}, error() {} },
    });
  const outbox = newOutbox();
  const announced: Announcement[] = [];
  database.watch((one) => announced.push(one));
  const { server, signIn } = await consoleServer(database, clock, {
    identity,
    decisionLimits: readDecisionLimits(join(policies, 'decisions.yml')),
    nudge: outbox.nudge,
  });
  const ids = await database.write(async (tx) => {
    const creditorId = addCreditor(tx);
    const debtorId = addDebtor(tx, creditorId);
    const conversationId = addConversation(tx, creditorId);
    if (options.locale) run(tx, 'UPDATE conversations SET locale = @locale', { locale: options.locale });
    return { creditorId, debtorId, conversationId };
  });
  const debtor = await database.write(async (tx) =>
    verifyDebtor(tx, ids.debtorId, ids.conversationId, clock.now()),
  );

  /** A person signed in: requests as their page makes them. */
  async function as(who: Parameters<typeof makeCollector>[1] = {}) {
    const account = await makeCollector(database, who);
    const page = await signIn(account);
    const ask = async (method: 'GET' | 'POST', path: string, body?: object) => {
      const answer = await server.inject({
        method,
        url: `/console/api${path}`,
        headers: page.headers,
        ...(body && { payload: body }),
      });
      return { status: answer.statusCode, body: answer.json() };
    };
    return {
      ...account,
      get: (path: string) => ask('GET', path),
      post: (path: string, body: object) => ask('POST', path, body),
    };
  }

  return {
    ...ids,
    debtor,
    clock,
    database,
    server,
    outbox,
    /** As after a restart. */
    newOutbox,
    announced,
    as,
    rows: <T = Record<string, unknown>>(sql: string, ...values: unknown[]) =>
      database.read(async (tx) => all<T>(tx as never, sql, ...values)),
    /** What the debtor's transcript says, once everything queued has been sent. */
    async said(): Promise<{ author: string; text: string }[]> {
      await outbox.drain();
      const rows = await database.read(async (tx) =>
        all<{ author: string; body: string }>(tx as never, 'SELECT author, body FROM messages ORDER BY id'),
      );
      return rows.map((row) => ({ author: row.author, text: JSON.parse(row.body).text }));
    },
    async close() {
      await outbox.stop();
      await server.close();
      await database.close();
    },
  };
}

export type DecisionsWorld = Awaited<ReturnType<typeof decisionsWorld>>;
