import type {
  CodeRequest,
  Enrolled,
  Enrolment,
  PasswordChange,
  SessionInfo,
  SignInRequest,
  SignInStep,
} from '../../../http/contract/console.ts';
import { get, post, setCsrf } from './client.ts';
import { readSession } from './session.ts';

/** The steps of signing in; each rejects with ApiError. */
export const signIn = {
  password: (given: SignInRequest) => post<SignInStep>('/session', given),
  code: (given: CodeRequest) => post<SignInStep>('/session/code', given),
  changePassword: (given: PasswordChange) => post<SignInStep>('/session/password', given),
  enrolment: () => get<Enrolment>('/session/enrolment'),
  enrol: (code: string) => post<Enrolled>('/session/enrolment', { code }),
};

/** The session of the last step, its token in use from now on. */
export async function sessionOf(step: Extract<SignInStep, { step: 'done' }>): Promise<SessionInfo> {
  if (!step.session) return readSession();
  setCsrf(step.session.csrf);
  return step.session;
}
