import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  changePassword,
  confirmSecondFactor,
  enrol,
  type SignInStepName,
  showEnrolment,
  signInWithPassword,
} from '../../../collectors/index.ts';
import type { Enrolled, Enrolment, SignInStep } from '../../contract/console.ts';
import { addressKey } from '../../plugins/rate-limit.ts';
import { sessionCookie } from '../../plugins/session-cookie.ts';
import type { ConsoleDeps, ConsoleRoutes } from './deps.ts';
import { checked } from './input.ts';
import { sessionInfo } from './session-info.ts';
import {
  locked,
  signedOut,
  unfitPassword,
  wrongCode,
  wrongCredentials,
  wrongPassword,
} from './sign-in-problems.ts';

const secret = z.string().min(1).max(1000);
const credentials = z.strictObject({ email: z.string().min(1).max(320), password: secret });
const factor = z.union([
  z.strictObject({ code: z.string().min(1).max(40) }),
  z.strictObject({ recoveryCode: z.string().min(1).max(80) }),
]);
const appCode = z.strictObject({ code: z.string().min(1).max(40) });
const passwords = z.strictObject({ current: secret.optional(), password: secret });

/** Signing in step by step, and out. See http/contract/console/session. */
export const sessionRoutes: ConsoleRoutes = (app, deps) => {
  const { sessions, signIn } = deps;
  const cookie = sessionCookie(deps.publicUrl);
  const tokenOf = (request: FastifyRequest) => cookie.tokenOf(request.headers.cookie) ?? '';
  const open = { config: { permission: 'public' } } as const;
  const own = { config: { permission: 'own_account' } } as const;

  async function next(
    reply: FastifyReply,
    done: { token: string; step: SignInStepName },
  ): Promise<SignInStep> {
    cookie.give(reply, done.token);
    return stepAnswer(deps, done);
  }

  app.post('/session', open, async (request, reply) => {
    const { email, password } = checked(credentials, request.body);
    // Whoever was signed in on this browser is not any more, as soon as somebody tries to be.
    if (tokenOf(request) !== '') await sessions.signOut(tokenOf(request));
    const device = request.headers['user-agent'];
    const done = await signInWithPassword(signIn, {
      email,
      password,
      address: addressKey(request.ip),
      device,
    });
    if (!done.ok) throw done.reason === 'locked' ? locked(done.retryAfter, reply) : wrongCredentials();
    return next(reply, done);
  });

  app.post('/session/code', open, async (request, reply) => {
    const given = checked(factor, request.body);
    const done = await confirmSecondFactor(signIn, tokenOf(request), given, addressKey(request.ip));
    if (done.ok) return next(reply, done);
    if (done.reason === 'locked') throw locked(done.retryAfter, reply);
    throw done.reason === 'wrong_code' ? wrongCode() : signedOut();
  });

  app.get('/session/enrolment', open, async (request): Promise<Enrolment> => {
    const shown = await showEnrolment(signIn, tokenOf(request));
    if (!shown.ok) throw signedOut();
    return shown.enrolment;
  });

  app.post('/session/enrolment', open, async (request, reply): Promise<Enrolled> => {
    const { code } = checked(appCode, request.body);
    const done = await enrol(signIn, tokenOf(request), code);
    if (done.ok) return { recoveryCodes: done.recoveryCodes, next: await next(reply, done) };
    if (done.reason === 'locked') throw locked(done.retryAfter, reply);
    throw done.reason === 'wrong_code' ? wrongCode() : signedOut();
  });

  app.post('/session/password', open, async (request, reply) => {
    const given = checked(passwords, request.body);
    const done = await changePassword(signIn, tokenOf(request), given);
    if (done.ok) return next(reply, done);
    if (done.reason === 'unfit') throw unfitPassword(done.problem);
    if (done.reason === 'locked') throw locked(done.retryAfter, reply);
    throw done.reason === 'wrong_password' ? wrongPassword('current') : signedOut();
  });

  app.get('/session', own, (request) => sessionInfo(deps, tokenOf(request), request.collector));

  app.delete('/session', own, async (request, reply) => {
    await sessions.signOut(tokenOf(request));
    cookie.takeAway(reply);
    return reply.code(204).send();
  });

  app.post('/session/sign-out-everywhere', own, async (request, reply) => {
    await sessions.signOutEverywhere(request.collector);
    cookie.takeAway(reply);
    return reply.code(204).send();
  });
};

async function stepAnswer(
  deps: ConsoleDeps,
  { token, step }: { token: string; step: SignInStepName },
): Promise<SignInStep> {
  if (step !== 'done') return { step };
  const collector = await deps.sessions.current(token);
  if (!collector) throw signedOut();
  return { step, session: await sessionInfo(deps, token, collector) };
}
