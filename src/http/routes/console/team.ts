import { z } from 'zod';
import {
  type AccountRefusal,
  addAccount,
  changeAccount,
  firstPassword,
  ROLES,
  resetAccount,
  type SignedInCollector,
  saveTeam,
  teamOverview,
} from '../../../collectors/index.ts';
import { releaseOrphaned } from '../../../handoff/index.ts';
import type { Tx } from '../../../storage/database.ts';
import type { NewCollector, TeamView } from '../../contract/console.ts';
import { HttpProblem } from '../../problem.ts';
import type { ConsoleRoutes } from './deps.ts';
import { checked, idOf, notFound } from './input.ts';
import { email, firstName, personName, teamName } from './person-names.ts';

const id = z.int().min(1);
const creditorIds = z.array(id).max(1000);
const team = z.strictObject({ name: teamName, creditorIds });
const account = z.strictObject({
  email,
  name: personName,
  firstName,
  role: z.enum(ROLES),
  teamId: id.nullable(),
  creditorIds,
  locale: z.enum(['id', 'en']),
});
const accountChange = account.partial().extend({ disabled: z.boolean().optional() });

/** Who works here. Reading is for everybody, changing for administrators. */
export const teamRoutes: ConsoleRoutes = (app, { database, clock, nudge }) => {
  const read = { config: { permission: 'read_team' } } as const;
  const manage = { config: { permission: 'manage_team' } } as const;
  const view = (viewer: SignedInCollector): Promise<TeamView> =>
    database.read(async (tx) => teamOverview(tx, viewer, clock.now()));
  const member = async (viewer: SignedInCollector, collectorId: number) => {
    const found = (await view(viewer)).collectors.find((one) => one.id === collectorId);
    if (!found) throw notFound();
    return found;
  };
  /** Whoever cannot work on a conversation any more leaves it to the others, in the same transaction. */
  const changing = async <T>(change: (tx: Tx) => Promise<T>): Promise<T> => {
    const done = await database.write(async (tx) => {
      const changed = await change(tx);
      await releaseOrphaned(tx, clock.now());
      return changed;
    });
    nudge();
    return done;
  };

  app.get('/team', read, (request) => view(request.collector));

  app.post('/team/teams', manage, async (request) => {
    const input = checked(team, request.body);
    const done = await database.write((tx) => saveTeam(tx, request.collector, undefined, input, clock.now()));
    if (!done.ok) throw refused(done.reason);
    return view(request.collector);
  });

  app.patch('/team/teams/:id', manage, async (request) => {
    const teamId = idOf(request.params);
    const input = checked(team, request.body);
    const done = await changing((tx) => saveTeam(tx, request.collector, teamId, input, clock.now()));
    if (!done.ok) throw refused(done.reason);
    return view(request.collector);
  });

  app.post('/team/collectors', manage, async (request): Promise<NewCollector> => {
    const input = checked(account, request.body);
    const { password, hash } = await firstPassword();
    const done = await database.write((tx) => addAccount(tx, request.collector, input, hash, clock.now()));
    if (!done.ok) throw refused(done.reason);
    return { collector: await member(request.collector, done.id), password };
  });

  app.patch('/team/collectors/:id', manage, async (request) => {
    const collectorId = idOf(request.params);
    const change = checked(accountChange, request.body);
    const done = await changing((tx) =>
      changeAccount(tx, request.collector, collectorId, change, clock.now()),
    );
    if (!done.ok) throw refused(done.reason);
    return member(request.collector, collectorId);
  });

  app.post('/team/collectors/:id/reset', manage, async (request): Promise<NewCollector> => {
    const collectorId = idOf(request.params);
    const { password, hash } = await firstPassword();
    const done = await database.write((tx) =>
      resetAccount(tx, request.collector, collectorId, hash, clock.now()),
    );
    if (!done.ok) throw refused(done.reason);
    return { collector: await member(request.collector, collectorId), password };
  });
};

function refused(reason: AccountRefusal | 'name_taken'): HttpProblem {
  switch (reason) {
    case 'not_found':
      return notFound();
    case 'email_taken':
      return invalid('email', 'taken', 'There is an account of this e-mail already.');
    case 'name_taken':
      return invalid('name', 'taken', 'There is a team of this name already.');
    case 'unknown_team':
      return invalid('teamId', 'unknown', 'There is no such team.');
    case 'unknown_creditor':
      return invalid('creditorIds', 'unknown', 'There is no such creditor.');
    case 'beyond_reach':
      return new HttpProblem(403, 'forbidden', 'That is more than you may see yourself.');
    case 'own_role':
      return new HttpProblem(409, 'own_role', 'Nobody changes their own role, creditors or standing.');
    case 'last_admin':
      return new HttpProblem(409, 'last_admin', 'Nobody would be left to manage the whole house.');
  }
}

function invalid(field: string, word: string, detail: string): HttpProblem {
  return new HttpProblem(422, 'invalid', detail, { fields: { [field]: word } });
}
