import { useCallback, useEffect, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { onSignedOut } from '../api/client.ts';
import { SessionContext, useSessionQuery } from '../api/session.ts';
import { LiveProvider } from '../live/live-provider.tsx';
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { SessionEffects } from './session-effects.tsx';
import { Shell } from './shell.tsx';
import { SignInAgain } from './sign-in-again.tsx';

/**
 * Nobody signed in: the sign-in page. Somebody: the shell. A session that ends in the middle of work
 * leaves the page as it is, with what was typed, and asks to sign in on top of it.
 */
export function Gate() {
  const { data: session, error, refetch } = useSessionQuery();
  const [ended, setEnded] = useState(false);
  const end = useCallback(() => setEnded(true), []);
  useEffect(() => onSignedOut(end), [end]);
  if (!session) {
    if (!error) return null;
    if (error instanceof ApiError && error.status === 401) return <SignInPage />;
    return <ErrorState error={error} retry={refetch} />;
  }
  return (
    <SessionContext value={session}>
      <LiveProvider paused={ended} onSignedOut={end}>
        <SessionEffects />
        <Shell />
      </LiveProvider>
      {ended && <SignInAgain collectorId={session.collector.id} onDone={() => setEnded(false)} />}
    </SessionContext>
  );
}
