import type { ProfileChange, SessionInfo } from '../../../http/contract/console.ts';
import { patch } from './client.ts';
import { keys } from './keys.ts';
import { useOptimistic } from './optimistic.ts';

/** Changes one's own name, language or preferences; shown at once. */
export function useProfileChange() {
  return useOptimistic<ProfileChange, SessionInfo>({
    mutationFn: (change) => patch<SessionInfo>('/profile', change),
    touches: () => [keys.session],
    change: (cache, change) => {
      cache.setQueryData<SessionInfo>(keys.session, (session) => session && changed(session, change));
    },
  });
}

function changed(session: SessionInfo, { preferences, ...own }: ProfileChange): SessionInfo {
  return {
    ...session,
    collector: { ...session.collector, ...own },
    preferences: { ...session.preferences, ...preferences },
  };
}
