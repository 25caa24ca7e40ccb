import type { FastifyReply } from 'fastify';
import type { PasswordProblem } from '../../../collectors/index.ts';
import { HttpProblem } from '../../problem.ts';

/** The refusals of signing in; the page words them by their code. */
export const wrongCredentials = () =>
  new HttpProblem(401, 'wrong_credentials', 'E-mail and password do not fit together.');

export const wrongCode = () => new HttpProblem(401, 'wrong_code', 'That code is wrong, old or used.');

export const signedOut = () =>
  new HttpProblem(401, 'signed_out', 'This sign-in has ended or is at another step. Please begin again.');

/** `retryAfter` in seconds; also told as the header, for programs. */
export function locked(retryAfter: number, reply: FastifyReply): HttpProblem {
  reply.header('retry-after', retryAfter);
  return new HttpProblem(423, 'locked', `Too many wrong tries. Try again in ${retryAfter} s.`, {
    retryAfter,
  });
}

/** `field` holds a password asked for again. */
export const wrongPassword = (field: 'current' | 'password') =>
  new HttpProblem(422, 'invalid', 'That is not your password.', { fields: { [field]: 'wrong' } });

export const unfitPassword = (problem: PasswordProblem) =>
  new HttpProblem(422, 'invalid', 'This password cannot be used.', { fields: { password: problem } });
