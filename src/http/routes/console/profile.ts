import { z } from 'zod';
import { changeProfile, renewRecoveryCodes } from '../../../collectors/index.ts';
import type { RecoveryCodes, SessionInfo } from '../../contract/console.ts';
import { sessionCookie } from '../../plugins/session-cookie.ts';
import type { ConsoleRoutes } from './deps.ts';
import { checked } from './input.ts';
import { firstName, personName } from './person-names.ts';
import { sessionInfo } from './session-info.ts';
import { locked, signedOut, wrongPassword } from './sign-in-problems.ts';

const change = z.strictObject({
  name: personName.optional(),
  firstName: firstName.optional(),
  locale: z.enum(['id', 'en']).optional(),
  preferences: z
    .strictObject({
      sound: z.boolean().optional(),
      desktop: z.boolean().optional(),
      theme: z.enum(['auto', 'light', 'dark']).optional(),
    })
    .optional(),
});
const proof = z.strictObject({ password: z.string().min(1).max(1000) });

/** One's own name, language, sessions and recovery codes. */
export const profileRoutes: ConsoleRoutes = (app, deps) => {
  const { database, clock, sessions, signIn } = deps;
  const cookie = sessionCookie(deps.publicUrl);
  const own = { config: { permission: 'own_account' } } as const;

  app.patch('/profile', own, async (request): Promise<SessionInfo> => {
    const wanted = checked(change, request.body);
    await database.write((tx) => changeProfile(tx, request.collector, wanted, clock.now()));
    const token = cookie.tokenOf(request.headers.cookie)!;
    const collector = await sessions.current(token);
    if (!collector) throw signedOut();
    return sessionInfo(deps, token, collector);
  });

  app.get('/profile/sessions', own, (request) => sessions.list(request.collector));

  app.post('/profile/recovery-codes', own, async (request, reply): Promise<RecoveryCodes> => {
    const { password } = checked(proof, request.body);
    const done = await renewRecoveryCodes(signIn, request.collector, password);
    if (done.ok) return { recoveryCodes: done.recoveryCodes };
    if (done.reason === 'locked') throw locked(done.retryAfter, reply);
    throw done.reason === 'wrong_password' ? wrongPassword('password') : signedOut();
  });
};
