import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  acceptProof,
  type Deciding,
  LONGEST_OWN_WORDS,
  listProofs,
  openProof,
  type ProofDecided,
  REJECT_REASONS,
  rejectProof,
} from '../../../payments/index.ts';
import type { Tx } from '../../../storage/database.ts';
import type { AcceptProof, ProofsPage, ProofView, RejectProof } from '../../contract/console.ts';
import { listOf, refused } from './decisions.ts';
import type { ConsoleRoutes } from './deps.ts';
import { checked, cursorOf, idOf, notFound } from './input.ts';
import { proofItem, proofView } from './proof-view.ts';

const minor = z.int().min(1, 'must be at least 1').max(Number.MAX_SAFE_INTEGER);
const cursor = z.tuple([z.int(), z.int()]);
const accept: z.ZodType<AcceptProof> = z.strictObject({
  amountMinor: minor,
  receivedOn: z.string().max(10),
  bankReference: z.string().max(200),
  allocations: z.array(z.strictObject({ invoiceId: z.int().min(1), amountMinor: minor })).max(500),
});
const reject = z.strictObject({
  reason: z.enum(REJECT_REASONS),
  note: z.string().max(LONGEST_OWN_WORDS, `must have at most ${LONGEST_OWN_WORDS} characters`).optional(),
});

/** Proofs of payment: what waits, one with its candidates, and the two decisions. */
export const proofsRoutes: ConsoleRoutes = (app, deps) => {
  const { database, clock, identity, decisionLimits: limits } = deps;

  app.get('/proofs', { config: { permission: 'read' } }, async (request): Promise<ProofsPage> => {
    const query = listOf(request.query, cursor);
    const { collector } = request;
    const page = await database.read((tx) => listProofs(tx, collector, query));
    const items = page.items.map((one) => proofItem(one, collector.locale));
    return page.next ? { items, next: cursorOf(page.next) } : { items };
  });

  app.get('/proofs/:id', { config: { permission: 'read' } }, async (request): Promise<ProofView> => {
    const id = idOf(request.params);
    const { collector } = request;
    const file = await database.write((tx) => openProof(tx, collector, clock.now(), id, limits));
    if (!file) throw notFound();
    return proofView(file, collector.locale);
  });

  async function decide(
    request: FastifyRequest,
    how: (tx: Tx, deciding: Deciding, id: number) => Promise<ProofDecided>,
  ): Promise<ProofView> {
    const id = idOf(request.params);
    const { collector } = request;
    const decided = await database.write((tx) =>
      how(tx, { collector, now: clock.now(), limits, identity }, id),
    );
    if (!decided.ok) throw refused(decided);
    deps.nudge();
    return proofView(decided.file, collector.locale);
  }

  app.post('/proofs/:id/accept', { config: { permission: 'decide' } }, async (request) => {
    const accepted = checked(accept, request.body);
    return decide(request, (tx, deciding, id) => acceptProof(tx, deciding, id, accepted));
  });

  app.post('/proofs/:id/reject', { config: { permission: 'decide' } }, async (request) => {
    const { reason, note }: RejectProof = checked(reject, request.body) as RejectProof;
    const rejected = { reason, ...(note !== undefined && { note }) };
    return decide(request, (tx, deciding, id) => rejectProof(tx, deciding, id, rejected));
  });
};
