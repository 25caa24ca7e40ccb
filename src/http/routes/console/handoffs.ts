import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { allows } from '../../../collectors/index.ts';
import {
  assignHandoff,
  claimHandoff,
  type DeskAnswer,
  LONGEST_WORDS,
  releaseHandoff,
  resolveHandoff,
  returnToBot,
} from '../../../handoff/index.ts';
import type { Tx } from '../../../storage/database.ts';
import type { HandoffAnswer, Person } from '../../contract/console.ts';
import { HttpProblem } from '../../problem.ts';
import type { ConsoleRoutes } from './deps.ts';
import { checked, idOf, notFound } from './input.ts';
import { words } from './words.ts';

const assignment = z.strictObject({ collectorId: z.int().min(1) });
const nothing = z.strictObject({}).optional().nullable();
const ending = z.strictObject({
  resolution: z.enum(['resolved', 'debtor_left']).optional(),
  note: words(LONGEST_WORDS).optional(),
});

type Outcome =
  | { ok: true; answer: DeskAnswer }
  | { ok: false; reason: 'already_claimed'; by: Person }
  | { ok: false; reason: 'not_found' | 'closed' | 'unknown_collector' };

/** What a collector does with a handoff: take it, give it to somebody, back to the queue, back to the bot, done. */
export const handoffsRoutes: ConsoleRoutes = (app, deps) => {
  const { database, clock } = deps;
  const work = { config: { permission: 'work' } } as const;

  async function change(
    request: FastifyRequest,
    how: (tx: Tx, now: number, id: number) => Promise<Outcome>,
  ): Promise<HandoffAnswer> {
    const id = idOf(request.params);
    const outcome = await database.write((tx) => how(tx, clock.now(), id));
    if (!outcome.ok) throw refused(outcome);
    deps.nudge();
    return outcome.answer;
  }
  /** A supervisor may also settle what somebody else has. */
  const rights = ({ collector }: FastifyRequest) => ({ supervises: allows(collector.role, 'supervise') });

  app.post('/handoffs/:id/claim', work, (request) => {
    checked(nothing, request.body);
    return change(request, (tx, now, id) => claimHandoff(tx, now, request.collector, id));
  });

  app.post('/handoffs/:id/assign', { config: { permission: 'supervise' } }, (request) => {
    const { collectorId } = checked(assignment, request.body);
    return change(request, (tx, now, id) => assignHandoff(tx, now, request.collector, id, collectorId));
  });

  app.post('/handoffs/:id/release', work, (request) => {
    checked(nothing, request.body);
    return change(request, (tx, now, id) => releaseHandoff(tx, now, request.collector, id, rights(request)));
  });

  app.post('/handoffs/:id/return', work, (request) => {
    checked(nothing, request.body);
    return change(request, (tx, now, id) => returnToBot(tx, now, request.collector, id, rights(request)));
  });

  app.post('/handoffs/:id/resolve', work, (request) => {
    const how = checked(ending, request.body ?? {});
    return change(request, (tx, now, id) =>
      resolveHandoff(tx, now, request.collector, id, { ...how, ...rights(request) }),
    );
  });
};

function refused(outcome: Extract<Outcome, { ok: false }>): HttpProblem {
  switch (outcome.reason) {
    case 'already_claimed': {
      const { by } = outcome;
      return new HttpProblem(409, 'already_claimed', `${by.name} has this conversation.`, { by });
    }
    case 'closed':
      return new HttpProblem(409, 'closed', 'This handoff is closed.');
    case 'unknown_collector':
      return new HttpProblem(422, 'invalid', 'This person cannot take the conversation.', {
        fields: { collectorId: 'expected somebody who works and may see this creditor' },
      });
    case 'not_found':
      return notFound();
  }
}
