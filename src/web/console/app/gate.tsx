import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { onSignedOut } from '../api/client.ts';
import { keys } from '../api/keys.ts';
import { SessionContext, useSessionQuery } from '../api/session.ts';
import { LiveProvider } from '../live/live-provider.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { SessionEffects } from './session-effects.tsx';
import { Shell } from './shell.tsx';

const SignInPage = lazy(() => import('../pages/sign-in/sign-in-page.tsx'));
const SignInAgain = lazy(() => import('./sign-in-again.tsx'));

/**
 * Nobody signed in: the sign-in page. Somebody: the shell. A session that ends in the middle of work
 * leaves the page as it is, with what was typed, and asks to sign in on top of it.
 */
export function Gate() {
  const { data: session, error, refetch } = useSessionQuery();
  const [ended, setEnded] = useState(false);
  const cache = useQueryClient();
  // Only what has begun can end: the first question is answered 401 as well.
  const end = useCallback(() => setEnded(cache.getQueryData(keys.session) !== undefined), [cache]);
  useEffect(() => onSignedOut(end), [end]);
  if (!session) {
    if (!error) return null;
    if (error instanceof ApiError && error.status === 401) {
      return (
        <Suspense>
          <SignInPage />
        </Suspense>
      );
    }
    return <ErrorState error={error} retry={refetch} />;
  }
  return (
    <SessionContext value={session}>
      <LiveProvider paused={ended} onSignedOut={end}>
        <SessionEffects />
        <Shell />
      </LiveProvider>
      <Suspense>{ended && <SignInAgain session={session} onDone={() => setEnded(false)} />}</Suspense>
    </SessionContext>
  );
}
