import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Permission, SessionInfo } from '../../../http/contract/console.ts';
import { get, setCsrf } from './client.ts';
import { keys } from './keys.ts';

/** Asks once who is signed in; fails with ApiError 401 `signed_out` when nobody is. */
export function useSessionQuery() {
  return useQuery({ queryKey: keys.session, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY });
}

export async function readSession(): Promise<SessionInfo> {
  const session = await get<SessionInfo>('/session');
  setCsrf(session.csrf);
  return session;
}

export const SessionContext = createContext<SessionInfo | null>(null);

/** Who is signed in; only below the shell, where somebody is. */
export function useSession(): SessionInfo {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is only for pages inside the shell');
  return session;
}

/** Whether this collector may; what they may not do is not offered (the server checks again). */
export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
